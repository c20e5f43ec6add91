import type { Method } from './types';

/** `GET /zones/{snapshot}/{geography}`: every zone, in the order of the ids of the tiles. */
export interface Register {
  snapshot: string;
  geography: string;
  vintage: number;
  /** From this zoom on every zone has a pixel of its own. */
  first_zoom?: number;
  codes: string[];
  names: string[];
  kinds: (string | null)[];
  /** Names of the municipalities that hold several zones, by code; absent from older programs. */
  communes?: Record<string, string>;
  parents: Record<string, (string | null)[] | undefined>;
  bbox: [number, number, number, number][];
  centre: [number, number][];
  population: (number | null)[];
  neighbours: number[][];
}

/** `GET /targets/components`: what makes a score, zone by zone, in the order of codes. */
export interface Components {
  snapshot: string;
  geography: string;
  theme: string | null;
  codes: string[];
  people: (number | null)[];
  need: (number | null)[];
  gap: (number | null)[];
  take_up: (number | null)[];
  method: Method;
  sources: string[];
}

/** `GET /targets/stability`: how firm the first places are when weights are drawn at random. */
export interface Stability {
  snapshot: string;
  draws: number;
  top: number;
  codes: string[];
  /** The share of the draws in which a zone is among the first, and its interval. */
  top_share: number[];
  top_low: number[];
  top_high: number[];
  /** Ranks over the draws: 5th and 95th percentile. */
  rank_low: number[];
  rank_high: number[];
  method: Method;
}
