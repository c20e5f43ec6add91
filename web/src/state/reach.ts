/** How far one gets: from the point looked around, or from the chosen service. */
import { computed } from '@preact/signals';
import { getJson } from '../api/client';
import type { Isochrones, Near } from '../api/types';
import { type Place, placeWords } from './reading';
import { dataOf, resource } from './resource';
import { query, serviceCard, territory, theme } from './territory';
import { view } from './view';

/** Minutes of the outlines. */
export const REACH_MINUTES = [5, 10, 15];
const NEAREST = 10;

/** The place one starts from, null when the map shows no way. */
export const reachFrom = computed<Place | null>(() => {
  const { from, service, reach } = view.value;
  if (!service) return from;
  const chosen = reach ? dataOf(serviceCard.loaded.value) : undefined;
  return chosen?.properties.id === service ? chosen.geometry.coordinates : null;
});

const point = computed(() => reachFrom.value && placeWords(reachFrom.value));
const mode = computed(() => view.value.mode);
/** A round has the map to itself. */
const rounding = computed(() => view.value.round !== null);

export const reach = resource<Isochrones>(
  () =>
    point.value && territory.value && !rounding.value
      ? `isochrones?${query({ point: point.value, mode: mode.value, limits: REACH_MINUTES.join(',') })}`
      : null,
  getJson,
);

/** The nearest services to the point looked around. */
export const around = resource<Near>(() => {
  const { from, audience, at, mode } = view.value;
  if (!from || !territory.value) return null;
  const travel = mode === 'walk' ? null : mode;
  return `near?${query({ point: placeWords(from), theme: theme.value, audience, at, mode: travel, limit: NEAREST })}`;
}, getJson);
