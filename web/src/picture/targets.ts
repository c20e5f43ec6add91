/** The zones to act in first, in three tiers of rank. */
import type { Target, Targets } from '../api/types';
import { words } from '../i18n';
import { decimal, measured, ranked, whole } from '../i18n/numbers';
import { type Cell, counted, heading, inFormat, number, type Picture, type Row, text } from './picture';
import type { Shade } from './shade';

const TIERS: { upTo: number; shade: Shade }[] = [
  { upTo: 5, shade: 'c5' },
  { upTo: 10, shade: 'c3' },
  { upTo: 20, shade: 'c1' },
];

export function pictureOfTargets(targets: Targets, allZones: number): Picture {
  const rows = targets.targets.map((target) => rowOf(target, targets.ranked));
  return {
    palette: 'need',
    title: words.value.targetsTitle,
    unit: null,
    legend: [...counted(tierEntries(), rows), ...restEntries(targets, rows.length, allZones)],
    headings: headings(),
    rows,
    ranks: targets.targets.map(({ zone, rank }) => ({ code: zone, rank })),
    method: targets.method,
    classesBy: null,
    sources: targets.sources,
    downloads: downloadsOf(targets),
  };
}

export function downloadsOf(answer: Targets | undefined) {
  const theme = answer?.query.theme;
  const page = `collections/targets/items?limit=10000${theme ? `&theme=${theme}` : ''}`;
  return { geojson: inFormat(page, 'json'), csv: inFormat(page, 'csv') };
}

function tierEntries() {
  const { firstRanks, ordinal } = words.value;
  return TIERS.map(({ upTo, shade }, index) => {
    const from = (TIERS[index - 1]?.upTo ?? 0) + 1;
    return { shade, label: firstRanks(ordinal(from), ordinal(upTo)) };
  });
}

function restEntries({ left_out }: Targets, shown: number, allZones: number) {
  const { otherZones, notRanked } = words.value;
  const rest = [
    { shade: 'plain' as Shade, label: otherZones, zones: Math.max(allZones - shown - left_out.length, 0) },
    { shade: 'missing' as Shade, label: notRanked, zones: left_out.length },
  ];
  return rest.filter(({ zones }) => zones > 0);
}

function rowOf(target: Target, of: number): Row {
  const shade = TIERS.find(({ upTo }) => target.rank <= upTo)?.shade ?? 'plain';
  const rank = ranked(target.rank_low, target.rank_high, of);
  const reading = `${rank} · ${words.value.actions[target.action]}`;
  return { code: target.zone, name: target.name, shade, reading, worst: -target.rank, cells: cellsOf(target) };
}

function headings() {
  const { columns, rank, score } = words.value;
  return [
    heading('rank', rank),
    heading('interval', columns.interval, false),
    heading('score', score),
    heading('people', columns.people),
    heading('main', columns.main, false),
    heading('action', columns.action, false),
  ];
}

function cellsOf(target: Target): Cell[] {
  const { drivers, actions, rankedFromTo, ordinal } = words.value;
  const main = target.drivers[0];
  return [
    number(whole(target.rank), target.rank),
    { words: rankedFromTo(ordinal(target.rank_low), ordinal(target.rank_high)), sort: target.rank_low },
    number(decimal(target.score), target.score),
    number(measured(target.people, 'persons'), target.people.value),
    text(main ? drivers[main.kind] : ''),
    text(actions[target.action]),
  ];
}
