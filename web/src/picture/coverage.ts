/** Access to the services of a theme, zone by zone: its class, the minutes, or the people short of it. */
import type { Coverage, CoverageClass, ZoneCoverage } from '../api/types';
import { say, words } from '../i18n';
import { decimal, measured, minutes, whole } from '../i18n/numbers';
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

export function pictureOfCoverage(coverage: Coverage, facet: CoverageFacet, path: string): Picture {
  const rows = coverage.zones.map((zone) => rowOf(zone, facet));
  const { title, unit, entries } = facets[facet]();
  return {
    palette: 'gap',
    title,
    unit,
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

const facets: Record<CoverageFacet, () => Facet> = {
  class: () => ({
    title: words.value.classTitle,
    unit: null,
    entries: Object.entries(CLASS_SHADES).map(([name, shade]) => ({
      shade,
      label: words.value.coverageClasses[name as CoverageClass],
    })),
  }),
  minutes: () => ({
    title: words.value.minutesTitle,
    unit: null,
    entries: [...thresholds(MINUTES, minutes), { shade: 'missing', label: words.value.noService }],
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

function shadeOf(zone: ZoneCoverage, facet: CoverageFacet): Shade {
  if (facet === 'class') return CLASS_SHADES[zone.class];
  if (facet === 'minutes') return zone.nearest ? among(Math.round(zone.nearest.minutes), MINUTES) : 'missing';
  if (zone.class === 'no_people') return 'empty';
  return zone.short.value === null ? absentShade(zone.short.flag) : among(Math.round(zone.short.value), SHORT);
}

function rowOf(zone: ZoneCoverage, facet: CoverageFacet): Row {
  return {
    code: zone.zone,
    name: zone.name,
    shade: shadeOf(zone, facet),
    reading: readingOf(zone),
    cells: cellsOf(zone),
  };
}

function readingOf({ class: covered, nearest, reasons }: ZoneCoverage): string {
  const reason = reasons[0] && words.value.reasons[reasons[0].code];
  const parts = [words.value.coverageClasses[covered], nearest && minutes(nearest.minutes), reason];
  return parts.filter(Boolean).join(' · ');
}

function headings() {
  const { columns } = words.value;
  return [
    heading('class', columns.class, false),
    heading('nearest', columns.nearest, false),
    heading('minutes', columns.minutes),
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
  const { nearest, access, people, short, reasons } = zone;
  return [
    { words: coverageClasses[zone.class], sort: SEVERITY.indexOf(zone.class) },
    text(nearest?.name ?? ''),
    number(nearest ? whole(Math.round(nearest.minutes)) : '', nearest?.minutes),
    number(whole(zone.in_reach), zone.in_reach),
    number(access.value === null ? measured(access, 'ratio') : decimal(access.value, 1), access.value),
    number(measured(people, 'persons'), people.value),
    number(short.value === null ? measured(short, 'persons') : whole(short.value), short.value),
    text(reasons[0] ? say(reasons[0].sentence) : ''),
  ];
}
