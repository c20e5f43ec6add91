/** What is published of whole municipalities, for when they stand for their zones. */
import { computed } from '@preact/signals';
import { getJson } from '../api/client';
import type { Column, Indicator } from '../api/types';
import type { OwnShades } from '../map/towns';
import { measureAt, shadeOf } from '../picture/indicator';
import { dataOf, resource } from './resource';
import { column, indicator, indicatorsOf } from './territory';
import { townsShown } from './towns';
import { view } from './view';

/**
 * The same indicator of the same year, told of municipalities. A count of a whole municipality does not belong among classes cut
 * for its zones: rates alone do.
 */
export function ofTowns({ id, code, vintage, unit, nature }: Indicator, told: readonly Indicator[]): Indicator | null {
  if (nature !== 'intensive') return null;
  const alike = (other: Indicator) => other.code === code && other.vintage === vintage && other.unit === unit;
  return told.find((other) => other.id === id) ?? told.find(alike) ?? null;
}

const wanted = computed<Indicator | null>(() => {
  const asked = townsShown.value && view.value.question === 'indicator' ? indicator.value : null;
  return asked && ofTowns(asked, indicatorsOf('commune'));
});

const townColumn = resource<Column>(
  () => wanted.value && `columns/commune/${encodeURIComponent(wanted.value.id)}`,
  getJson,
);

/** Published values of municipalities, by code; null where there are none to show. */
export const townValues = computed<ReadonlyMap<string, number> | null>(() => {
  const told = wanted.value && dataOf(townColumn.loaded.value);
  if (!told) return null;
  const known = told.codes.flatMap((code, index) => {
    const { value } = measureAt(told, index);
    return value === null ? [] : [[code, value] as const];
  });
  return known.length > 0 ? new Map(known) : null;
});

/** Their shades, in the classes that are cut for the zones. */
export const ownShades = computed<OwnShades | null>(() => {
  const [values, cut] = [townValues.value, dataOf(column.loaded.value)];
  if (!values || !cut) return null;
  return new Map([...values].map(([code, value]) => [code, shadeOf({ value, flag: 'published' }, cut)]));
});
