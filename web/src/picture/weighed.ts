/** Every zone by its place under the weights on screen, in tiers of rank. */
import type { Target, Targets } from '../api/types';
import { words } from '../i18n';
import { decimal, percent, ranked, share, whole } from '../i18n/numbers';
import { sharesOf } from '../weighing/formula';
import { firmnessOf, type ShadedTier, tiersOf, type Weighed } from '../weighing/live';
import { type Cell, counted, heading, number, type Picture, type Row, text } from './picture';
import { downloadsOf } from './targets';

export interface Known {
  /** What the server says of the first zones under these weights, once it has answered. */
  answer: Targets | undefined;
  places: ReadonlyMap<string, number>;
  people: readonly (number | null)[];
  names: (code: string) => string;
  /** How many zones the territory has, ranked or not. */
  zones: number;
}

export const KINDS = ['need', 'gap', 'take_up'] as const;

export function pictureOfWeighed(weighed: Weighed, known: Known): Picture {
  const tiers = tiersOf(weighed.ranked);
  const rows = rowsOf(weighed, known, tiers);
  const { codes } = weighed.parts;
  return {
    palette: 'need',
    title: words.value.targetsTitle,
    unit: null,
    legend: [...counted(tiersWords(tiers, weighed.ranked), rows), ...notRanked(known.zones - rows.length)],
    headings: headings(),
    rows,
    ranks: weighed.first.map((zone, place) => ({ code: codes[zone] as string, rank: place + 1 })),
    method: known.answer?.method ?? null,
    classesBy: null,
    sources: known.answer?.sources ?? [],
    downloads: downloadsOf(known.answer),
  };
}

function tiersWords(tiers: ShadedTier[], all: number) {
  const { firstRanks, ordinal } = words.value;
  const used = tiers.filter(({ from }) => from <= all);
  return used.map(({ shade, from, upTo }) => ({
    shade,
    label: firstRanks(ordinal(from), ordinal(Math.min(upTo, all))),
  }));
}

function notRanked(zones: number) {
  return zones > 0 ? [{ shade: 'missing' as const, label: words.value.notRanked, zones }] : [];
}

function rowsOf(weighed: Weighed, known: Known, tiers: ShadedTier[]): Row[] {
  const { parts, tiers: tierOf } = weighed;
  const told = new Map(known.answer?.targets.map((target) => [target.zone, target]));
  return parts.codes.flatMap((code, zone) => {
    const tier = tiers[tierOf[zone] as number];
    return tier ? [rowOf(zone, weighed, known, tier, told.get(code))] : [];
  });
}

function rowOf(zone: number, weighed: Weighed, known: Known, tier: ShadedTier, target: Target | undefined): Row {
  const code = weighed.parts.codes[zone] as string;
  const score = weighed.scores[zone] as number;
  return {
    code,
    name: known.names(code),
    shade: tier.shade,
    worst: score,
    get reading() {
      const place = rankOf(known.places.get(code), target, weighed.ranked);
      return [place, target && words.value.actions[target.action]].filter(Boolean).join(' · ');
    },
    get cells() {
      return cellsOf(zone, weighed, known, target);
    },
  };
}

/** As an interval where the server told it, else the place alone. */
function rankOf(place: number | undefined, target: Target | undefined, of: number): string {
  if (target) return ranked(target.rank_low, target.rank_high, of);
  return place === undefined ? '' : ranked(place, place, of);
}

function headings() {
  const { columns, rank, score } = words.value;
  return [
    heading('rank', rank),
    heading('interval', columns.interval, false),
    heading('stable', columns.stable),
    heading('score', score),
    heading('people', columns.people),
    heading('main', columns.main, false),
    heading('action', columns.action, false),
  ];
}

function cellsOf(zone: number, { parts, scores, weights }: Weighed, known: Known, target: Target | undefined): Cell[] {
  const { actions, drivers, rankedFromTo, ordinal } = words.value;
  const code = parts.codes[zone] as string;
  const [place, firm, people] = [known.places.get(code), firmnessOf(code), known.people[zone] ?? null];
  const shares = sharesOf(parts, zone, weights);
  const main = KINDS.reduce((best, kind) => (shares[kind] > shares[best] ? kind : best), 'need');
  return [
    number(place === undefined ? '' : whole(place), place),
    target
      ? { words: rankedFromTo(ordinal(target.rank_low), ordinal(target.rank_high)), sort: target.rank_low }
      : text(''),
    number(firm ? share(firm.share) : '', firm?.share),
    number(decimal(scores[zone] as number), scores[zone]),
    number(people === null ? '' : whole(people), people),
    text(`${drivers[main]} (${percent(Math.round(100 * shares[main]))})`),
    text(target ? actions[target.action] : ''),
  ];
}
