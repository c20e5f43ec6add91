/** Words of an address read into values; what cannot be read is null or its default. */
import type { Mode, Weights } from '../api/types';

/** A place: longitude, latitude, in degrees. */
export type Place = [number, number];

export interface MapView {
  zoom: number;
  lat: number;
  lon: number;
}

/** How values are cut into classes: by a method of the server, or by hand at given bounds. */
export type Cutting = { by: ClassMethod; count: number } | { bounds: number[] };

export const CLASS_METHODS = ['fisher_jenks', 'quantile', 'equal'] as const;
export type ClassMethod = (typeof CLASS_METHODS)[number];
export const CLASS_COUNTS = [2, 3, 4, 5, 6];
const MOST_CLASSES = 6;

export const MODES: readonly Mode[] = ['walk', 'bike', 'car'];
export const EVEN_WEIGHTS: Weights = { need: 1, gap: 1, take_up: 1 };
export const DEFAULT_LIMIT = 30;
const MOST_CORNERS = 60;

export function oneOf<T extends string>(known: readonly T[], word: string | null): T | null {
  return known.find((candidate) => candidate === word) ?? null;
}

/** Those of a list that are known, in the order they are known in. */
export const someOf = <T extends string>(known: readonly T[], words: string): T[] =>
  known.filter((candidate) => words.split(',').includes(candidate));

export const readMoment = (words: string | null): string | null =>
  words && /^(mon|tue|wed|thu|fri|sat|sun)-([01]\d|2[0-3]):[0-5]\d$/.test(words) ? words : null;

export function readLimit(words: string | null): number {
  const minutes = Number(words ?? DEFAULT_LIMIT);
  return Number.isFinite(minutes) && minutes >= 1 && minutes <= 120 ? minutes : DEFAULT_LIMIT;
}

/** A share, 0 to 1, to a hundredth. */
export function readShare(words: string | null): number | null {
  const share = Number(words ?? Number.NaN);
  return share >= 0 && share <= 1 ? Math.round(100 * share) / 100 : null;
}

/** The id of a snapshot: letters and figures only. */
export const readSnapshot = (words: string | null): string | null =>
  words && /^[0-9a-zA-Z_-]{4,64}$/.test(words) ? words : null;

/** Two years, the former first. */
export type Years = [number, number];

export function readYears(words: string | null): Years | null {
  const [, from, to] = /^(\d{4})-(\d{4})$/.exec(words ?? '') ?? [];
  return from && to && from < to ? [Number(from), Number(to)] : null;
}

export const ROUNDS = [60, 120, 180, 240] as const;

export const readRound = (words: string | null): number | null =>
  ROUNDS.find((minutes) => String(minutes) === words) ?? null;

export function readWeights(words: string | null): Weights {
  const [need, gap, take_up, ...rest] = (words ?? '').split(',').map(Number);
  const given = [need, gap, take_up].filter((weight) => weight !== undefined && Number.isFinite(weight) && weight >= 0);
  if (given.length < 3 || rest.length > 0 || given.every((weight) => weight === 0)) return { ...EVEN_WEIGHTS };
  return { need: need as number, gap: gap as number, take_up: take_up as number };
}

export const weightsWords = ({ need, gap, take_up }: Weights): string => [need, gap, take_up].join(',');

export function readMap(words: string | null): MapView | null {
  const [zoom, lat, lon] = (words ?? '').split('/').map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  return onGlobe(lon, lat) && zoom >= 0 && zoom <= 22 ? { zoom, lat, lon } : null;
}

export const mapWords = ({ zoom, lat, lon }: MapView): string =>
  [Number(zoom.toFixed(2)), lat.toFixed(4), lon.toFixed(4)].join('/');

export function readPlace(words: string | null): Place | null {
  const [lon, lat, ...rest] = (words ?? '').split(',').map(Number);
  if (lon === undefined || lat === undefined || rest.length > 0) return null;
  return onGlobe(lon, lat) ? [lon, lat] : null;
}

/** To about a metre. */
export const placeWords = ([lon, lat]: Place): string => `${Number(lon.toFixed(5))},${Number(lat.toFixed(5))}`;

/** The corners of a drawn outline, without the first again. */
export function readCorners(words: string | null): Place[] | null {
  const corners = (words ?? '').split(';').map(readPlace);
  const sound = corners.filter((corner) => corner !== null);
  return sound.length === corners.length && sound.length >= 3 && sound.length <= MOST_CORNERS ? sound : null;
}

export const cornersWords = (corners: Place[]): string => corners.map(placeWords).join(';');

/** `quantile-5`, or bounds between classes, ascending: `10,20,35`. */
export function readCutting(words: string | null): Cutting | null {
  const [, method = '', count] = /^([a-z_]+)-(\d)$/.exec(words ?? '') ?? [];
  const by = oneOf(CLASS_METHODS, method);
  if (by) return CLASS_COUNTS.includes(Number(count)) ? { by, count: Number(count) } : null;
  if (!words) return null;
  const bounds = words.split(',').map(Number);
  const ascending = bounds.every((bound, index) => Number.isFinite(bound) && bound > (bounds[index - 1] ?? -Infinity));
  return ascending && bounds.length < MOST_CLASSES ? { bounds } : null;
}

export const cuttingWords = (cutting: Cutting): string =>
  'by' in cutting ? `${cutting.by}-${cutting.count}` : cutting.bounds.join(',');

const onGlobe = (lon: number, lat: number): boolean =>
  Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
