/** What can be said of many zones at once: counts add up where they are known, rates and medians never do. */
import type { Column, Flag, Measure } from '../api/types';
import { measureAt } from '../picture/indicator';

/** A sum over the zones where a count is known; those where it is not are told, never taken for zero. */
export interface Total {
  /** Null when it is known nowhere. */
  value: number | null;
  /** The sums of the bounds, where zones have any. */
  low: number;
  high: number;
  zones: Spoken;
}

/** Zones by what is known of them. */
export interface Spoken {
  known: number;
  withheld: number;
  missing: number;
  /** Those of which something could be known. */
  of: number;
}

export function spoken(flags: readonly Flag[]): Spoken {
  const count = (...kinds: Flag[]) => flags.filter((flag) => kinds.includes(flag)).length;
  const [withheld, missing, without] = [count('withheld'), count('missing'), count('not_applicable')];
  return { known: flags.length - withheld - missing - without, withheld, missing, of: flags.length - without };
}

export function total(measures: readonly Measure[]): Total {
  const known = measures.filter(({ value }) => value !== null);
  const sum = (of: (measure: Measure) => number) => known.reduce((all, measure) => all + of(measure), 0);
  return {
    value: known.length > 0 ? sum(({ value }) => value ?? 0) : null,
    low: sum(({ value, interval }) => interval?.low ?? value ?? 0),
    high: sum(({ value, interval }) => interval?.high ?? value ?? 0),
    zones: spoken(measures.map(({ flag }) => flag)),
  };
}

/** Where values lie over the zones: nothing is averaged, for zones are not of one size. */
export interface Spread {
  low: Placed;
  middle: number;
  high: Placed;
}

export interface Placed {
  code: string;
  value: number;
}

export function spread(column: Column): Spread | null {
  const known = column.codes
    .flatMap((code, index) => {
      const value = column.values[index];
      return value == null ? [] : [{ code, value }];
    })
    .sort((a, b) => a.value - b.value);
  const [low, high] = [known[0], known.at(-1)];
  if (!low || !high) return null;
  return { low, high, middle: median(known.map(({ value }) => value)) };
}

/** The value in the middle of ascending values; between the two in the middle of an even number. */
export function median(ascending: readonly number[]): number {
  const half = (ascending.length - 1) / 2;
  return ((ascending[Math.floor(half)] as number) + (ascending[Math.ceil(half)] as number)) / 2;
}

export const measuresOf = (column: Column): Measure[] => column.codes.map((_, index) => measureAt(column, index));

/** How much one count makes of another, over the zones where both are known; null where none is. */
export function partOf(part: Column, whole: Column): number | null {
  const wholes = new Map(whole.codes.map((code, index) => [code, whole.values[index] ?? null]));
  const both = part.codes.flatMap((code, index) => {
    const [some, all] = [part.values[index] ?? null, wholes.get(code) ?? null];
    return some === null || all === null ? [] : [{ some, all }];
  });
  const all = both.reduce((sum, pair) => sum + pair.all, 0);
  return all > 0 ? both.reduce((sum, pair) => sum + pair.some, 0) / all : null;
}
