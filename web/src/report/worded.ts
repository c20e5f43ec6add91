/** Totals and ranges in words: never a bare number where it is uncertain, never a zero for a secret. */
import type { Interval, Measure, Unit } from '../api/types';
import { amount, caveat, span, whole } from '../i18n/numbers';
import type { Spoken, Total } from './sums';
import { report } from './words';

const rounded = (value: number, unit: Unit): string =>
  unit === 'percent' || unit === 'share' || unit === 'ratio' || unit === 'euros_per_year'
    ? amount(value, unit)
    : whole(value);

export const totalWords = ({ value }: Total, unit: Unit): string =>
  value === null ? report.value.unknownEverywhere : rounded(value, unit);

/** The bounds where they say more than the value. */
export function boundsWords({ value, low, high }: Total, unit: Unit): string {
  if (value === null || rounded(low, unit) === rounded(high, unit)) return '';
  return span({ low: Math.round(low), high: Math.round(high) }, unit);
}

/** How many zones a figure is known for, and why it is not for the others. */
export function knownWords({ known, of, withheld, missing }: Spoken): string {
  const { knownOf, withheld: secret, missing: absent } = report.value;
  const parts = [
    knownOf(whole(known), whole(of)),
    withheld > 0 && secret(whole(withheld)),
    missing > 0 && absent(missing, whole(missing)),
  ];
  return parts.filter(Boolean).join(', ');
}

/** A measure as a whole number, its interval in brackets where it is wider than the rounding. */
export function wholeWithin({ value, interval, flag }: Measure): string {
  if (value === null) return caveat(flag) ?? '';
  return interval && whole(interval.low) !== whole(interval.high)
    ? `${whole(value)} (${wholeSpan(interval)})`
    : whole(value);
}

export const wholeSpan = ({ low, high }: Interval): string =>
  span({ low: Math.round(low), high: Math.round(high) }, 'count');
