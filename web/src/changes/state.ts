/** What has changed: between two states of the data, or between two editions of an indicator. */
import { computed } from '@preact/signals';
import { getJson } from '../api/client';
import type { Changes, Column, History, Indicator, Series } from '../api/types';
import { dataOf, resource } from '../state/resource';
import { FIRST_SHOWN, geography, indicatorsOf, query, territory } from '../state/territory';
import { view } from '../state/view';
import { lastVisit } from './visit';

const asks = (compare: 'since' | 'years'): boolean =>
  view.value.question === 'changes' && view.value.compare === compare;

/** The snapshot compared with: the one asked for, else that of the last visit, else the one before. */
export const since = computed<string | null>(() => view.value.since ?? lastVisit.value);

export const changes = resource<Changes>(
  () => (asks('since') && territory.value ? `changes?${query({ since: since.value })}`.replace(/\?$/, '') : null),
  getJson,
);

export const history = resource<History>(() => (asks('since') && territory.value ? 'changes/history' : null), getJson);

/** Indicators that have two editions or more, by code, the newest edition of each. */
export const dated = computed<Indicator[]>(() => {
  const here = indicatorsOf(geography.value?.code ?? '').toSorted((a, b) => b.vintage - a.vintage);
  const several = here.filter(({ code, id }) => here.some((other) => other.code === code && other.id !== id));
  return several.filter(({ code }, place) => several.findIndex((other) => other.code === code) === place);
});

export const datedCode = computed<string | null>(() => {
  const asked = territory.value?.indicators.find(({ id }) => id === view.value.indicator)?.code;
  const named = (wanted: string | undefined) => dated.value.find(({ code }) => code === wanted);
  return (named(asked) ?? named(FIRST_SHOWN) ?? dated.value[0])?.code ?? null;
});

export const series = resource<Series>(() => {
  const [shown, code, years] = [geography.value?.code, datedCode.value, view.value.years];
  if (!asks('years') || !shown || !code) return null;
  const asked = query({ from: years?.[0] ?? null, to: years?.[1] ?? null });
  return `series/${shown}/${encodeURIComponent(code)}${asked && `?${asked}`}`;
}, getJson);

/** The later edition in the classes of the server, by which both are drawn side by side. */
export const lastColumn = resource<Column>(() => {
  const answered = dataOf(series.loaded.value);
  if (!asks('years') || view.value.swipe === null || !answered?.to) return null;
  return `columns/${answered.geography}/${encodeURIComponent(answered.to)}`;
}, getJson);
