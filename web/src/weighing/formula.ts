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

/** Scores are from 0 to 100; a bin holds those between two neighbouring marks. */
const BINS = 4096;
const binOf = (score: number): number => Math.min(Math.max(Math.floor((score * BINS) / 100), 0), BINS - 1);

/**
 * The scores at given ranks, without ordering the others: counted by bins, of which only those that hold a rank
 * asked for are sorted. A rank beyond the last gives the least score.
 */
function scoresAt(scores: Float64Array, ranks: number[], ranked: number): number[] {
  const counts = new Uint32Array(BINS);
  for (let zone = 0; zone < scores.length; zone += 1) {
    const score = scores[zone] as number;
    if (Number.isNaN(score)) continue;
    const bin = binOf(score);
    counts[bin] = (counts[bin] as number) + 1;
  }
  const members = new Map<number, number[]>();
  const wanted = ranks.map((rank) => {
    let [bin, above] = [BINS - 1, 0];
    while (bin > 0 && above + (counts[bin] as number) < Math.min(rank, ranked)) {
      above += counts[bin] as number;
      bin -= 1;
    }
    members.set(bin, []);
    return { bin, place: Math.min(rank, ranked) - above };
  });
  for (let zone = 0; zone < scores.length; zone += 1) {
    const score = scores[zone] as number;
    if (!Number.isNaN(score)) members.get(binOf(score))?.push(score);
  }
  for (const held of members.values()) held.sort((a, b) => b - a);
  return wanted.map(({ bin, place }) => members.get(bin)?.[place - 1] ?? Number.POSITIVE_INFINITY);
}

/** Tiers and first zones without ordering all the others: what is done again at every movement of a slider. */
export function ranking(
  scores: Float64Array,
  codes: readonly string[],
  tiersOf: (ranked: number) => Tier[],
  most: number,
): Ranking {
  let ranked = 0;
  for (let zone = 0; zone < scores.length; zone += 1) ranked += Number(!Number.isNaN(scores[zone]));
  const tiers = tiersOf(ranked);
  const ranks = [most, ...tiers.map(({ upTo }) => upTo)];
  const [bar = Number.POSITIVE_INFINITY, ...least] = scoresAt(scores, ranks, ranked);
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
