/** A country of as many zones as France has IRIS, invented, to see what the map does with so many. */
import type { Column, Components, Flag, Indicator, Register, Ring } from '../../src/api/types';
import { method } from './answers.ts';
import { mercator, tileOf, type Zone } from './tiles.ts';
import { chanceAt } from './town.ts';

const [WIDE, HIGH] = [221, 220];
const MOST = 48_592;
const [WEST, SOUTH, EAST, NORTH] = [-4.5, 42.5, 8, 51];

const corner = (column: number, row: number): [number, number] => [
  WEST + ((EAST - WEST) * (column + 0.6 * (chanceAt(column, row, 1) - 0.5))) / WIDE,
  SOUTH + ((NORTH - SOUTH) * (row + 0.6 * (chanceAt(column, row, 2) - 0.5))) / HIGH,
];

/** Corners between two corners of the grid, so that a zone has about as many as a real one. */
const STEPS = 12;

function edge(from: [number, number], to: [number, number], seed: number): Ring {
  return Array.from({ length: STEPS }, (_, step): [number, number] => {
    const part = step / STEPS;
    const off = step === 0 ? 0 : 0.006 * (chanceAt(seed, step) - 0.5);
    return [from[0] + part * (to[0] - from[0]) + off, from[1] + part * (to[1] - from[1]) + off];
  });
}

/** The same line whichever side it is read from. */
function between(a: [number, number, number], b: [number, number, number]): Ring {
  const forward = a[2] < b[2];
  const [from, to] = forward ? [a, b] : [b, a];
  const line = [...edge([from[0], from[1]], [to[0], to[1]], from[2] * 7 + to[2]), [to[0], to[1]] as [number, number]];
  return (forward ? line : line.reverse()).slice(0, -1);
}

function ringOf(column: number, row: number): Ring {
  const at = (c: number, r: number): [number, number, number] => [...corner(c, r), r * (WIDE + 1) + c];
  const corners = [at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)];
  const ring = corners.flatMap((from, index) => between(from, corners[(index + 1) % 4] as [number, number, number]));
  return [...ring, ring[0] as [number, number]];
}

const places = Array.from({ length: MOST }, (_, index) => ({ column: index % WIDE, row: Math.floor(index / WIDE) }));
const codeOf = (index: number): string => String(100_000_000 + index);

const drawn = new Map<number, Zone>();

function zoneOf(index: number): Zone {
  const { column, row } = places[index] as (typeof places)[number];
  const known = drawn.get(index) ?? { index, rings: [ringOf(column, row)] };
  drawn.set(index, known);
  return known;
}

/** The outline of a zone by its code. */
export const outlineOfNation = (code: string): Ring[] => zoneOf(Number(code) - 100_000_000).rings;

const tiles = new Map<string, Uint8Array | null>();

/** A tile of the country, made once. */
export function tileOfNation(zoom: number, column: number, row: number): Uint8Array | null {
  const key = `${zoom}/${column}/${row}`;
  if (!tiles.has(key)) {
    const near = places.flatMap((_, index) => (isNear(index, zoom, column, row) ? [zoneOf(index)] : []));
    tiles.set(key, tileOf(near, 'iris', zoom, column, row));
  }
  return tiles.get(key) ?? null;
}

function isNear(index: number, zoom: number, column: number, row: number): boolean {
  const place = places[index] as (typeof places)[number];
  const [x, y] = mercator(...corner(place.column, place.row)).map((part) => part * 2 ** zoom) as [number, number];
  const slack = 0.2 * 2 ** Math.max(zoom - 6, 0) + 0.05;
  return x > column - slack && x < column + 1 + slack && y > row - slack && y < row + 1 + slack;
}

export function registerOfNation(snapshot: string): Register {
  const boxes = places.map(({ column, row }): [number, number, number, number] => {
    const corners = [
      corner(column, row),
      corner(column + 1, row),
      corner(column + 1, row + 1),
      corner(column, row + 1),
    ];
    const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
    return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  });
  const beside = ({ column, row }: { column: number; row: number }) =>
    [
      column > 0 && row * WIDE + column - 1,
      column < WIDE - 1 && row * WIDE + column + 1,
      row > 0 && (row - 1) * WIDE + column,
      (row + 1) * WIDE + column,
    ].filter((index): index is number => index !== false && index < MOST);
  return {
    snapshot,
    geography: 'iris',
    vintage: 2020,
    codes: places.map((_, index) => codeOf(index)),
    names: places.map((_, index) => `Zone ${index + 1}`),
    kinds: places.map(() => null),
    parents: {},
    bbox: boxes,
    centre: boxes.map(([west, south, east, north]) => [(west + east) / 2, (south + north) / 2]),
    population: places.map((_, index) => Math.round(800 + 2500 * chanceAt(index, 3))),
    neighbours: places.map(beside),
  };
}

/** An indicator over the country. */
export function columnOfNation(indicator: Indicator): Column {
  const values = places.map((_, index) =>
    index % 97 === 0 ? null : Math.round(600 * chanceAt(index, indicator.vintage) ** 2) / 10,
  );
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const breaks = [0, 0.2, 0.4, 0.6, 0.8, 1].map((part) => known[Math.floor(part * (known.length - 1))] ?? 0);
  const counts = breaks.slice(1).map((high, index) => {
    const low = breaks[index] as number;
    return known.filter((value) => value <= high && (index === 0 || value > low)).length;
  });
  const flags = values.map((value): Flag => (value === null ? 'withheld' : 'published'));
  const codes = places.map((_, index) => codeOf(index));
  return { indicator, geography: 'iris', codes, values, flags, classes: { method: 'quantile', breaks, counts } };
}

/** What makes the scores of the country. */
export function componentsOfNation(snapshot: string): Components {
  const part = (seed: number) => places.map((_, index) => Math.round(1000 * chanceAt(index, seed)) / 1000);
  const { codes, population } = registerOfNation(snapshot);
  const made = { need: part(3), gap: part(5), take_up: part(7).map((value) => (value < 0.1 ? null : value)) };
  return { snapshot, geography: 'iris', theme: null, codes, people: population, ...made, method, sources: [] };
}
