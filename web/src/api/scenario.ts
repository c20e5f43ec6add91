/** What changes, or has changed: scenarios, snapshots compared, editions of an indicator, plans. */
import type { Access, Carriage, Flag, Measure, Method, Mode, NotCarried, Text, Unit } from './types';

export type Position = [number, number];

/** One change of a scenario. */
export type Change =
  | { kind: 'add'; position: Position; name?: string; opening?: string; capacity?: number }
  | { kind: 'move'; service: string; position: Position }
  | { kind: 'close'; service: string }
  | { kind: 'hours'; service: string; opening: string };

export type Effect = 'gain' | 'lose' | 'both' | 'other';

export interface ScenarioZone {
  zone: string;
  name: string;
  people: Measure;
  effect: Effect;
  newly_covered: Measure;
  no_longer_covered: Measure;
  before: Access;
  after: Access;
}

export interface ScenarioGroup {
  code: string;
  label: Text;
  unit: Unit;
  newly_covered: Measure;
  no_longer_covered: Measure;
  unknown_zones: number;
}

export interface BetterPlace {
  position: Position;
  zone: string;
  name: string;
  minutes_away: number;
  short_change: number;
  newly_covered: Measure;
}

/** `GET /scenarios`. */
export interface Scenario {
  snapshot: string;
  name: string | null;
  query: {
    geography: string;
    theme: string;
    audience: string | null;
    at: string | null;
    mode: Mode;
    limit_minutes: number;
  };
  method: Method;
  changes: {
    kind: Change['kind'];
    service: string;
    name: string;
    position: Position;
    zone: string | null;
    opening: string | null;
    remark: Text | null;
  }[];
  totals: Record<
    'covered_before' | 'covered_after' | 'short_before' | 'short_after' | 'newly_covered' | 'no_longer_covered',
    Measure
  >;
  groups: ScenarioGroup[];
  missing_groups: { code: string; label: Text; reason: Text }[];
  zones: ScenarioZone[];
  gain: string[];
  lose: string[];
  better: { change: number; asked: { short_change: number; newly_covered: Measure }; places: BetterPlace[] } | null;
  sentence: Text;
  sources: string[];
}

export interface ChangedService {
  id: string;
  name: string;
  themes: string[];
  position: Position;
  metres?: number;
}

export interface ZoneShift {
  zone: string;
  name: string;
  /** Null where how many live there is not known. */
  people: number | null;
  share_before: number;
  share_after: number;
}

/** `GET /changes`. */
export interface Changes {
  snapshot: string;
  since: string | null;
  geography: string | null;
  services: Record<'opened' | 'closed' | 'moved' | 'changed' | 'stale', ChangedService[]>;
  coverage: { theme: string; gained: ZoneShift[]; lost: ZoneShift[]; people_gained: number; people_lost: number }[];
  indicators: { indicator: string; label: Text; dataset: string; change: 'new' | 'gone' | 'revised' }[];
  datasets: { dataset: string; title: Text; change: 'new' | 'gone' | 'revised' }[];
  summary: Text;
}

/** `GET /changes/history`, newest first. */
export interface History {
  entries: { snapshot: string; before: string | null; updated: string; summary: Text }[];
}

export interface Bounds {
  values: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
}

/** Values of one edition in the zones of today, and how each came there. */
export interface EditionValues extends Bounds {
  edition: number;
  flags: Flag[];
  carried: Carriage[];
  not_carried: (NotCarried | null)[];
  error: (number | null)[];
}

/** `GET /series/{geography}/{code}`: two editions of an indicator, zone by zone. */
export interface Series {
  snapshot: string;
  geography: string;
  code: string;
  label: Text;
  unit: Unit;
  nature: 'extensive' | 'intensive';
  editions: {
    indicator: string;
    vintage: number;
    dataset: string;
    label: Text;
    known_zones: number;
    zones: number;
    carried: Record<Carriage, number>;
  }[];
  from: string | null;
  to: string | null;
  comparable: boolean;
  remarks: { code: string; text: Text }[];
  codes: string[];
  before: EditionValues | null;
  after: EditionValues | null;
  difference: (Bounds & { sure: (boolean | null)[] }) | null;
}

/** `GET /contradictions`: where one measure says otherwise than another. */
export interface Contradictions {
  snapshot: string;
  method: Method;
  zones: { zone: string; name: string; kind: string; sentence: Text }[];
  sources: string[];
}

export interface RoundStop {
  order: number;
  zone: string;
  name: string;
  position: Position;
  arrival_minutes: number;
  departure_minutes: number;
  unmet: number;
  why: Text;
}

/** `POST /plans/rounds`, once done. */
export interface Round {
  snapshot: string;
  method: Method;
  minutes: number;
  unmet: number;
  unmet_per_hour: number;
  bound: number | null;
  proved: boolean;
  stops: RoundStop[];
  legs: { minutes: number; metres: number; points: Position[] }[];
  left_out: number;
  sources: string[];
}

/** A job under way. */
export interface Job {
  jobID: string;
  status: 'accepted' | 'running' | 'successful' | 'failed' | 'dismissed';
  progress?: number;
  message?: Text;
}
