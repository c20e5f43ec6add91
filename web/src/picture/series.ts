/** Two editions of an indicator: the difference zone by zone, coloured where it is sure, or where nothing says whether any is. */
import type { Column, Indicator, Series } from '../api/types';
import { say, words } from '../i18n';
import { amount, carriedWords, span } from '../i18n/numbers';
import type { Roll } from '../state/rolls';
import { absentShade, type Cell, counted, heading, number, type Picture, type Row, text } from './picture';
import { classOf, classShade, type Shade } from './shade';
import { colouredOf, surenesses, surenessOf } from './sureness';

export function pictureOfSeries(series: Series, indicator: Indicator | undefined, roll: Roll): Picture {
  const [breaks, coloured] = [breaksOf(series), colouredOf(series)];
  const worse = indicator?.direction === 'higher_is_need' ? -1 : 1;
  const rows = series.codes.map((_, zone) => rowOf(zone, series, coloured, breaks, worse, roll));
  const { notSure, notSureOrBare, noneWithInterval, withheldAbout, missingAbout, notApplicableAbout } = words.value;
  const { sure, unsure, bare } = surenesses(series);
  const allBare = bare > 0 && sure + unsure === 0;
  const rest: { shade: Shade; label: string }[] = [
    { shade: 'plain', label: allBare ? words.value.noChange : bare > 0 ? notSureOrBare : notSure },
    { shade: 'withheld', label: withheldAbout },
    { shade: 'missing', label: missingAbout },
    { shade: 'empty', label: notApplicableAbout },
  ];
  const path = `series/${series.geography}/${series.code}?f=`;
  return {
    palette: 'change',
    title: titleOfSeries(series),
    unit: [words.value.units[series.unit], allBare && noneWithInterval].filter(Boolean).join(' · '),
    legend: counted([...entriesOf(series, breaks, worse), ...rest], rows),
    headings: headings(series),
    rows,
    ranks: [],
    method: null,
    classesBy: null,
    sources: [...new Set(series.editions.map(({ dataset }) => dataset))],
    downloads: { geojson: `${path}json`, csv: `${path}csv` },
  };
}

export const titleOfSeries = (series: Series): string => words.value.seriesTitle(say(series.label), ...yearsOf(series));

export function yearsOf({ editions, from, to }: Series): [string, string] {
  const year = (id: string | null) => String(editions.find(({ indicator }) => indicator === id)?.vintage ?? '');
  return [year(from), year(to)];
}

/** Sizes of the differences that are coloured, to two figures: they part them in three groups. */
export function breaksOf(series: Series): [number, number] {
  const coloured = colouredOf(series);
  const sizes = (series.difference?.values ?? []).flatMap((value, zone) =>
    value !== null && value !== 0 && coloured(zone) ? [Math.abs(value)] : [],
  );
  sizes.sort((a, b) => a - b);
  const at = (part: number) => Number((sizes[Math.floor(part * sizes.length)] ?? part).toPrecision(2));
  const [small, large] = [at(1 / 3), at(2 / 3)];
  return [small, large > small ? large : 2 * small];
}

/** Brown is towards more need where that is known, else towards less of what is counted. */
function shadeOf(
  zone: number,
  { difference, after, before }: Series,
  coloured: (zone: number) => boolean,
  [small, large]: [number, number],
  worse: number,
): Shade {
  const value = difference?.values[zone] ?? null;
  if (value === null) return absentShade(hiddenFlag(before?.flags[zone], after?.flags[zone]));
  if (!coloured(zone) || value === 0) return 'plain';
  const step = Math.abs(value) > large ? 2 : Math.abs(value) > small ? 1 : 0;
  return (value * worse > 0 ? `c${3 + step}` : `c${2 - step}`) as Shade;
}

const hiddenFlag = (...flags: (string | undefined)[]) =>
  flags.includes('withheld') ? 'withheld' : flags.includes('not_applicable') ? 'not_applicable' : 'missing';

function entriesOf(
  { unit }: Series,
  [small, large]: [number, number],
  worse: number,
): { shade: Shade; label: string }[] {
  const { classRange, signed, signedRange, signedOver } = words.value;
  const [low, high] = [amount(small, unit), amount(large, unit)];
  return ([-1, 1] as const).flatMap((sign) => {
    const side = sign * worse > 0 ? [3, 4, 5] : [2, 1, 0];
    const labels = [
      classRange(amount(0, unit), signed(low, sign)),
      signedRange(low, high, sign),
      signedOver(high, sign),
    ];
    const entries = labels.map((label, step) => ({ shade: `c${side[step]}` as Shade, label }));
    return sign < 0 ? entries.reverse() : entries;
  });
}

function rowOf(
  zone: number,
  series: Series,
  coloured: (zone: number) => boolean,
  breaks: [number, number],
  worse: number,
  roll: Roll,
): Row {
  const code = series.codes[zone] as string;
  const value = series.difference?.values[zone] ?? null;
  return {
    code,
    name: roll.names[roll.at.get(code) ?? -1] ?? code,
    shade: shadeOf(zone, series, coloured, breaks, worse),
    worst: value === null || !coloured(zone) ? null : -value * worse,
    get reading() {
      return readingOf(zone, series);
    },
    get cells() {
      return cellsOf(zone, series);
    },
  };
}

function readingOf(zone: number, series: Series): string {
  const value = series.difference?.values[zone] ?? null;
  const carried = [carriedTo(zone, series.before), carriedTo(zone, series.after)];
  if (value === null) return [words.value.missingAbout, ...carried].filter(Boolean).join(', ');
  const said = surenessOf(series, zone) !== 'sure' && surenessWords(zone, series);
  return [signedAmount(value, series.unit), said, ...carried].filter(Boolean).join(', ');
}

/** Whether the difference can be told from chance, in words. */
function surenessWords(zone: number, series: Series): string {
  const { sure, notSure, bare } = words.value;
  const kind = surenessOf(series, zone);
  return kind === null ? '' : { sure, unsure: notSure, bare }[kind];
}

/** What carrying did to a value of an edition, in words. */
const carriedTo = (zone: number, edition: Series['before']): string | null =>
  edition && carriedWords(edition.edition, edition.carried[zone] ?? 'same', edition.not_carried[zone] ?? null);

const signedAmount = (value: number, unit: Series['unit']): string =>
  words.value.signed(amount(Math.abs(value), unit), Math.sign(value));

function headings(series: Series) {
  const { difference, columns } = words.value;
  const [from, to] = yearsOf(series);
  return [
    heading('value', difference),
    heading('interval', columns.interval, false),
    heading('before', from),
    heading('after', to),
    heading('reliability', columns.reliability, false),
  ];
}

function cellsOf(zone: number, series: Series): Cell[] {
  const { difference, before, after, unit } = series;
  const value = difference?.values[zone] ?? null;
  const [low, high] = [difference?.low[zone] ?? null, difference?.high[zone] ?? null];
  const cell = (edition: Series['before']): Cell => {
    const known = edition?.values[zone] ?? null;
    const told = known === null ? words.value.flags[edition?.flags[zone] ?? 'missing'] : amount(known, unit);
    return number([carriedTo(zone, edition), told].filter(Boolean).join(' · '), known);
  };
  const bare = surenessOf(series, zone) === 'bare';
  return [
    number(value === null ? '' : signedAmount(value, unit), value),
    text(bare || low === null || high === null ? '' : span({ low, high }, unit)),
    cell(before),
    cell(after),
    text(surenessWords(zone, series)),
  ];
}

/** The former edition in the classes of the later one, for both side by side. */
export function formerShades({ before, codes }: Series, { classes, indicator }: Column): Map<string, Shade> {
  const count = classes.counts.length;
  return new Map(
    codes.map((code, zone) => {
      const value = before?.values[zone] ?? null;
      if (value === null) return [code, absentShade(before?.flags[zone] ?? 'missing')];
      const at = Math.min(classOf(value, classes.breaks), count - 1);
      return [code, classShade(indicator.direction === 'lower_is_need' ? count - 1 - at : at, count)];
    }),
  );
}
