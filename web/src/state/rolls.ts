/** Every zone of a geography, by its index. */
import type { Register, Zones } from '../api/types';
import type { Place } from './reading';

/** West, south, east, north. */
export type Box = [number, number, number, number];

export interface Roll {
  codes: readonly string[];
  names: readonly string[];
  communes: readonly (string | null)[];
  /** Names of municipalities of several zones, by code. */
  townNames: Readonly<Record<string, string>>;
  /** People of each zone, where that is known. */
  people: readonly (number | null)[] | null;
  boxes: readonly Box[];
  centres: readonly Place[];
  /** Who touches whom, by index; null where outlines have yet to tell. */
  neighbours: readonly (readonly number[])[] | null;
  /** The index of a code. */
  at: ReadonlyMap<string, number>;
}

export function rollOfRegister(register: Register): Roll {
  const { codes, names, parents, communes, population, bbox, centre, neighbours } = register;
  return {
    codes,
    names,
    communes: parents.commune ?? codes.map(() => null),
    townNames: communes ?? {},
    people: population,
    boxes: bbox,
    centres: centre,
    neighbours,
    at: indexOf(codes),
  };
}

export function rollOfOutlines({ features }: Zones): Roll {
  const codes = features.map(({ properties }) => properties.code);
  const boxes = features.map(({ geometry }) => boxOf(geometry));
  return {
    codes,
    names: features.map(({ properties }) => properties.name),
    communes: features.map(({ properties }) => properties.commune ?? null),
    townNames: {},
    people: null,
    boxes,
    centres: boxes.map(([west, south, east, north]) => [(west + east) / 2, (south + north) / 2]),
    neighbours: null,
    at: indexOf(codes),
  };
}

/** Zones of which nothing but the codes is known yet, in the order of the numbers of tiles. */
export const rollOfCodes = (codes: readonly string[]): Roll => ({
  codes,
  names: [],
  communes: [],
  townNames: {},
  people: null,
  boxes: [],
  centres: [],
  neighbours: null,
  at: indexOf(codes),
});

/** The box round some. */
export const boxAround = (boxes: readonly Box[]): Box =>
  boxes.reduce(
    ([w, s, e, n], [west, south, east, north]) => [
      Math.min(w, west),
      Math.min(s, south),
      Math.max(e, east),
      Math.max(n, north),
    ],
    [180, 90, -180, -90] as Box,
  );

const indexOf = (codes: readonly string[]): Map<string, number> => new Map(codes.map((code, index) => [code, index]));

function boxOf(geometry: Zones['features'][number]['geometry']): Box {
  const box: Box = [180, 90, -180, -90];
  const corners = geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2);
  for (const [lon, lat] of corners) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}
