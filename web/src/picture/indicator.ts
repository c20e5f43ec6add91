/** An indicator over the zones, in the classes the server computed. */
import type { Column, Indicator, Measure, Rank } from '../api/types';
import { say, words } from '../i18n';
import { amount, caveat, measured, measuredWithin, rankWords, span, whole } from '../i18n/numbers';
import { absentShade, type Cell, counted, heading, inFormat, number, type Picture, type Row, text } from './picture';
import { bySign, ranksAmong } from './ranking';
import { classOf, classShade, type Shade } from './shade';

/** The name of a zone, once it is known. */
export type NameOf = (code: string) => string | undefined;

export function pictureOfIndicator(column: Column, nameOf: NameOf): Picture {
  const { indicator, classes } = column;
  const rows = rowsOf(column, nameOf);
  const { columns, breaksBy, breakMethods, classesByHand, withheldAbout, missingAbout, notApplicableAbout } =
    words.value;
  const hidden = [
    { shade: 'withheld', label: fewAbout(column) ?? withheldAbout },
    { shade: 'missing', label: missingAbout },
    { shade: 'empty', label: notApplicableAbout },
  ] as const;
  const page = `collections/${column.geography}/items?limit=10000&properties=${propertiesOf(column)}`;
  return {
    palette: indicator.direction === 'neutral' ? 'neutral' : 'need',
    title: `${say(indicator.label)}, ${indicator.vintage}`,
    unit: unitWords(indicator),
    legend: [...classEntries(column), ...counted([...hidden], rows)],
    headings: [
      heading('value', columns.value),
      heading('rank', words.value.rankHere, false),
      heading('interval', columns.interval, false),
      heading('reliability', columns.reliability, false),
    ],
    rows,
    ranks: [],
    method: null,
    classesBy: breaksBy(breakMethods[classes.method as keyof typeof breakMethods] ?? classesByHand),
    sources: [indicator.dataset],
    downloads: { geojson: inFormat(page, 'json'), csv: inFormat(page, 'csv') },
  };
}

/** What hatched zones are where their producer says “fewer than 11”; null where it says nothing of them. */
function fewAbout({ flags, high }: Column): string | null {
  const { fewAbout: few, fewOrTogether } = words.value;
  const withheld = flags.flatMap((flag, index) => (flag === 'withheld' ? [high?.[index] ?? null] : []));
  const most = Math.max(...withheld.filter((bound) => bound !== null));
  if (!Number.isFinite(most)) return null;
  return (withheld.includes(null) ? fewOrTogether : few)(whole(most + 1));
}

function classEntries({ indicator, classes }: Column) {
  const { classRange } = words.value;
  return classes.counts.map((zones, index) => {
    const [low, high] = [classes.breaks[index] ?? 0, classes.breaks[index + 1] ?? 0];
    const label = classRange(amount(low, indicator.unit), amount(high, indicator.unit));
    return { shade: shadeOfClass(indicator, index, classes.counts.length), label, zones };
  });
}

/** Dark is where need is, whichever way the values run. */
function shadeOfClass({ direction }: Indicator, index: number, count: number): Shade {
  return classShade(direction === 'lower_is_need' ? count - 1 - index : index, count);
}

function rowsOf(column: Column, nameOf: NameOf): Row[] {
  let ranked: Map<string, Rank> | null = null;
  const told: Told = {
    column,
    nameOf,
    rankOf: (code) => {
      ranked ??= ranksOf(column);
      return ranked.get(code) ?? null;
    },
  };
  return column.codes.map((code, index) => new IndicatorRow(code, measureAt(column, index), told));
}

/** What the rows of a column share. */
interface Told {
  column: Column;
  nameOf: NameOf;
  rankOf: (code: string) => Rank | null;
}

/** A line among tens of thousands: its words are made when they are read. */
class IndicatorRow implements Row {
  readonly shade: Shade;
  readonly worst: number | null;

  constructor(
    readonly code: string,
    private readonly measure: Measure,
    private readonly told: Told,
  ) {
    this.shade = shadeOf(measure, told.column);
    this.worst = worstOf(measure, told.column.indicator);
  }

  get name(): string {
    return this.told.nameOf(this.code) ?? this.code;
  }

  get reading(): string {
    return readingOf(this.measure, this.told.column.indicator);
  }

  get cells(): Cell[] {
    return cellsOf(this.measure, this.told.rankOf(this.code), this.told.column.indicator);
  }
}

/** The rank of each zone that has a value, within its intervals. */
export function ranksOf(column: Column): Map<string, Rank> {
  const known = column.codes.flatMap((code, index) => {
    const { value, interval } = measureAt(column, index);
    if (value === null) return [];
    const bounds = { value, low: interval?.low ?? value, high: interval?.high ?? value };
    return [{ code, bounds: bySign(bounds, column.indicator.direction) }];
  });
  const ranks = ranksAmong(known.map((one) => one.bounds));
  return new Map(known.map(({ code }, index) => [code, ranks[index] as Rank]));
}

const worstOf = ({ value }: Measure, { direction }: Indicator): number | null =>
  value === null ? null : direction === 'lower_is_need' ? -value : value;

export function measureAt({ values, low, high, flags }: Column, index: number): Measure {
  const [bottom, top] = [low?.[index], high?.[index]];
  const interval = bottom != null && top != null ? { interval: { low: bottom, high: top } } : {};
  return { value: values[index] ?? null, flag: flags[index] ?? 'missing', ...interval };
}

/** The shade of a value in the classes of a column. */
export function shadeOf(measure: Measure, { indicator, classes }: Column): Shade {
  if (measure.value === null) return absentShade(measure.flag);
  return shadeOfClass(indicator, classOf(measure.value, classes.breaks), classes.counts.length);
}

function readingOf(measure: Measure, indicator: Indicator): string {
  const note = measure.value === null ? null : caveat(measure.flag);
  return [measuredWithin(measure, indicator.unit), note].filter(Boolean).join(', ');
}

function cellsOf(measure: Measure, rank: Rank | null, { unit }: Indicator): Cell[] {
  const interval = measure.interval ? span(measure.interval, unit) : '';
  return [
    number(measured(measure, unit), measure.value),
    { words: rank ? rankWords(rank) : '', sort: rank?.place ?? null },
    text(interval),
    text(words.value.flags[measure.flag]),
  ];
}

function unitWords({ unit, direction }: Indicator): string {
  const { units, needHigher, needLower } = words.value;
  const side = { higher_is_need: needHigher, lower_is_need: needLower, neutral: null }[direction];
  return [units[unit], side].filter(Boolean).join(' · ');
}

function propertiesOf({ indicator, low }: Column): string {
  const bounds = low ? [`${indicator.id}_low`, `${indicator.id}_high`] : [];
  return ['code', 'name', indicator.id, ...bounds, `${indicator.id}_flag`].join(',');
}
