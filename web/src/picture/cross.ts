/** Need against access, three by three: where both are bad stands out most. */
import type { Column, Coverage, ZoneCoverage } from '../api/types';
import { say, words } from '../i18n';
import { amount, measured, measuredWithin } from '../i18n/numbers';
import { readingOf } from './coverage';
import { measureAt } from './indicator';
import { absentShade, type Cell, counted, heading, inFormat, number, type Picture, type Row } from './picture';
import { type CrossShade, classOf, type Shade } from './shade';

export const LEVELS = [0, 1, 2] as const;
const ACCESS = { covered: 0, partial: 1, uncovered: 2, no_people: null, unknown: null } as const;

export const crossShade = (need: number, access: number): CrossShade => `x${need}${access}` as CrossShade;

export function pictureOfCross(coverage: Coverage, column: Column, path: string): Picture {
  const rows = coverage.zones.map((zone) => rowOf(zone, column, coverage.query.limit_minutes));
  const { crossTitle, crossThirds } = words.value;
  return {
    palette: 'cross',
    title: crossTitle,
    unit: `${say(column.indicator.label)}, ${column.indicator.vintage}`,
    legend: counted(entries(), rows),
    headings: headings(column),
    rows,
    ranks: [],
    method: coverage.method,
    classesBy: `${crossThirds}${words.value.colon}${boundsWords(column)}`,
    sources: [...new Set([...coverage.sources, column.indicator.dataset])],
    downloads: { geojson: inFormat(path, 'geojson'), csv: inFormat(path, 'csv') },
  };
}

function entries(): { shade: Shade; label: string }[] {
  const { crossNeeds, crossAccesses, crossCell, crossUnknown, coverageClasses } = words.value;
  const cells = LEVELS.flatMap((need) =>
    LEVELS.map((access) => ({
      shade: crossShade(need, access),
      label: crossCell(crossNeeds[need], crossAccesses[access]),
    })),
  );
  return [
    ...cells,
    { shade: 'withheld', label: words.value.withheldAbout },
    { shade: 'missing', label: crossUnknown },
    { shade: 'empty', label: coverageClasses.no_people },
  ];
}

/** The third of need of a zone, or how its absence is drawn. */
function needOf(zone: string, column: Column): { level: number } | { absent: Shade } {
  const index = column.codes.indexOf(zone);
  const measure = index < 0 ? null : measureAt(column, index);
  if (!measure || measure.value === null) return { absent: measure ? absentShade(measure.flag) : 'missing' };
  const third = classOf(measure.value, column.classes.breaks);
  const last = column.classes.counts.length - 1;
  const level = column.indicator.direction === 'lower_is_need' ? last - third : third;
  return { level: Math.round((2 * level) / Math.max(last, 1)) };
}

function shadeOf(zone: ZoneCoverage, column: Column): Shade {
  if (zone.class === 'no_people') return 'empty';
  const [need, access] = [needOf(zone.zone, column), ACCESS[zone.class]];
  if ('absent' in need) return need.absent;
  return access === null ? 'missing' : crossShade(need.level, access);
}

function rowOf(zone: ZoneCoverage, column: Column, limit: number): Row {
  const shade = shadeOf(zone, column);
  const need = measureAt(column, column.codes.indexOf(zone.zone));
  const worst = shade.startsWith('x') ? 10 * Number(shade[1]) + 11 * Number(shade[2]) : null;
  return {
    code: zone.zone,
    name: zone.name,
    shade,
    reading: `${measuredWithin(need, column.indicator.unit)} · ${readingOf(zone, limit)}`,
    worst,
    cells: cellsOf(zone, column, shade, worst),
  };
}

const labelOf = (shade: Shade): string => entries().find((entry) => entry.shade === shade)?.label ?? '';

function headings({ indicator }: Column) {
  const { columns } = words.value;
  return [
    heading('class', columns.class, false),
    heading('need', say(indicator.label)),
    heading('access', words.value.crossAccess, false),
    heading('people', columns.people),
    heading('short', columns.short),
  ];
}

function cellsOf(zone: ZoneCoverage, column: Column, shade: Shade, worst: number | null): Cell[] {
  const need = measureAt(column, column.codes.indexOf(zone.zone));
  return [
    { words: labelOf(shade), sort: worst === null ? null : -worst },
    number(measured(need, column.indicator.unit), need.value),
    { words: words.value.coverageClasses[zone.class], sort: ACCESS[zone.class] },
    number(measured(zone.people, 'persons'), zone.people.value),
    number(measured(zone.short, 'persons'), zone.short.value),
  ];
}

/** Where the thirds meet. */
const boundsWords = ({ classes, indicator }: Column): string =>
  classes.breaks
    .slice(1, -1)
    .map((bound) => amount(bound, indicator.unit))
    .join(', ');
