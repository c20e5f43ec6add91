/** Ranks as intervals, as `analysis::rank` and the targets of the server have them, within part of the territory. */
import type { Direction, Rank, Target } from '../api/types';

export interface Bounded {
  value: number;
  low: number;
  high: number;
}

/** The place of one value among others, the highest first, and the places that the intervals allow. */
export function rankAmong(values: readonly Bounded[], which: number): Rank {
  const own = values[which] as Bounded;
  const others = values.filter((_, index) => index !== which);
  const above = others.filter(({ low }) => low > own.high).length;
  const perhapsAbove = others.filter(({ high }) => high > own.low).length;
  const place = 1 + others.filter(({ value }) => value > own.value).length;
  return { place, low: 1 + above, high: 1 + perhapsAbove, of: values.length };
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
