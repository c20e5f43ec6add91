/** Classes cut by hand, and the bars of a histogram over the values. */
import type { Column } from '../api/types';
import { classOf } from './shade';

/** The same column in classes between bounds; those outside its values are left out. */
export function cutAt(column: Column, bounds: readonly number[]): Column {
  const known = knownOf(column);
  const [low, high] = [least(known), most(known)];
  const inside = bounds.filter((bound) => bound > low && bound < high);
  const breaks = [low, ...inside, high];
  const counts = Array.from({ length: breaks.length - 1 }, () => 0);
  for (const value of known) counts[classOf(value, breaks)] = (counts[classOf(value, breaks)] ?? 0) + 1;
  return { ...column, classes: { method: 'by_hand', breaks, counts } };
}

export interface Bin {
  from: number;
  to: number;
  zones: number;
}

/** Equal bins over the values. */
export function binned(column: Column, count: number): Bin[] {
  const known = knownOf(column);
  const [low, high] = [least(known), most(known)];
  const width = (high - low) / count || 1;
  const bins = Array.from({ length: count }, (_, index) => ({
    from: low + index * width,
    to: low + (index + 1) * width,
    zones: 0,
  }));
  for (const value of known) {
    const bin = bins[Math.min(Math.floor((value - low) / width), count - 1)];
    if (bin) bin.zones += 1;
  }
  return bins;
}

/** A bound moved, kept between its neighbours. */
export function moved(bounds: readonly number[], which: number, to: number, [low, high]: [number, number]): number[] {
  const room = (high - low) / 1000;
  const [before, after] = [bounds[which - 1] ?? low, bounds[which + 1] ?? high];
  const kept = Math.min(Math.max(to, before + room), after - room);
  return bounds.map((bound, index) => (index === which ? tidy(kept, high - low) : bound));
}

/** As few digits as tell the place apart on a screen. */
export function tidy(value: number, span: number): number {
  const digits = Math.max(0, 4 - Math.ceil(Math.log10(span || 1)));
  return Number(value.toFixed(Math.min(digits, 6)));
}

const knownOf = ({ values }: Column): number[] => values.filter((value) => value !== null);
const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
