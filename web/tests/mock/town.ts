/** A tiny invented town in the shapes of the HTTP interface, for unit tests and for drawing without a server. */
import type { Geometry, Measure, Ring, ServicePoint, Text, Zones } from '../../src/api/types';

export const same = (words: string): Text => ({ fr: words, en: words });
export const published = (value: number): Measure => ({ value, flag: 'published' });
export const estimated = (value: number, low: number, high: number): Measure => ({
  value,
  interval: { low, high },
  flag: 'estimated',
});
export const absent = (flag: 'withheld' | 'missing'): Measure => ({ value: null, flag });

const [WIDE, HIGH] = [8, 6];
const [WEST, SOUTH, CELL] = [3.8, 43.58, 0.014];

/** A number between 0 and 1 that depends on its arguments alone. */
export function chanceAt(...seed: number[]): number {
  const mixed = seed.reduce((sum, part, index) => sum + part * (12.9898 + 65.237 * index), 0.5);
  const wave = Math.sin(mixed) * 43758.5453;
  return wave - Math.floor(wave);
}

const corner = (column: number, row: number): [number, number] => [
  WEST + CELL * 1.35 * (column + 0.5 * (chanceAt(column, row, 1) - 0.5)),
  SOUTH + CELL * (row + 0.5 * (chanceAt(column, row, 2) - 0.5)),
];

function ringOf(column: number, row: number): Ring {
  const around: [number, number][] = [corner(column, row), corner(column + 1, row), corner(column + 1, row + 1)];
  return [...around, corner(column, row + 1), corner(column, row)];
}

const SYLLABLES = ['Bel', 'Mont', 'Clair', 'Val', 'Roque', 'Font', 'Pré', 'Haut'];
const ENDINGS = ['-Air', 'fort', 'bois', '-Fleuri', 'vert', 'rive', '-Dieu', 'pont'];

export interface Cell {
  code: string;
  name: string;
  column: number;
  row: number;
}

export const cells: Cell[] = Array.from({ length: WIDE * HIGH }, (_, index) => {
  const [column, row] = [index % WIDE, Math.floor(index / WIDE)];
  return { code: `9900101${String(index + 1).padStart(2, '0')}`, name: nameOf(index), column, row };
});

function nameOf(index: number): string {
  return `${SYLLABLES[index % 8]}${ENDINGS[(index * 5 + Math.floor(index / 8)) % 8]}`;
}

const centre = ({ column, row }: Cell): [number, number] => [
  WEST + CELL * 1.35 * (column + 0.5),
  SOUTH + CELL * (row + 0.5),
];
export const centreOf = centre;

const collection = <F>(features: F[]) => ({
  type: 'FeatureCollection' as const,
  features,
  numberMatched: features.length,
  numberReturned: features.length,
});

const zone = (code: string, name: string, geometry: Geometry) => ({
  type: 'Feature' as const,
  id: code,
  properties: { code, name },
  geometry,
});

export const iris = collection(
  cells.map((cell) => zone(cell.code, cell.name, { type: 'Polygon', coordinates: [ringOf(cell.column, cell.row)] })),
) as Zones;

const block = (columns: number[], rows: number[]): Ring[][] =>
  columns.flatMap((column) => rows.map((row) => [ringOf(column, row)]));

export const qpv = collection([
  zone('QP099001', 'Les Tilleuls', { type: 'MultiPolygon', coordinates: block([1], [3, 4]) }),
  zone('QP099002', 'La Plaine', { type: 'MultiPolygon', coordinates: block([6], [1]) }),
]) as Zones;

function outlineOfTown(): Ring {
  const south = Array.from({ length: WIDE }, (_, i) => corner(i, 0));
  const east = Array.from({ length: HIGH }, (_, i) => corner(WIDE, i));
  const north = Array.from({ length: WIDE }, (_, i) => corner(WIDE - i, HIGH));
  const west = Array.from({ length: HIGH + 1 }, (_, i) => corner(0, HIGH - i));
  return [...south, ...east, ...north, ...west];
}

export const communes = collection([
  zone('99001', 'Belrive', { type: 'Polygon', coordinates: [outlineOfTown()] }),
]) as Zones;

export const clusters = collection([
  zone('1', '1', { type: 'MultiPolygon', coordinates: block([1], [3, 4]) }),
]) as Zones;

const OPENINGS = [
  'Mo-Fr 09:00-12:00,13:30-17:00',
  'Mo,We,Fr 14:00-18:00; Sa 09:00-12:00',
  null,
  'Tu-Th 08:30-12:30; PH off',
];

export const services: ServicePoint[] = Array.from({ length: 40 }, (_, index) => {
  const cell = cells[Math.floor(chanceAt(index, 7) * cells.length)] as Cell;
  const [lon, lat] = centre(cell);
  const mobile = index % 9 === 0;
  return {
    type: 'Feature',
    id: `mock:${index}`,
    geometry: { type: 'Point', coordinates: [lon + 0.004 * chanceAt(index, 3), lat + 0.004 * chanceAt(index, 4)] },
    properties: {
      id: `mock:${index}`,
      name: `${mobile ? 'Bus' : 'Espace'} France services ${cell.name}`,
      category: 'France services',
      dataset: 'services-2024',
      themes: index % 3 === 0 ? ['acces-aux-droits', 'mediation-numerique'] : ['acces-aux-droits'],
      audiences: index % 5 === 0 ? ['seniors', 'familles'] : ['tous-publics'],
      reception: index % 4 === 0 ? 'both' : 'in_person',
      mobility: mobile ? 'mobile' : 'fixed',
      eligibility: null,
      capacity: null,
      opening: OPENINGS[index % OPENINGS.length] ?? null,
      weekly_hours: index % OPENINGS.length === 2 ? null : 32.5,
      free: index % 2 === 0 ? true : null,
      address: `${index + 1} rue des Lilas, 99000 Belrive`,
      commune: '99001',
      updated: index % 6 === 0 ? '2019-03-04' : '2024-08-01',
      sighting: index === 7 ? 'closed' : null,
      seen: index === 7 ? '2026-11-03' : null,
      zone: cell.code,
    },
  };
});
