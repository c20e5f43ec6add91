/** The whole state of the screen as the part of the address after `#`, so that a link shows what its sender saw. */
import type { Lang, Weights } from '../api/types';

export const QUESTIONS = ['targets', 'coverage', 'take-up', 'indicator'] as const;
export type Question = (typeof QUESTIONS)[number];

export const COVERAGE_FACETS = ['class', 'minutes', 'short'] as const;
export type CoverageFacet = (typeof COVERAGE_FACETS)[number];

/** Days in a moment of the week, `tue-18:30`. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export const LAYERS = ['services', 'qpv', 'names'] as const;
export type LayerName = (typeof LAYERS)[number];

export interface MapView {
  zoom: number;
  lat: number;
  lon: number;
}

export interface View {
  question: Question;
  geography: string | null;
  theme: string | null;
  audience: string | null;
  /** A moment of the week, `tue-18:30`; null for any. */
  at: string | null;
  /** Minutes on foot. */
  limit: number;
  facet: CoverageFacet;
  weights: Weights;
  indicator: string | null;
  zone: string | null;
  service: string | null;
  layers: LayerName[];
  table: boolean;
  lang: Lang | null;
  map: MapView | null;
}

export const EVEN_WEIGHTS: Weights = { need: 1, gap: 1, take_up: 1 };
export const DEFAULT_LIMIT = 30;
const DEFAULT_LAYERS: LayerName[] = ['services', 'names'];

/** Reads a view; what is missing or unreadable takes its default. */
export function readAddress(hash: string): View {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const words = new URLSearchParams(query);
  return {
    question: oneOf(QUESTIONS, path) ?? 'targets',
    geography: words.get('geography'),
    theme: words.get('theme'),
    audience: words.get('audience'),
    at: readMoment(words.get('at')),
    limit: readLimit(words.get('limit')),
    facet: oneOf(COVERAGE_FACETS, words.get('show')) ?? 'class',
    weights: readWeights(words.get('weights')),
    indicator: words.get('indicator'),
    zone: words.get('zone'),
    service: words.get('service'),
    layers: readLayers(words.get('layers')),
    table: words.get('table') === 'open',
    lang: oneOf(['fr', 'en'] as const, words.get('lang')),
    map: readMap(words.get('map')),
  };
}

/** Writes a view, leaving out what is as it would be anyway. */
export function writeAddress(view: View): string {
  const words = new URLSearchParams();
  const put = (name: string, value: string | null, usual: string | null = null) => {
    if (value !== null && value !== usual) words.set(name, value);
  };
  put('geography', view.geography);
  put('theme', view.theme);
  put('audience', view.audience);
  put('at', view.at);
  put('limit', String(view.limit), String(DEFAULT_LIMIT));
  put('show', view.facet, 'class');
  put('weights', weightsWords(view.weights), weightsWords(EVEN_WEIGHTS));
  put('indicator', view.indicator);
  put('zone', view.zone);
  put('service', view.service);
  put('layers', layersWords(view.layers), layersWords(DEFAULT_LAYERS));
  put('table', view.table ? 'open' : null);
  put('lang', view.lang);
  put('map', view.map && mapWords(view.map));
  const query = words.toString().replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',');
  return `#/${view.question}${query && `?${query}`}`;
}

function oneOf<T extends string>(known: readonly T[], word: string | null): T | null {
  return known.find((candidate) => candidate === word) ?? null;
}

const readMoment = (words: string | null): string | null =>
  words && /^(mon|tue|wed|thu|fri|sat|sun)-([01]\d|2[0-3]):[0-5]\d$/.test(words) ? words : null;

function readLimit(words: string | null): number {
  const minutes = Number(words ?? DEFAULT_LIMIT);
  return Number.isFinite(minutes) && minutes >= 1 && minutes <= 120 ? minutes : DEFAULT_LIMIT;
}

function readWeights(words: string | null): Weights {
  const [need, gap, take_up, ...rest] = (words ?? '').split(',').map(Number);
  const given = [need, gap, take_up].filter((weight) => weight !== undefined && Number.isFinite(weight) && weight >= 0);
  if (given.length < 3 || rest.length > 0 || given.every((weight) => weight === 0)) return { ...EVEN_WEIGHTS };
  return { need: need as number, gap: gap as number, take_up: take_up as number };
}

const weightsWords = ({ need, gap, take_up }: Weights): string => [need, gap, take_up].join(',');

function readLayers(words: string | null): LayerName[] {
  return words === null ? [...DEFAULT_LAYERS] : LAYERS.filter((layer) => words.split(',').includes(layer));
}

const layersWords = (layers: LayerName[]): string => LAYERS.filter((layer) => layers.includes(layer)).join(',');

function readMap(words: string | null): MapView | null {
  const [zoom, lat, lon] = (words ?? '').split('/').map(Number);
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  const sound = [zoom, lat, lon].every(Number.isFinite) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return sound && zoom >= 0 && zoom <= 22 ? { zoom, lat, lon } : null;
}

const mapWords = ({ zoom, lat, lon }: MapView): string =>
  [Number(zoom.toFixed(2)), lat.toFixed(4), lon.toFixed(4)].join('/');
