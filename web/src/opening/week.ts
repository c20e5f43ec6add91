/** Opening hours written as OpenStreetMap does, read into a week for people. */

export interface Span {
  from: string;
  to: string;
}

/** Monday to Sunday; no span means closed. */
export type Week = [Span[], Span[], Span[], Span[], Span[], Span[], Span[]];

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const RULE =
  /^(?:((?:Mo|Tu|We|Th|Fr|Sa|Su)[A-Za-z,\- ]*?)\s+)?((?:\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}\s*,?\s*)+|off|closed|24\/7)$/;

/** The week, or null when the text says more than days and hours (seasons, dates, comments): it is then shown as it is. */
export function readWeek(opening: string): Week | null {
  const week: Week = [[], [], [], [], [], [], []];
  const rules = opening.split(';').map((rule) => rule.trim());
  for (const rule of rules.filter((rule) => rule && !/^(PH|SH)\s+(off|closed)$/.test(rule))) {
    if (!applyRule(week, rule)) return null;
  }
  return week;
}

const known = new Map<string, Week | null>();

/** Whether a service is open so many minutes after Monday began; null when its hours are not known or not read. */
export function isOpen(opening: string | null, minute: number): boolean | null {
  if (opening === null) return null;
  if (!known.has(opening)) known.set(opening, readWeek(opening));
  const week = known.get(opening);
  if (!week) return null;
  const [day, time] = [Math.floor(minute / A_DAY) % 7, minute % A_DAY];
  const today = week[day as 0].some(({ from, to }) => minuteOf(from) <= time && time < endOf(from, to));
  const lastNight = week[((day + 6) % 7) as 0].some(({ from, to }) => time < endOf(from, to) - A_DAY);
  return today || lastNight;
}

const A_DAY = 24 * 60;

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return 60 * hours + minutes;
}

/** A span that ends before it begins ends on the day after. */
const endOf = (from: string, to: string): number => minuteOf(to) + (minuteOf(to) <= minuteOf(from) ? A_DAY : 0);

function applyRule(week: Week, rule: string): boolean {
  const [, days, hours] = RULE.exec(rule) ?? [];
  if (hours === undefined) return false;
  const chosen = days === undefined ? DAYS.map((_, index) => index) : daysOf(days);
  if (chosen === null) return false;
  for (const day of chosen) week[day as 0] = spansOf(hours);
  return true;
}

function daysOf(words: string): number[] | null {
  const ranges = words
    .replaceAll(' ', '')
    .split(',')
    .filter((word) => word !== 'PH');
  const days = ranges.map((range) => daysBetween(...(range.split('-') as [string, string?])));
  return days.some((part) => part === null) ? null : days.flatMap((part) => part ?? []);
}

function daysBetween(first: string, last = first): number[] | null {
  const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
  if (from < 0 || to < 0) return null;
  const length = ((to - from + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => (from + index) % 7);
}

function spansOf(hours: string): Span[] {
  if (hours === 'off' || hours === 'closed') return [];
  if (hours === '24/7') return [{ from: '00:00', to: '24:00' }];
  const spans = hours.matchAll(/(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})/g);
  return Array.from(spans, ([, from = '', to = '']) => ({ from: from.padStart(5, '0'), to: to.padStart(5, '0') }));
}
