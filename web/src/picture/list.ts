/** The first zones to act in, as they stand under the weights of this very moment. */
import { computed } from '@preact/signals';
import type { Target, Targets, Weights } from '../api/types';
import { nameOf } from '../state/roll';
import { scope } from '../state/scope';
import { targets } from '../state/territory';
import { sharesOf } from '../weighing/formula';
import { type Firmness, firmnessOf, sliding, type Weighed, weighed } from '../weighing/live';
import { shownTargets } from '.';

export interface Line {
  zone: string;
  name: string;
  rank: number;
  score: number;
  /** What each part makes of the score. */
  shares: Weights;
  firm: Firmness | null;
  /** What the server says under these weights; null until it has. */
  target: Target | null;
}

export interface List {
  lines: Line[];
  ranked: number;
  leftOut: number;
}

export const shownList = computed<List | null>(() => {
  const [present, answer] = [weighed.value, shownTargets.value];
  if (present) return listOf(present, answer);
  return answer ? listOfAnswer(answer) : null;
});

/** The server's own words hold for the weights it was asked with. */
const isFresh = (): boolean => sliding.value === null && targets.loaded.value.state === 'ready';

function listOf(present: Weighed, answer: Targets | undefined): List {
  const { parts, first, scores, ranked, weights } = present;
  const told = new Map(isFresh() ? answer?.targets.map((target) => [target.zone, target]) : []);
  const lines = first.map((zone, place): Line => {
    const code = parts.codes[zone] as string;
    const [shares, score] = [sharesOf(parts, zone, weights), scores[zone] as number];
    const known = { firm: firmnessOf(code), target: told.get(code) ?? null };
    return { zone: code, name: nameOf(code) ?? code, rank: place + 1, score, shares, ...known };
  });
  return { lines, ranked, leftOut: (scope.value?.codes.size ?? parts.codes.length) - ranked };
}

function listOfAnswer({ targets, ranked, left_out }: Targets): List {
  const lines = targets.map((target): Line => {
    const share = (kind: string) => target.drivers.find((driver) => driver.kind === kind)?.contribution ?? 0;
    const shares = { need: share('need'), gap: share('gap'), take_up: share('take_up') };
    const { zone, name, rank, score } = target;
    return { zone, name, rank, score, shares, firm: firmnessOf(zone), target };
  });
  return { lines, ranked, leftOut: left_out.length };
}
