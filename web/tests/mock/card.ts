/** The card of a zone of the invented town. */
import type { ZoneCard } from '../../src/api/types';
import { accessOf, indicators, SNAPSHOT, valueAt, zoneTakeUp } from './answers.ts';
import { cells, centreOf, services } from './town.ts';
import { targets } from './weights.ts';

export function cardOf(code: string): ZoneCard | null {
  const cell = cells.find((candidate) => candidate.code === code);
  if (!cell) return null;
  const [lon, lat] = centreOf(cell);
  const around = cells.filter(({ column, row }) => Math.abs(column - cell.column) + Math.abs(row - cell.row) === 1);
  return {
    snapshot: SNAPSHOT,
    zone: {
      code,
      name: cell.name,
      geography: 'iris',
      vintage: 2020,
      kind: 'residential',
      area_km2: 1.37,
      centre: [lon, lat],
      bbox: [lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01],
      parents: [{ geography: 'commune', code: '99001', name: 'Belrive' }],
      neighbours: around.map((other) => ({ code: other.code, name: other.name })),
    },
    indicators: indicators.map((indicator) => {
      const { id, label, unit, theme, vintage, dataset } = indicator;
      const measure = valueAt(cell, indicator);
      const rank = measure.value === null ? null : { place: 12, low: 10, high: 15, of: 44 };
      return { id, label, unit, theme, vintage, dataset, measure, rank };
    }),
    coverage: ['acces-aux-droits', 'mediation-numerique'].map((theme) => ({ theme, ...accessOf(cell) })),
    take_up: zoneTakeUp(cell),
    field: null,
    target: targets.targets.find(({ zone }) => zone === code) ?? null,
    services: services.slice(0, 5).map(({ properties }, index) => {
      const { id, name, category, themes, opening } = properties;
      return { id, name, category, themes: themes ?? [], opening, minutes: 4 + 5 * index, metres: 300 + 375 * index };
    }),
    datasets: ['incomes-2020', 'services-2024', 'outlines-2020'],
  };
}
