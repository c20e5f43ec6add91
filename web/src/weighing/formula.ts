/**
 * The score of each zone under given weights, as the server computes it (`GET /targets/components`): a weighted
 * mean over the parts that are known. Both are held to `fixtures/golden/weighted_targets/cases.json`.
 */
import type { Components, Weights } from '../api/types';

const KINDS = ['need', 'gap', 'take_up'] as const;

/** The parts of every zone side by side, `NaN` where unknown. */
export interface Parts {
  codes: readonly string[];
  /** Whether anybody is known to live there. */
  inhabited: Uint8Array;
  parts: readonly [Float64Array, Float64Array, Float64Array];
}

const known = (values: readonly (number | null)[]): Float64Array =>
  Float64Array.from(values, (value) => value ?? Number.NaN);

export const partsOf = ({ codes, people, need, gap, take_up }: Components): Parts => ({
  codes,
  inhabited: Uint8Array.from(people, (count) => Number(count !== null && count > 0)),
  parts: [known(need), known(gap), known(take_up)],
});

/**
 * Scores from 0 to 100; `NaN` for a zone that is not ranked: nobody lives there, or what is known of it weighs
 * less than half. `within` leaves out zones whose flag is 0.
 */
export function scoresOf({ inhabited, parts }: Parts, weights: Weights, within?: Uint8Array): Float64Array {
  const scores = new Float64Array(inhabited.length).fill(Number.NaN);
  const shares = KINDS.map((kind) => weights[kind]);
  const all = shares.reduce((sum, weight) => sum + weight, 0);
  for (let zone = 0; zone < scores.length; zone += 1) {
    if (inhabited[zone] === 0 || within?.[zone] === 0) continue;
    let [sum, total] = [0, 0];
    for (let kind = 0; kind < 3; kind += 1) {
      const part = (parts[kind] as Float64Array)[zone] as number;
      if (Number.isNaN(part)) continue;
      sum += part * (shares[kind] as number);
      total += shares[kind] as number;
    }
    if (total > 0 && 2 * total >= all) scores[zone] = (100 * sum) / total;
  }
  return scores;
}

/** The zones ranked, the highest score first, ties in the order of codes. */
export function orderOf(scores: Float64Array, codes: readonly string[]): number[] {
  const ranked = Array.from(scores.keys()).filter((zone) => !Number.isNaN(scores[zone]));
  return ranked.sort((a, b) => before(scores, codes, a, b));
}

function before(scores: Float64Array, codes: readonly string[], a: number, b: number): number {
  const apart = (scores[b] as number) - (scores[a] as number);
  return apart || ((codes[a] as string) < (codes[b] as string) ? -1 : 1);
}

/** What each part makes of a score: shares that sum to 1, or all 0. */
export function sharesOf({ parts }: Parts, zone: number, weights: Weights): Weights {
  const made = KINDS.map((kind, place) => {
    const part = (parts[place] as Float64Array)[zone] as number;
    return Number.isNaN(part) ? 0 : part * weights[kind];
  });
  const whole = made.reduce((sum, part) => sum + part, 0);
  const [need, gap, take_up] = made.map((part) => (whole > 0 ? part / whole : 0)) as [number, number, number];
  return { need, gap, take_up };
}

/** Ranks up to which a zone belongs to a tier; the last has no end. */
export interface Tier {
  upTo: number;
}

/** A ranking read as tiers: which tier each zone is in (−1 when not ranked), and the first zones in order. */
export interface Ranking {
  scores: Float64Array;
  ranked: number;
  tiers: Int8Array;
  first: number[];
}

/**
 * Tiers and first zones without ordering all the others: what is done again at every movement of a slider.
 * `O(n)` besides one sort of plain numbers.
 */
export function ranking(
  scores: Float64Array,
  codes: readonly string[],
  tiersOf: (ranked: number) => Tier[],
  most: number,
): Ranking {
  const ascending = scores.filter((score) => !Number.isNaN(score)).sort();
  const ranked = ascending.length;
  const tiers = tiersOf(ranked);
  const atRank = (rank: number): number => ascending[ranked - Math.min(rank, ranked)] ?? Number.POSITIVE_INFINITY;
  const least = tiers.map(({ upTo }) => atRank(upTo));
  const bar = atRank(most);
  const near: number[] = [];
  const of = new Int8Array(scores.length).fill(-1);
  for (let zone = 0; zone < scores.length; zone += 1) {
    const score = scores[zone] as number;
    if (Number.isNaN(score)) continue;
    let tier = 0;
    while (tier < least.length - 1 && score < (least[tier] as number)) tier += 1;
    of[zone] = tier;
    if (score >= bar) near.push(zone);
  }
  near.sort((a, b) => before(scores, codes, a, b));
  const first = near.slice(0, most);
  first.forEach((zone, place) => {
    of[zone] = Math.max(
      tiers.findIndex(({ upTo }) => place < upTo),
      0,
    );
  });
  for (const zone of near.slice(most)) of[zone] = tiers.findIndex(({ upTo }) => upTo > most);
  return { scores, ranked, tiers: of, first };
}
