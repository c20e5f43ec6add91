/** From one zone to its neighbour in a direction, for who reads the map by keyboard. */
import type { Outline, Ring, Zones } from '../api/types';
import type { Roll } from '../state/rolls';

export type Direction = 'north' | 'south' | 'east' | 'west';

interface Stop {
  code: string;
  x: number;
  y: number;
}

export interface Walking {
  /** The zone next to another in a direction, or null at the edge of the territory. */
  step(code: string, direction: Direction): string | null;
  /** The zone whose middle is nearest to a place. */
  nearest(lon: number, lat: number): string | null;
}

/** Where each direction leads, north up. */
const AHEAD: Record<Direction, [number, number]> = { north: [0, 1], south: [0, -1], east: [1, 0], west: [-1, 0] };
/** Beside the way counts for more than along it: the zone straight ahead is preferred. */
const ASIDE = 2;
/** A neighbour is ahead when it is within so much of the direction: 0 is abreast, 1 straight ahead. */
const WITHIN = 0.5;
/** Corners are the same to about a metre. */
const DIGITS = 5;

/** Reads who touches whom from the corners that zones share. */
export function walkingOver(zones: Zones): Walking {
  const stops = new Map<string, Stop>();
  const holders = new Map<string, string[]>();
  for (const { properties, geometry } of zones.features) {
    stops.set(properties.code, { code: properties.code, ...middleOf(geometry) });
    for (const corner of new Set(cornersOf(geometry))) {
      holders.set(corner, [...(holders.get(corner) ?? []), properties.code]);
    }
  }
  return walkingOn(stops, touchingOf(holders));
}

/** The same where the register tells who touches whom. */
export function walkingAmong({ codes, centres, neighbours }: Roll): Walking {
  const stops = new Map<string, Stop>();
  const touching = new Map<string, Set<string>>();
  codes.forEach((code, index) => {
    const [lon, lat] = centres[index] as [number, number];
    stops.set(code, { code, x: lon * stretch(lat), y: lat });
    touching.set(code, new Set(neighbours?.[index]?.map((other) => codes[other] as string)));
  });
  return walkingOn(stops, touching);
}

function walkingOn(stops: Map<string, Stop>, touching: Map<string, Set<string>>): Walking {
  return {
    step: (code, direction) => {
      const here = stops.get(code);
      if (!here) return null;
      const neighbours = [...(touching.get(code) ?? [])].flatMap((other) => stops.get(other) ?? []);
      return ahead(here, neighbours, direction) ?? ahead(here, [...stops.values()], direction);
    },
    nearest: (lon, lat) => {
      const here = { x: lon * stretch(lat), y: lat };
      let [best, least] = [null as string | null, Number.POSITIVE_INFINITY];
      for (const stop of stops.values()) {
        const far = away(here, stop);
        if (far < least) [best, least] = [stop.code, far];
      }
      return best;
    },
  };
}

function touchingOf(holders: Map<string, string[]>): Map<string, Set<string>> {
  const touching = new Map<string, Set<string>>();
  for (const codes of holders.values()) {
    for (const code of codes) {
      const others = touching.get(code) ?? new Set();
      for (const other of codes) if (other !== code) others.add(other);
      touching.set(code, others);
    }
  }
  return touching;
}

function ahead(here: Stop, candidates: Stop[], direction: Direction): string | null {
  const [east, north] = AHEAD[direction];
  let [best, least] = [null as string | null, Number.POSITIVE_INFINITY];
  for (const { code, x, y } of candidates) {
    const [dx, dy] = [x - here.x, y - here.y];
    const along = dx * east + dy * north;
    const aside = Math.abs(dx * north) + Math.abs(dy * east);
    const far = along + ASIDE * aside;
    if (code === here.code || along < WITHIN * Math.hypot(dx, dy) || along <= 0 || far >= least) continue;
    [best, least] = [code, far];
  }
  return best;
}

const ringsOf = (geometry: Outline): Ring[] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();

const cornersOf = (geometry: Outline): string[] =>
  ringsOf(geometry).flatMap((ring) => ring.map(([lon, lat]) => `${lon.toFixed(DIGITS)},${lat.toFixed(DIGITS)}`));

/** The middle of the box around it, east stretched to the same measure as north. */
function middleOf(geometry: Outline): { x: number; y: number } {
  const corners = ringsOf(geometry).flat();
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
  const middle = (values: number[]) => (least(values) + most(values)) / 2;
  const lat = middle(lats);
  return { x: middle(lons) * stretch(lat), y: lat };
}

const least = (values: number[]): number => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (values: number[]): number => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
const stretch = (lat: number): number => Math.cos((lat * Math.PI) / 180);
const away = (a: { x: number; y: number }, b: { x: number; y: number }): number => Math.hypot(a.x - b.x, a.y - b.y);
