/** What has changed in the invented town: since a snapshot, and between two years. */
import type { ChangedService, Changes, Contradictions, History, Series } from '../../src/api/types';
import { columnOf, indicators, method, SNAPSHOT } from './answers.ts';
import { cells, services } from './town.ts';

const FORMER = 'fedcba9876543210';

const told = (index: number): ChangedService => {
  const { id, properties, geometry } = services[index] as (typeof services)[number];
  return { id, name: properties.name, themes: properties.themes ?? [], position: geometry.coordinates };
};

export function changesOf(since: string | null): Changes {
  const shift = (index: number, people: number) => {
    const { code, name } = cells[index] as (typeof cells)[number];
    return { zone: code, name, people, share_before: 0.42, share_after: 0.77 };
  };
  return {
    snapshot: SNAPSHOT,
    since: since ?? FORMER,
    geography: 'iris',
    services: {
      opened: [told(1), told(2)],
      closed: [{ ...told(3), id: 'gone:1', name: 'Permanence du Vieux Pont' }],
      moved: [{ ...told(4), metres: 340 }],
      changed: [told(5)],
      stale: [told(6), told(12)],
    },
    coverage: [
      {
        theme: 'acces-aux-droits',
        gained: [shift(10, 310), shift(11, 120), shift(18, 40)],
        lost: [shift(37, 220), shift(38, 15)],
        people_gained: 470,
        people_lost: 235,
      },
    ],
    indicators: [
      {
        indicator: 'poverty_rate_2020',
        label: { fr: 'Taux de pauvreté', en: 'Poverty rate' },
        dataset: 'incomes-2020',
        change: 'new',
      },
    ],
    datasets: [{ dataset: 'incomes-2020', title: { fr: 'Revenus 2020', en: 'Incomes 2020' }, change: 'new' }],
    summary: {
      fr: '2 services ouverts, 1 fermé, 1 déplacé ; 470 personnes gagnent un accès, 235 le perdent.',
      en: '2 services opened, 1 closed, 1 moved; 470 people gain access, 235 lose it.',
    },
  };
}

export const historyOf = (): History => ({
  entries: [
    {
      snapshot: SNAPSHOT,
      before: FORMER,
      updated: '2026-11-20T08:00:00Z',
      summary: { fr: 'Services mis à jour', en: 'Services updated' },
    },
    {
      snapshot: FORMER,
      before: null,
      updated: '2026-09-02T08:00:00Z',
      summary: { fr: 'Premier état', en: 'First state' },
    },
  ],
});

export function seriesOf(code: string, asked: URLSearchParams): Series | null {
  const editions = indicators.filter((indicator) => indicator.code === code).sort((a, b) => a.vintage - b.vintage);
  const edition = (year: string | null, usual: number) =>
    editions.find(({ vintage }) => String(vintage) === year) ?? editions[usual];
  const [from, to] = [edition(asked.get('from'), 0), edition(asked.get('to'), editions.length - 1)];
  if (!from || !to || from === to) return null;
  const [later, raw] = [columnOf(to.id), columnOf(from.id)];
  if (!later || !raw) return null;
  const before = raw.values.map((value, zone) => (value === null ? null : value * (0.7 + 0.1 * (zone % 7))));
  const difference = later.values.map((value, zone) => {
    const former = before[zone] ?? null;
    return value === null || former === null ? null : value - former;
  });
  const around = (values: (number | null)[], by: number) => values.map((value) => (value === null ? null : value + by));
  return {
    snapshot: SNAPSHOT,
    geography: 'iris',
    code,
    label: to.label,
    unit: to.unit,
    nature: to.nature,
    editions: editions.map(({ id, vintage, dataset, label }) => ({
      indicator: id,
      vintage,
      dataset,
      label,
      known_zones: 44,
      zones: 2020,
      carried: {
        same: later.values.length - (id === from.id ? 2 : 0),
        merged: id === from.id ? 1 : 0,
        split: id === from.id ? 1 : 0,
        overlay: 0,
        not_carried: 0,
      },
    })),
    from: from.id,
    to: to.id,
    comparable: true,
    remarks: [
      {
        code: 'other-source',
        text: {
          fr: 'Les deux années viennent de sources différentes.',
          en: 'The two years come from different sources.',
        },
      },
    ],
    codes: later.codes,
    before: {
      edition: 2018,
      values: before,
      low: around(before, -2),
      high: around(before, 2),
      flags: raw.flags,
      carried: before.map((_, zone) => (['merged', 'split'] as const)[zone] ?? 'same'),
      not_carried: before.map(() => null),
      error: before.map((value) => (value === null ? null : 0)),
    },
    after: {
      edition: 2020,
      values: later.values,
      low: around(later.values, -2),
      high: around(later.values, 2),
      flags: later.flags,
      carried: later.values.map(() => 'same'),
      not_carried: later.values.map(() => null),
      error: later.values.map((value) => (value === null ? null : 0)),
    },
    difference: {
      values: difference,
      low: around(difference, -2.8),
      high: around(difference, 2.8),
      sure: difference.map((value) => (value === null ? null : Math.abs(value) > 2.8)),
    },
  };
}

export const contradictionsOf = (): Contradictions => ({
  snapshot: SNAPSHOT,
  method,
  zones: [2, 5].map((index) => ({
    zone: cells[index]?.code ?? '',
    name: cells[index]?.name ?? '',
    kind: 'strong-need-good-take-up',
    sentence: {
      fr: 'besoin fort, mais autant d’allocataires qu’attendu',
      en: 'strong need, yet as many recipients as expected',
    },
  })),
  sources: ['incomes-2020'],
});
