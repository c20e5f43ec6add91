/** The non-take-up signal: coloured only where it can be told from chance. */
import type { TakeUp, ZoneTakeUp } from '../api/types';
import { words } from '../i18n';
import { chance, decimal, measured, measuredWithin, whole } from '../i18n/numbers';
import { type Cell, counted, heading, inFormat, number, type Picture, type Row } from './picture';
import { classShade, type Shade } from './shade';

/** Ratios between which a signal is called strong, clear or slight; the same distance from 1 on both sides. */
const BOUNDS = [0.6, 0.8, 1, 1.25, 1.67] as const;

export function pictureOfTakeUp(takeUp: TakeUp): Picture {
  const rows = takeUp.zones.map(rowOf);
  const page = 'collections/take-up/items?limit=10000';
  return {
    palette: 'take-up',
    title: words.value.ratioTitle,
    unit: null,
    legend: counted(entries(), rows),
    headings: headings(),
    rows,
    ranks: [],
    method: takeUp.method,
    classesBy: null,
    sources: takeUp.sources,
    downloads: { geojson: inFormat(page, 'json'), csv: inFormat(page, 'csv') },
  };
}

function entries(): { shade: Shade; label: string }[] {
  const { ratioBelow, classRange, classOver, takeUpClasses } = words.value;
  const label = (index: number): string => {
    const [low, high] = [BOUNDS[index - 1], BOUNDS[index]];
    if (low === undefined) return ratioBelow(decimal(high as number, 2));
    return high === undefined ? classOver(decimal(low, 2)) : classRange(decimal(low, 2), decimal(high, 2));
  };
  const ratios = Array.from({ length: 6 }, (_, index) => ({
    shade: classShade(index, 6) as Shade,
    label: label(index),
  }));
  return [
    ...ratios,
    { shade: 'plain', label: takeUpClasses.not_distinguishable },
    { shade: 'missing', label: takeUpClasses.insufficient },
  ];
}

function shadeOf({ class: signal, ratio }: ZoneTakeUp): Shade {
  if (signal === 'not_distinguishable') return 'plain';
  if (signal === 'insufficient' || ratio.value === null) return 'missing';
  const value = ratio.value;
  const index = BOUNDS.findIndex((bound) => value < bound);
  return classShade(index === -1 ? BOUNDS.length : index, 6);
}

function rowOf(zone: ZoneTakeUp): Row {
  const signal = words.value.takeUpClasses[zone.class];
  const known = zone.class !== 'insufficient' && zone.ratio.value !== null;
  const reading = known ? `${signal} · ${measuredWithin(zone.ratio, 'ratio')}` : signal;
  const worst = known && zone.ratio.value !== null ? -zone.ratio.value : null;
  return { code: zone.zone, name: zone.name, shade: shadeOf(zone), reading, worst, cells: cellsOf(zone) };
}

function headings() {
  const { columns, observed, expected, ratio, shortfall } = words.value;
  return [
    heading('class', columns.class, false),
    heading('observed', observed),
    heading('expected', expected),
    heading('ratio', ratio),
    heading('shortfall', shortfall),
    heading('pAdjusted', columns.pAdjusted),
    heading('cluster', columns.cluster),
  ];
}

const ORDER = ['deficit', 'surplus', 'not_distinguishable', 'insufficient'];

function cellsOf(zone: ZoneTakeUp): Cell[] {
  const { observed, expected, ratio, shortfall, p_adjusted, cluster } = zone;
  const rounded = (value: number | null) => (value === null ? '' : whole(value));
  return [
    { words: words.value.takeUpClasses[zone.class], sort: ORDER.indexOf(zone.class) },
    number(measured(observed, 'claimants'), observed.value),
    number(expected.value === null ? measured(expected, 'claimants') : rounded(expected.value), expected.value),
    number(measuredWithin(ratio, 'ratio'), ratio.value),
    number(rounded(shortfall.value), shortfall.value),
    number(p_adjusted === null ? '' : chance(p_adjusted), p_adjusted),
    number(cluster === null ? '' : whole(cluster), cluster),
  ];
}
