/** Scores and ranks under the weights on screen, recomputed here at every movement of a slider. */
import { computed, signal } from '@preact/signals';
import { getJson } from '../api/client';
import type { Components, Stability, Weights } from '../api/types';
import type { ClassShade } from '../picture/shade';
import { dataOf, resource } from '../state/resource';
import { roll } from '../state/roll';
import { scope } from '../state/scope';
import { componentsPath, FIRST_TARGETS, MANY_ZONES, stabilityPath } from '../state/territory';
import { question, view } from '../state/view';
import { orderOf, type Parts, partsOf, type Ranking, ranking, scoresOf, type Tier } from './formula';

export const components = resource<Components>(
  () => (question.value === 'targets' ? componentsPath.value : null),
  getJson,
);
export const stability = resource<Stability>(
  () => (question.value === 'targets' ? stabilityPath.value : null),
  getJson,
);

/** The weights under a finger; null once they are those of the view. */
export const sliding = signal<Weights | null>(null);
const settled = computed(() => view.value.weights);
export const presentWeights = computed<Weights>(() => sliding.value ?? settled.value);

/** A shade for each tier of ranks, the first first. */
export interface ShadedTier extends Tier {
  shade: ClassShade;
  /** The rank it begins at. */
  from: number;
}

const FIRST: { upTo: number; shade: ClassShade }[] = [
  { upTo: 5, shade: 'c5' },
  { upTo: 10, shade: 'c4' },
  { upTo: FIRST_TARGETS, shade: 'c3' },
];

/** The first twenty by their ranks, then the first quarter, the first half, and the others. */
export function tiersOf(ranked: number): ShadedTier[] {
  const wider: { upTo: number; shade: ClassShade }[] = [
    { upTo: Math.ceil(ranked / 4), shade: 'c2' },
    { upTo: Math.ceil(ranked / 2), shade: 'c1' },
    { upTo: Number.POSITIVE_INFINITY, shade: 'c0' },
  ];
  const kept = [...FIRST, ...wider.filter(({ upTo }) => upTo > FIRST_TARGETS)];
  return kept.map((tier, place) => ({ ...tier, from: (kept[place - 1]?.upTo ?? 0) + 1 }));
}

const parts = computed<Parts | null>(() => {
  const answered = dataOf(components.loaded.value);
  return answered ? partsOf(answered) : null;
});

/** Which zones are read, when only part of the territory is. */
const within = computed<Uint8Array | undefined>(() => {
  const [codes, known] = [scope.value?.codes, parts.value];
  return codes && known ? Uint8Array.from(known.codes, (code) => Number(codes.has(code))) : undefined;
});

export interface Weighed extends Ranking {
  parts: Parts;
  weights: Weights;
}

const weighedBy = (weights: Weights): Weighed | null => {
  const known = parts.value;
  if (!known || question.value !== 'targets') return null;
  const scores = scoresOf(known, weights, within.value);
  return { ...ranking(scores, known.codes, tiersOf, FIRST_TARGETS), parts: known, weights };
};

/** Under the weights of this very moment. */
export const weighed = computed<Weighed | null>(() => weighedBy(presentWeights.value));

/** Under the weights the table and the legend are drawn by: a large territory waits for the finger to rest. */
export const restWeighed = computed<Weighed | null>(() => {
  const many = (roll.value?.codes.length ?? 0) > MANY_ZONES;
  return many ? weighedBy(settled.value) : weighed.value;
});

/** The place of every zone, from 1; absent for those not ranked. */
export const places = computed<ReadonlyMap<string, number>>(() => {
  const present = restWeighed.value;
  if (!present) return new Map();
  const { codes } = present.parts;
  return new Map(orderOf(present.scores, codes).map((zone, place) => [codes[zone] as string, place + 1]));
});

/** Where each zone of the components lies in the roll. */
export const inRoll = computed<Int32Array>(() => {
  const listed = roll.value;
  return Int32Array.from(parts.value?.codes ?? [], (code) => listed?.at.get(code) ?? -1);
});

export interface Firmness {
  share: number;
  low: number;
  high: number;
  bestRank: number;
  worstRank: number;
  top: number;
  draws: number;
  of: number;
}

const firmnessAt = computed(() => {
  const answered = dataOf(stability.loaded.value);
  return new Map(answered?.codes.map((code, index) => [code, index]));
});

/** How firm the place of a zone is whatever the weights; null while that is not known. */
export function firmnessOf(code: string): Firmness | null {
  const [answered, at] = [dataOf(stability.loaded.value), firmnessAt.value.get(code)];
  if (!answered || at === undefined) return null;
  const { top_share, top_low, top_high, rank_low, rank_high, top, draws, codes } = answered;
  const of = codes.length;
  const [share = 0, low = 0, high = 0] = [top_share[at], top_low[at], top_high[at]];
  return { share, low, high, bestRank: rank_low[at] ?? 1, worstRank: rank_high[at] ?? of, top, draws, of };
}
