/** The invented town ranked: what makes the scores, the first zones, and how firm they are. */
import type { Components, Stability, Target, Targets, Weights } from '../../src/api/types';
import { orderOf, partsOf, scoresOf, sharesOf } from '../../src/weighing/formula.ts';
import { method, SNAPSHOT } from './answers.ts';
import { cells, chanceAt, published } from './town.ts';

const [FIRST, DRAWS] = [20, 200];

/** A part from 0 to 1; the last four zones are uninhabited, some have no signal of take-up. */
const part = (seed: number) => cells.map(({ column, row }) => Math.round(1000 * chanceAt(column, row, seed)) / 1000);

export function componentsOf(zones = cells, theme: string | null = null): Components {
  const people = zones.map(({ column, row }, index) =>
    index >= zones.length - 4 ? null : Math.round(800 + 2_000 * chanceAt(column, row, 11)),
  );
  return {
    snapshot: SNAPSHOT,
    geography: 'iris',
    theme,
    codes: zones.map(({ code }) => code),
    people,
    need: part(23),
    gap: part(29),
    take_up: part(31).map((value, index) => (index % 7 === 3 ? null : value > 0.5 ? value : 0)),
    method,
    sources: ['incomes-2020', 'services-2024'],
  };
}

const components = componentsOf();
const parts = partsOf(components);

export function targetsUnder(weights: Weights, limit = FIRST): Targets {
  const scores = scoresOf(parts, weights);
  const order = orderOf(scores, parts.codes);
  const target = (zone: number, place: number) =>
    targetAt(zone, place + 1, scores[zone] as number, weights, order.length);
  return {
    snapshot: SNAPSHOT,
    query: { geography: 'iris', theme: null, weights },
    method,
    ranked: order.length,
    left_out: parts.codes.filter((_, zone) => !order.includes(zone)),
    targets: order.slice(0, limit).map(target),
    sources: ['incomes-2020', 'services-2024'],
  };
}

const FIGURES = {
  need: { fr: '34 % de ménages pauvres', en: '34% of households are poor' },
  gap: { fr: '620 personnes sans service à portée', en: '620 people without a service in reach' },
  take_up: { fr: '58 allocataires de moins qu’attendu', en: '58 fewer recipients than expected' },
};

function targetAt(zone: number, rank: number, score: number, weights: Weights, ranked: number): Target {
  const { code, name } = cells[zone] as (typeof cells)[number];
  const shares = sharesOf(parts, zone, weights);
  const kinds = (['need', 'gap', 'take_up'] as const).filter((kind) => shares[kind] > 0);
  const drivers = kinds.map((kind) => ({ kind, contribution: shares[kind], sentence: FIGURES[kind] }));
  return {
    rank,
    rank_low: Math.max(1, rank - Math.round(3 * chanceAt(zone))),
    rank_high: Math.min(ranked, rank + Math.round(9 * chanceAt(zone, 1))),
    zone: code,
    name,
    score,
    people: published(components.people[zone] ?? 0),
    drivers: drivers.sort((a, b) => b.contribution - a.contribution),
    action: (['go_out', 'open', 'extend_hours', 'watch', 'keep_in_sight'] as const)[(rank - 1) % 5] ?? 'watch',
    sentence: {
      fr: `${name} : 34 % de ménages pauvres et aucun service ouvert le mardi soir à moins de 30 minutes ; aller vers les habitants et informer.`,
      en: `${name}: 34% of households are poor and no service is open on Tuesday evening within 30 minutes; reach out and inform.`,
    },
  };
}

export const EVEN: Weights = { need: 1, gap: 1, take_up: 1 };
export const targets = targetsUnder(EVEN);

/** Really drawn, so that the badge and the sliders tell the same. */
export function stabilityOf(): Stability {
  const order = orderOf(scoresOf(parts, EVEN), parts.codes);
  const ranks: number[][] = parts.codes.map(() => []);
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const weights = { need: chanceAt(draw, 1), gap: chanceAt(draw, 2), take_up: chanceAt(draw, 3) };
    orderOf(scoresOf(parts, weights), parts.codes).forEach((zone, place) => {
      ranks[zone]?.push(place + 1);
    });
  }
  const sorted = order.map((zone) => (ranks[zone] as number[]).sort((a, b) => a - b));
  const shares = sorted.map((of) => of.filter((rank) => rank <= FIRST).length / DRAWS);
  return {
    snapshot: SNAPSHOT,
    draws: DRAWS,
    top: FIRST,
    codes: order.map((zone) => parts.codes[zone] as string),
    top_share: shares,
    top_low: shares.map((share) => Math.max(0, share - 0.03)),
    top_high: shares.map((share) => Math.min(1, share + 0.03)),
    rank_low: sorted.map((of) => of[Math.floor(0.05 * DRAWS)] ?? 1),
    rank_high: sorted.map((of) => of[Math.floor(0.95 * DRAWS)] ?? 1),
    method,
  };
}
