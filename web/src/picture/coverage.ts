/** Access to the services of a theme, zone by zone: its class, the minutes, or the people short of it. */
import type { Coverage, CoverageClass, Mode, ZoneCoverage } from '../api/types';
import { say, words } from '../i18n';
import { decimal, measured, minutes, share, whole } from '../i18n/numbers';
import type { CoverageFacet } from '../state/address';
import { absentShade, type Cell, counted, heading, inFormat, number, type Picture, type Row, text } from './picture';
import { classShade, type Shade } from './shade';

/** Minutes people reckon in, upper bounds included. */
const MINUTES = [5, 10, 15, 20, 30] as const;
/** People short of access, upper bounds included. */
const SHORT = [0, 50, 100, 200, 500] as const;

const CLASS_SHADES: Record<CoverageClass, Shade> = {
  covered: 'c0',
  partial: 'c2',
  uncovered: 'c5',
  no_people: 'empty',
  unknown: 'missing',
};

/** What of coverage one map can show by itself. */
export type OwnFacet = Exclude<CoverageFacet, 'cross'>;

/** Where nothing loaded counts people, only the times are known: they are shown whatever was asked for. */
export const knownFacet = <F extends CoverageFacet>({ people }: Coverage, facet: F): F | 'minutes' =>
  people === null ? 'minutes' : facet;

export function pictureOfCoverage(coverage: Coverage, facet: OwnFacet, path: string): Picture {
  const limit = coverage.query.limit_minutes;
  const rows = coverage.zones.map((zone) => rowOf(zone, facet, limit));
  const { title, unit, entries } = facets[facet](coverage.query.mode ?? 'walk');
  return {
    palette: 'gap',
    title,
    unit: coverage.people === null ? null : unit,
    legend: counted(entries, rows),
    headings: headings(),
    rows,
    ranks: [],
    method: coverage.method,
    classesBy: null,
    sources: coverage.sources,
    downloads: { geojson: inFormat(path, 'geojson'), csv: inFormat(path, 'csv') },
  };
}

interface Facet {
  title: string;
  unit: string | null;
  entries: { shade: Shade; label: string }[];
}

const facets: Record<OwnFacet, (mode: Mode) => Facet> = {
  class: () => ({
    title: words.value.classTitle,
    unit: null,
    entries: Object.entries(CLASS_SHADES).map(([name, shade]) => ({
      shade,
      label: words.value.coverageClasses[name as CoverageClass],
    })),
  }),
  minutes: (mode) => ({
    title: words.value.minutesTitle(words.value.byMode[mode]),
    unit: words.value.half,
    entries: [...thresholds(MINUTES, minutes), { shade: 'missing', label: words.value.unknownTimes }],
  }),
  short: () => ({
    title: words.value.shortTitle,
    unit: words.value.units.persons,
    entries: [
      ...thresholds(SHORT, whole),
      { shade: 'withheld', label: words.value.withheldAbout },
      { shade: 'missing', label: words.value.coverageClasses.unknown },
      { shade: 'empty', label: words.value.coverageClasses.no_people },
    ],
  }),
};

/** The classes between fixed thresholds: up to the first, …, over the last. */
function thresholds(bounds: readonly number[], inWords: (bound: number) => string): Facet['entries'] {
  const { classUpTo, classRange, classOver } = words.value;
  const label = (index: number): string => {
    const [low, high] = [bounds[index - 1], bounds[index]];
    if (high === undefined) return classOver(inWords(low as number));
    if (low === undefined) return high === 0 ? whole(0) : classUpTo(inWords(high));
    return classRange(low === 0 ? whole(1) : whole(low), inWords(high));
  };
  return Array.from({ length: bounds.length + 1 }, (_, index) => ({
    shade: classShade(index, bounds.length + 1),
    label: label(index),
  }));
}

function among(value: number, bounds: readonly number[]): Shade {
  const index = bounds.findIndex((bound) => value <= bound);
  return classShade(index === -1 ? bounds.length : index, bounds.length + 1);
}

/** Minutes of the person in the middle; null where they are unknown, or where fewer than half get there. */
export const middleMinutes = ({ minutes, nearest }: ZoneCoverage): number | null =>
  minutes === undefined ? (nearest?.minutes ?? null) : (minutes?.median ?? null);

/** Times are known, but most people never get there. */
const outOfReach = ({ minutes }: ZoneCoverage): boolean => minutes != null && minutes.median === null;

function shadeOf(zone: ZoneCoverage, facet: OwnFacet): Shade {
  if (facet === 'class') return CLASS_SHADES[zone.class];
  if (facet === 'minutes') return shadeOfMinutes(zone);
  if (zone.class === 'no_people') return 'empty';
  return zone.short.value === null ? absentShade(zone.short.flag) : among(Math.round(zone.short.value), SHORT);
}

function shadeOfMinutes(zone: ZoneCoverage): Shade {
  const middle = outOfReach(zone) ? Number.POSITIVE_INFINITY : middleMinutes(zone);
  return middle === null ? 'missing' : among(Math.round(middle), MINUTES);
}

function rowOf(zone: ZoneCoverage, facet: OwnFacet, limit: number): Row {
  return {
    code: zone.zone,
    name: zone.name,
    shade: shadeOf(zone, facet),
    reading: readingOf(zone, limit),
    worst: worstOf(zone),
    cells: cellsOf(zone),
  };
}

export function readingOf(zone: ZoneCoverage, limit: number): string {
  const reason = zone.reasons[0] && words.value.reasons[zone.reasons[0].code];
  const parts = [words.value.coverageClasses[zone.class], timesOf(zone), shareWithin(zone, limit), reason];
  return parts.filter(Boolean).join(' · ');
}

/** How long people take: half of them, nine in ten; the nearest alone where no more is known. */
function timesOf({ minutes: spread, nearest }: ZoneCoverage): string | null {
  if (spread === undefined) return nearest && minutes(nearest.minutes);
  if (spread === null) return words.value.unknownTimes;
  const { median, p90 } = spread;
  if (median === null) return null;
  return p90 === null || Math.round(p90) === Math.round(median)
    ? minutes(median)
    : words.value.readingSpread(minutes(median), minutes(p90));
}

const shareWithin = ({ share_within }: ZoneCoverage, limit: number): string | null =>
  share_within == null ? null : words.value.readingWithin(share(share_within), minutes(limit));

/** The worst covered first; among them those where most people are short. */
const worstOf = ({ class: covered, short }: ZoneCoverage): number | null => {
  const severity = { uncovered: 2, partial: 1, covered: 0, unknown: null, no_people: null }[covered];
  return severity === null ? null : 1e9 * severity + (short.value ?? 0);
};

function headings() {
  const { columns } = words.value;
  return [
    heading('class', columns.class, false),
    heading('nearest', columns.nearest, false),
    heading('minutes', columns.minutes),
    heading('p90', columns.p90),
    heading('within', columns.within),
    heading('inReach', columns.inReach),
    heading('access', columns.access),
    heading('people', columns.people),
    heading('short', columns.short),
    heading('reason', columns.reason, false),
  ];
}

const SEVERITY: CoverageClass[] = ['uncovered', 'partial', 'covered', 'unknown', 'no_people'];

function cellsOf(zone: ZoneCoverage): Cell[] {
  const { coverageClasses } = words.value;
  const { nearest, access, people, short, reasons, share_within } = zone;
  const [middle, last] = [middleMinutes(zone), zone.minutes?.p90];
  return [
    { words: coverageClasses[zone.class], sort: SEVERITY.indexOf(zone.class) },
    text(nearest?.name ?? ''),
    number(middle === null ? '' : whole(Math.round(middle)), middle),
    number(last == null ? '' : whole(Math.round(last)), last),
    number(share_within == null ? '' : share(share_within), share_within),
    number(whole(zone.in_reach), zone.in_reach),
    number(access.value === null ? measured(access, 'ratio') : decimal(access.value, 1), access.value),
    number(measured(people, 'persons'), people.value),
    number(short.value === null ? measured(short, 'persons') : whole(short.value), short.value),
    text(reasons[0] ? say(reasons[0].sentence) : ''),
  ];
}
