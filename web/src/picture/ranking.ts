/** Ranks as intervals, as `analysis::rank` and the targets of the server have them, within part of the territory. */
import type { Direction, Rank, Target } from '../api/types';

export interface Bounded {
  value: number;
  low: number;
  high: number;
}

/** The place of each value among the others, the highest first, and the places that the intervals allow. */
export function ranksAmong(values: readonly Bounded[]): Rank[] {
  const sorted = (pick: (bounded: Bounded) => number) => Float64Array.from(values, pick).sort();
  const [lows, middles, highs] = [sorted(({ low }) => low), sorted(({ value }) => value), sorted(({ high }) => high)];
  return values.map(({ low, value, high }) => {
    const perhapsAbove = above(highs, low) - Number(high > low);
    return { place: 1 + above(middles, value), low: 1 + above(lows, high), high: 1 + perhapsAbove, of: values.length };
  });
}

/** How many of some ascending numbers are greater than one. */
function above(ascending: Float64Array, than: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) > than) high = middle;
    else low = middle + 1;
  }
  return ascending.length - low;
}

/** First is where need is greatest: values that fall as need grows are ranked from the lowest. */
export const bySign = ({ value, low, high }: Bounded, direction: Direction): Bounded =>
  direction === 'lower_is_need' ? { value: -value, low: -high, high: -low } : { value, low, high };

/**
 * Targets ranked anew among themselves. Another is surely ahead when its last place comes before this one's
 * first: the interval is wider than one drawn anew, never narrower.
 */
export function rankedAnew(targets: readonly Target[]): Target[] {
  const inOrder = [...targets].sort((a, b) => a.rank - b.rank);
  return inOrder.map((target, index) => {
    const ahead = inOrder.filter(({ rank_high }) => rank_high < target.rank_low).length;
    const behind = inOrder.filter(({ rank_low }) => rank_low > target.rank_high).length;
    return { ...target, rank: index + 1, rank_low: ahead + 1, rank_high: inOrder.length - behind };
  });
}
