/** The report asked for, kept in step with its address while it is on screen. */
import { computed } from '@preact/signals';
import type { Atlas } from '../api/types';
import { page } from '../state/page';
import { dataOf, resource } from '../state/resource';
import { territory } from '../state/territory';
import { type Asked, asked } from './address';
import {
  type Findings,
  gather,
  geographyOf,
  MOST_ZONES,
  type Municipality,
  municipalities,
  themesOf,
} from './findings';

/** Why there is nothing to report yet, where it is for the reader to choose. */
export const obstacle = computed<'none' | 'tooLarge' | 'noTheme'>(() => {
  const atlas = territory.value;
  if (!atlas) return 'none';
  if (themesOf(atlas, asked.value).length === 0) return 'noTheme';
  const zones = geographyOf(atlas, asked.value)?.zones ?? 0;
  return asked.value.scope === null && zones > MOST_ZONES ? 'tooLarge' : 'none';
});

const wanted = computed<{ atlas: Atlas; asked: Asked } | null>(() => {
  const atlas = page.value === 'report' && territory.value;
  return atlas && atlas.geographies.length > 0 && obstacle.value === 'none' ? { atlas, asked: asked.value } : null;
});

export const findings = resource<Findings>(
  () => wanted.value && JSON.stringify([wanted.value.atlas.snapshot, wanted.value.asked]),
  (_, abort) => {
    const { atlas, asked } = wanted.peek() ?? {};
    return atlas && asked ? gather(atlas, asked, abort) : Promise.reject(new Error('nothing is asked for'));
  },
);

const known = resource<Municipality[]>(
  () => (page.value === 'report' && territory.value?.snapshot) || null,
  (_, abort) => {
    const atlas = territory.peek();
    return atlas ? municipalities(atlas, abort) : Promise.resolve([]);
  },
);

/** The municipalities a report can be about, by name. */
export const choosable = computed<Municipality[]>(() =>
  (dataOf(known.loaded.value) ?? []).toSorted((a, b) => a.name.localeCompare(b.name)),
);
