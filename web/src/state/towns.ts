/** How far the map looks from, and whether it then shows municipalities in the place of their zones. */
import { computed, signal } from '@preact/signals';
import { type Towns, townsOf } from '../map/towns';
import { roll } from './roll';
import { geography, MANY_ZONES, tiled } from './territory';

/** Up to this zoom, many zones are smaller than a pixel. */
export const FAR = 8;

/** The zoom of the map; null before there is one. */
export const closeness = signal<number | null>(null);

/** Tiles are those of the zoom nearest to that of the map. */
export const isFar = (zoom: number): boolean => Math.round(zoom) <= FAR;

const far = computed(() => closeness.value !== null && isFar(closeness.value));

const several = computed<Towns | null>(() => {
  const listed = roll.value;
  const many = tiled.value && (geography.value?.zones ?? 0) > MANY_ZONES && geography.value?.code !== 'commune';
  return listed && many ? townsOf(listed) : null;
});

/** The municipalities drawn in the place of their zones; null when zones are drawn. */
export const townsShown = computed<Towns | null>(() => (far.value ? several.value : null));
