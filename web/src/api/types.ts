/** The shapes of the HTTP interface, as written in docs/API.md and serialised by `src/diagnosis`. */
import type { Collection, Feature, Geometry } from './geojson';

export type * from './geojson';
export type * from './places';
export type * from './register';
export type * from './scenario';

export type Lang = 'fr' | 'en';
export type Text = Record<Lang, string>;

export type Flag = 'published' | 'rounded' | 'imputed' | 'estimated' | 'withheld' | 'missing' | 'not_applicable';

export interface Interval {
  low: number;
  high: number;
}

/** A number and how far it can be trusted; `value` is null when withheld, missing or without meaning. */
export interface Measure {
  value: number | null;
  interval?: Interval;
  flag: Flag;
}

export interface Method {
  name: Text;
  note: Text;
  citation: string;
}

export interface Basis {
  indicator: string;
  label: Text;
  dataset: string;
}

export interface Geography {
  code: string;
  label: Text;
  vintage: number;
  zones: number;
  /** West, south, east, north; absent from older programs. */
  bbox?: [number, number, number, number] | null;
  take_up: boolean;
  targets: boolean;
}

export interface Theme {
  code: string;
  label: Text;
  services: number;
}

export interface Audience {
  code: string;
  label: Text;
}

export type Unit =
  | 'persons'
  | 'households'
  | 'dwellings'
  | 'claimants'
  | 'percent'
  | 'share'
  | 'euros_per_year'
  | 'ratio'
  | 'consumption_units'
  | 'count'
  | 'code';

export type Direction = 'higher_is_need' | 'lower_is_need' | 'neutral';

export interface Indicator {
  id: string;
  code: string;
  vintage: number;
  label: Text;
  theme: string;
  unit: Unit;
  nature: 'extensive' | 'intensive';
  direction: Direction;
  dataset: string;
  geographies: string[];
}

export interface Dataset {
  id: string;
  format: string;
  title: Text;
  producer: string;
  licence: string;
  vintage: number;
  file: string;
  imported_at: string;
  fictional: boolean;
  secrecy: { rule: Text } | null;
  notes: Text[];
}

export interface Atlas {
  snapshot: string;
  name: string;
  fictional: boolean;
  bbox: [number, number, number, number] | null;
  geographies: Geography[];
  themes: Theme[];
  audiences: Audience[];
  /** Every way of travelling; absent from programs that know walking only. */
  modes?: TravelMode[];
  indicators: Indicator[];
  datasets: Dataset[];
}

export interface Column {
  indicator: Indicator;
  geography: string;
  codes: string[];
  values: (number | null)[];
  low?: (number | null)[];
  high?: (number | null)[];
  flags: Flag[];
  classes: { method: string; breaks: number[]; counts: number[] };
}

export interface Nearby {
  service: string;
  name: string;
  minutes: number;
  metres: number;
}

/** How one travels. */
export type Mode = 'walk' | 'bike' | 'car';

/** A way of travelling, and the data set of its streets; null where straight lines stand in. */
export interface TravelMode {
  code: Mode;
  label: Text;
  streets: string | null;
}

/** Minutes to the nearest service over the people of a zone; null when fewer get there at all. */
export interface Spread {
  /** Half of the people take at most so long. */
  median: number | null;
  /** Nine in ten take at most so long. */
  p90: number | null;
}

/** Homes that stand on no street, left out of every time: never counted as far. */
export interface OffStreets {
  count: number;
  /** The share of the zone's people who live there, 0 to 1. */
  share: number;
}

/** What stands behind the points that ways start from. */
export type HomeBasis = 'addresses' | 'squares' | 'centre';

export type CoverageClass = 'covered' | 'partial' | 'uncovered' | 'no_people' | 'unknown';
export type ReasonCode =
  | 'none_in_reach'
  | 'distant'
  | 'not_eligible'
  | 'wrong_audience'
  | 'closed'
  | 'saturated'
  | 'remote_only'
  | 'unplaced';

export interface Reason {
  code: ReasonCode;
  near_miss: Nearby | null;
  sentence: Text;
}

/** One zone's access to the services of one theme. */
export interface Access {
  class: CoverageClass;
  nearest: Nearby | null;
  /** Over the people; null where times are not known, absent from programs that know the centre only. */
  minutes?: Spread | null;
  /** Share of the people within the limit, 0 to 1. */
  share_within?: number | null;
  in_reach: number;
  access: Measure;
  short: Measure;
  reasons: Reason[];
}

export interface ZoneCoverage extends Access {
  zone: string;
  name: string;
  people: Measure;
  basis?: HomeBasis;
  unplaced?: OffStreets;
}

export interface Coverage {
  snapshot: string;
  query: {
    geography: string;
    theme: string;
    audience: string | null;
    at: string | null;
    mode?: Mode;
    limit_minutes: number;
  };
  method: Method;
  people: Basis | null;
  reference: number;
  services: number;
  short: Measure;
  zones: ZoneCoverage[];
  sources: string[];
}

export type TakeUpClass = 'deficit' | 'surplus' | 'not_distinguishable' | 'insufficient';

export interface ZoneTakeUp {
  zone: string;
  name: string;
  observed: Measure;
  expected: Measure;
  ratio: Measure;
  shortfall: Measure;
  p_adjusted: number | null;
  class: TakeUpClass;
  cluster: number | null;
}

export interface Cluster {
  rank: number;
  zones: string[];
  observed: number;
  expected: number;
  relative_risk: number;
  llr: number;
  p: number;
}

export interface TakeUp {
  snapshot: string;
  geography: string;
  benefit: Text;
  method: Method;
  recipients: Basis;
  strata: { label: Text; population: number; rate: Measure }[];
  overdispersion: number;
  fdr: number;
  zones: ZoneTakeUp[];
  clusters: Cluster[];
  sources: string[];
}

export type DriverKind = 'need' | 'gap' | 'take_up';
export type Action = 'open' | 'extend_hours' | 'go_out' | 'watch' | 'keep_in_sight';

export interface Driver {
  kind: DriverKind;
  contribution: number;
  sentence: Text;
  /** The numbers of the sentence, in its order, and the data sets each rests on. */
  figures?: Figure[];
}

export interface Figure {
  words: Text;
  sources: string[];
}

export interface Target {
  rank: number;
  rank_low: number;
  rank_high: number;
  zone: string;
  name: string;
  score: number;
  people: Measure;
  drivers: Driver[];
  action: Action;
  sentence: Text;
}

export type Weights = Record<DriverKind, number>;

export interface Targets {
  snapshot: string;
  query: { geography: string; theme: string | null; weights: Weights };
  method: Method;
  /** What counts the people. */
  people?: Basis | null;
  ranked: number;
  left_out: string[];
  targets: Target[];
  sources: string[];
}

/** A place among the zones, and the places its interval allows. */
export interface Rank {
  place: number;
  low: number;
  high: number;
  of: number;
}

/** How a value came from a former edition of the zones. */
export type Carriage = 'same' | 'merged' | 'split' | 'overlay' | 'not_carried';
export type NotCarried = 'no_former_zone' | 'rate_of_merged' | 'rate_of_part';

export interface ZoneIndicator {
  id: string;
  label: Text;
  unit: Unit;
  theme: string;
  vintage: number;
  dataset: string;
  measure: Measure;
  rank: Rank | null;
  carried?: { edition: number; way: Carriage; not_carried: NotCarried | null } | null;
}

/** One figure of a release of field notes. */
export interface ReleasedFigure {
  counted: string;
  label: Text;
  measure: Measure;
}

/** What the last release of field notes says of a zone, or of the zones it is published with. */
export interface Met {
  quarter: string;
  codes: string[];
  persons: Measure;
  reasons: ReleasedFigure[];
  themes: ReleasedFigure[];
}

export interface ZoneCard {
  snapshot: string;
  zone: {
    code: string;
    name: string;
    geography: string;
    vintage: number;
    kind: 'residential' | 'activity' | 'miscellaneous' | 'undivided' | null;
    area_km2: number;
    centre: [number, number];
    bbox: [number, number, number, number];
    parents: { geography: string; code: string; name: string | null }[];
    neighbours: { code: string; name: string }[];
  };
  indicators: ZoneIndicator[];
  coverage: (Access & { theme: string })[];
  take_up: ZoneTakeUp | null;
  field: Met | null;
  target: Target | null;
  services: {
    id: string;
    name: string;
    category: string;
    themes: string[];
    minutes: number;
    metres: number;
    opening: string | null;
  }[];
  datasets: string[];
}

export type Placed = 'house_number' | 'street' | 'commune';

export interface ServiceProperties {
  id: string;
  name: string;
  category: string;
  dataset: string;
  themes: string[] | null;
  audiences: string[] | null;
  reception: 'in_person' | 'remote' | 'both' | 'unknown';
  mobility: 'fixed' | 'mobile';
  /** How its position was found, where its source gives none. */
  placed?: Placed | null;
  /** Codes of the areas whose residents it is for; null for everyone. */
  eligibility: string[] | null;
  capacity: number | null;
  opening: string | null;
  weekly_hours: number | null;
  free: boolean | null;
  address: string | null;
  commune: string | null;
  updated: string | null;
  /** What was seen on the spot the last time somebody told, and on which day. */
  sighting: 'there' | 'closed' | 'wrong_hours' | null;
  seen: string | null;
  zone: string | null;
}

export interface ZoneProperties {
  code: string;
  name: string;
  /** The municipality it lies in. */
  commune?: string | null;
}

export type Outline = Extract<Geometry, { type: 'Polygon' | 'MultiPolygon' }>;
export type Zones = Collection<ZoneProperties, Outline>;
export type ServicePoint = Feature<ServiceProperties, Extract<Geometry, { type: 'Point' }>>;
export type Services = Collection<ServiceProperties, Extract<Geometry, { type: 'Point' }>>;

/** RFC 9457: what went wrong, where and how to mend it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  hint?: string;
}
