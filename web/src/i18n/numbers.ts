/** Numbers in words: never a bare one where it is uncertain, never a zero for a secret. */
import type { Carriage, Flag, Interval, Measure, NotCarried, Rank, Unit } from '../api/types';
import { words } from '.';

const NARROW_SPACE = '\u202f';
const formats = new Map<string, Intl.NumberFormat>();

/** A number with at most so many decimals: `1 234,5` in French. */
export function decimal(value: number, digits = 1): string {
  const { locale } = words.value;
  const key = `${locale}/${digits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { maximumFractionDigits: digits, signDisplay: 'negative' });
    formats.set(key, format);
  }
  return format.format(value);
}

export const whole = (value: number): string => decimal(value, 0);

/** A value in its unit, the unit beside only when it is short: `12,5 %`, `18 250 €`. */
export function amount(value: number, unit: Unit): string {
  if (unit === 'percent') return percent(value);
  if (unit === 'share') return percent(value * 100);
  if (unit === 'euros_per_year') return `${whole(value)}${NARROW_SPACE}€`;
  if (unit === 'ratio') return decimal(value, 2);
  return decimal(value, Math.abs(value) < 100 ? 1 : 0);
}

/** Bounds in the unit, `10 à 14`. */
export const span = ({ low, high }: Interval, unit: Unit): string =>
  words.value.classRange(amount(low, unit), amount(high, unit));

/** A measure in words: its value, or why there is none. */
export function measured(measure: Measure, unit: Unit): string {
  return measure.value === null ? absent(measure) : amount(measure.value, unit);
}

/** Why there is no value: « moins de 11 » where its producer says as much. */
function absent({ flag, interval }: Measure): string {
  const { flags, fewerThan } = words.value;
  return flag === 'withheld' && interval ? fewerThan(whole(interval.high + 1)) : flags[flag];
}

/** A measure in words, its interval in brackets. */
export function measuredWithin(measure: Measure, unit: Unit): string {
  const value = measured(measure, unit);
  return measure.interval && measure.value !== null ? `${value} (${span(measure.interval, unit)})` : value;
}

/** What must be said of a value besides itself; nothing when it is simply published. */
export const caveat = (flag: Flag): string | null => (flag === 'published' ? null : words.value.flags[flag]);

/** A hollow mark, and how the value came from a former edition of the zones; nothing where the zone is the same land. */
export function carriedWords(edition: number, way: Carriage, why: NotCarried | null): string | null {
  const { carriages, carriedFrom } = words.value;
  if (way === 'same') return null;
  return carriedFrom(edition, carriages[way === 'not_carried' ? (why ?? 'no_former_zone') : way]);
}

/** A rank as an interval: « 12e à 31e sur 84 ». */
export function ranked(low: number, high: number, of: number): string {
  const { ordinal, rankExact, rankFromTo } = words.value;
  return low === high ? rankExact(ordinal(low), whole(of)) : rankFromTo(ordinal(low), ordinal(high), whole(of));
}

export const rankWords = ({ low, high, of }: Rank): string => ranked(low, high, of);

/** A way: « 7 min », « 350 m », « 1,2 km ». */
export const minutes = (value: number): string => words.value.minutes(whole(Math.max(1, Math.round(value))));

export function distance(metres: number): string {
  const { kilometres, metres: short } = words.value;
  return metres < 1000 ? short(whole(Math.round(metres / 10) * 10)) : kilometres(decimal(metres / 1000));
}

/** A p-value, never as zero. */
export const chance = (p: number): string => (p < 0.001 ? `< ${decimal(0.001, 3)}` : decimal(p, 3));

export function dateWords(iso: string): string {
  const { locale } = words.value;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));
}

/** A percentage from 0 to 100, `12,5 %`. */
export function percent(value: number): string {
  const space = words.value.locale.startsWith('fr') ? NARROW_SPACE : '';
  return `${decimal(value)}${space}%`;
}

/** A share from 0 to 1 as a whole percentage. */
export const share = (part: number): string => percent(Math.round(100 * part));
