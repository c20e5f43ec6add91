/** The invented town as tiles and as a register. */
import type { Register, Ring } from '../../src/api/types';
import { rollOfOutlines } from '../../src/state/rolls.ts';
import { tileOf } from './tiles.ts';
import { cells, chanceAt, iris } from './town.ts';

const zones = iris.features.map(({ geometry }, index) => ({ index, rings: geometry.coordinates as Ring[] }));

export const tileOfTown = (zoom: number, column: number, row: number): Uint8Array | null =>
  tileOf(zones, 'iris', zoom, column, row);

export function registerOfTown(snapshot: string): Register {
  const { codes, names, boxes, centres } = rollOfOutlines(iris);
  const beside = cells.map(({ column, row }) =>
    cells.flatMap((other, index) => (Math.abs(other.column - column) + Math.abs(other.row - row) === 1 ? [index] : [])),
  );
  return {
    snapshot,
    geography: 'iris',
    vintage: 2020,
    codes: [...codes],
    names: [...names],
    kinds: cells.map(() => 'residential'),
    parents: { commune: cells.map(() => '99001') },
    bbox: [...boxes],
    centre: [...centres],
    population: cells.map(({ column, row }) => Math.round(800 + 2_000 * chanceAt(column, row, 11))),
    neighbours: beside,
  };
}
