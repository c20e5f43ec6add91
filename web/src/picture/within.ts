/** Answers reduced to part of the territory before they are drawn, so that ranks and counts are those of the part. */
import type { Column, Coverage, TakeUp, Targets } from '../api/types';
import { FIRST_TARGETS } from '../state/territory';
import { rankedAnew } from './ranking';

type Codes = ReadonlySet<string>;

export const coverageWithin = (coverage: Coverage, codes: Codes): Coverage => ({
  ...coverage,
  ...partOf(coverage.zones.filter(({ zone }) => codes.has(zone))),
});

/** Some zones, and the people short of access in those of them where that is known. */
function partOf(zones: Coverage['zones']): Pick<Coverage, 'zones' | 'short'> {
  const sum = zones.reduce((total, { short }) => total + (short.value ?? 0), 0);
  return { zones, short: { value: sum, flag: 'estimated' } };
}

export const takeUpWithin = (takeUp: TakeUp, codes: Codes): TakeUp => ({
  ...takeUp,
  zones: takeUp.zones.filter(({ zone }) => codes.has(zone)),
});

export function targetsWithin(targets: Targets, codes: Codes): Targets {
  const inside = rankedAnew(targets.targets.filter(({ zone }) => codes.has(zone)));
  return {
    ...targets,
    ranked: inside.length,
    targets: inside.slice(0, FIRST_TARGETS),
    left_out: targets.left_out.filter((code) => codes.has(code)),
  };
}

/** The classes stay those of the whole territory: colours keep their meaning. */
export function columnWithin(column: Column, codes: Codes): Column {
  const kept = column.codes.flatMap((code, index) => (codes.has(code) ? [index] : []));
  const pick = <T>(values: readonly T[]): T[] => kept.map((index) => values[index] as T);
  return {
    ...column,
    codes: pick(column.codes),
    values: pick(column.values),
    flags: pick(column.flags),
    ...(column.low && { low: pick(column.low) }),
    ...(column.high && { high: pick(column.high) }),
  };
}
