/** The whole state of the screen as the part of the address after `#`, so that a link shows what its sender saw. */
import type { Change, Lang, Mode, Weights } from '../api/types';
import { changesWords, readChanges } from './changes';
import {
  type Cutting,
  cornersWords,
  cuttingWords,
  DEFAULT_LIMIT,
  EVEN_WEIGHTS,
  type MapView,
  MODES,
  mapWords,
  oneOf,
  type Place,
  placeWords,
  readCorners,
  readCutting,
  readLimit,
  readMap,
  readMoment,
  readPlace,
  readRound,
  readShare,
  readSnapshot,
  readWeights,
  readYears,
  someOf,
  weightsWords,
  type Years,
} from './reading';

export type { Cutting, MapView, Place, Years } from './reading';
export { DEFAULT_LIMIT, EVEN_WEIGHTS, MODES } from './reading';

export const QUESTIONS = ['targets', 'coverage', 'take-up', 'scenario', 'changes', 'indicator'] as const;
export type Question = (typeof QUESTIONS)[number];

export const COVERAGE_FACETS = ['class', 'minutes', 'short', 'cross'] as const;
export type CoverageFacet = (typeof COVERAGE_FACETS)[number];

/** Days in a moment of the week, `tue-18:30`. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export const LAYERS = ['services', 'qpv', 'names'] as const;
export type LayerName = (typeof LAYERS)[number];

/** What a service must be to be shown on the map. */
export const SERVICE_FILTERS = ['open', 'free', 'on_site', 'fresh'] as const;
export type ServiceFilter = (typeof SERVICE_FILTERS)[number];

/** What the question of change compares. */
export const COMPARISONS = ['since', 'years'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface View {
  question: Question;
  geography: string | null;
  /** The municipality the answer is read within; null for the whole territory. */
  scope: string | null;
  theme: string | null;
  audience: string | null;
  /** A moment of the week, `tue-18:30`; null for any. */
  at: string | null;
  mode: Mode;
  /** Minutes, in the mode. */
  limit: number;
  facet: CoverageFacet;
  weights: Weights;
  indicator: string | null;
  classes: Cutting | null;
  zone: string | null;
  service: string | null;
  /** Whether the map shows how far one gets from the chosen service. */
  reach: boolean;
  /** The point that is looked around. */
  from: Place | null;
  /** The corners of a drawn outline. */
  area: Place[] | null;
  /** What a scenario changes, its name, and the changes it is compared with. */
  changes: Change[];
  name: string | null;
  against: Change[] | null;
  /** What has changed: since a snapshot, or between two editions of an indicator. */
  compare: Comparison;
  since: string | null;
  years: Years | null;
  /** The snapshot a link was made from. */
  made: string | null;
  /** Minutes of a round on foot from the point looked around. */
  round: number | null;
  only: ServiceFilter[];
  layers: LayerName[];
  /** Where two periods side by side meet, 0 to 1 from the left; null for one. */
  swipe: number | null;
  table: boolean;
  lang: Lang | null;
  map: MapView | null;
}

const DEFAULT_LAYERS: LayerName[] = ['services', 'names'];

/** Reads a view; what is missing or unreadable takes its default. */
export function readAddress(hash: string): View {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const words = new URLSearchParams(query);
  return {
    question: oneOf(QUESTIONS, path) ?? 'targets',
    geography: words.get('geography'),
    scope: words.get('scope'),
    theme: words.get('theme'),
    audience: words.get('audience'),
    at: readMoment(words.get('at')),
    mode: oneOf(MODES, words.get('mode')) ?? 'walk',
    limit: readLimit(words.get('limit')),
    facet: oneOf(COVERAGE_FACETS, words.get('show')) ?? 'class',
    weights: readWeights(words.get('weights')),
    indicator: words.get('indicator'),
    classes: readCutting(words.get('classes')),
    zone: words.get('zone'),
    service: words.get('service'),
    reach: words.get('reach') === 'on',
    from: readPlace(words.get('from')),
    area: readCorners(words.get('area')),
    changes: readChanges(words.get('changes')),
    name: words.get('name'),
    against: words.has('against') ? readChanges(words.get('against')) : null,
    compare: oneOf(COMPARISONS, words.get('compare')) ?? 'since',
    since: readSnapshot(words.get('since')),
    years: readYears(words.get('years')),
    made: readSnapshot(words.get('made')),
    round: readRound(words.get('round')),
    only: someOf(SERVICE_FILTERS, words.get('only') ?? ''),
    layers: words.has('layers') ? someOf(LAYERS, words.get('layers') ?? '') : [...DEFAULT_LAYERS],
    swipe: readShare(words.get('swipe')),
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
  put('scope', view.scope);
  put('theme', view.theme);
  put('audience', view.audience);
  put('at', view.at);
  put('mode', view.mode, 'walk');
  put('limit', String(view.limit), String(DEFAULT_LIMIT));
  put('show', view.facet, 'class');
  put('weights', weightsWords(view.weights), weightsWords(EVEN_WEIGHTS));
  put('indicator', view.indicator);
  put('classes', view.classes && cuttingWords(view.classes));
  put('zone', view.zone);
  put('service', view.service);
  put('reach', view.reach ? 'on' : null);
  put('from', view.from && placeWords(view.from));
  put('area', view.area && cornersWords(view.area));
  put('changes', changesWords(view.changes));
  put('name', view.name || null);
  put('against', view.against && changesWords(view.against));
  put('compare', view.compare, 'since');
  put('since', view.since);
  put('years', view.years?.join('-') ?? null);
  put('made', view.made);
  put('round', view.round === null ? null : String(view.round));
  put('only', SERVICE_FILTERS.filter((filter) => view.only.includes(filter)).join(','), '');
  put('layers', layersWords(view.layers), layersWords(DEFAULT_LAYERS));
  put('swipe', view.swipe === null ? null : String(view.swipe));
  put('table', view.table ? 'open' : null);
  put('lang', view.lang);
  put('map', view.map && mapWords(view.map));
  const query = words.toString().replace(/%(3A|2F|2C|3B)/g, decodeURIComponent);
  return `#/${view.question}${query && `?${query}`}`;
}

const layersWords = (layers: LayerName[]): string => LAYERS.filter((layer) => layers.includes(layer)).join(',');
