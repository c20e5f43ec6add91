import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Weights } from '../../src/api/types';
import { orderOf, type Parts, partsOf, ranking, scoresOf, sharesOf } from '../../src/weighing/formula';
import { chanceAt } from '../mock/town';
import { componentsOf } from '../mock/weights';

vi.hoisted(() => {
  globalThis.fetch = () => new Promise(() => {});
});
const { tiersOf } = await import('../../src/weighing/live');

const GOLDEN = join(import.meta.dirname, '../../../fixtures/golden/weighted_targets/cases.json');

interface Golden {
  zones: { code: string; people: number | null; parts: [number | null, number | null, number | null] }[];
  cases: { weights: [number, number, number]; scores: (number | null)[]; ranks: (number | null)[] }[];
}

const weightsOf = ([need, gap, take_up]: [number, number, number]): Weights => ({ need, gap, take_up });

function partsOfGolden({ zones }: Golden): Parts {
  const column = (kind: 0 | 1 | 2) => zones.map(({ parts }) => parts[kind]);
  const made = { need: column(0), gap: column(1), take_up: column(2) };
  const codes = zones.map(({ code }) => code);
  return partsOf({ ...componentsOf(), codes, people: zones.map(({ people }) => people), ...made });
}

function ranksOf(scores: Float64Array, codes: readonly string[]): (number | null)[] {
  const ranks: (number | null)[] = codes.map(() => null);
  orderOf(scores, codes).forEach((zone, place) => {
    ranks[zone] = place + 1;
  });
  return ranks;
}

describe.skipIf(!existsSync(GOLDEN))('the formula of the server', () => {
  const golden: Golden = existsSync(GOLDEN) ? JSON.parse(readFileSync(GOLDEN, 'utf8')) : { zones: [], cases: [] };
  it.each(golden.cases)('gives the scores and ranks of the server under $weights', ({ weights, scores, ranks }) => {
    const parts = partsOfGolden(golden);
    const found = scoresOf(parts, weightsOf(weights));
    scores.forEach((score, zone) => {
      if (score === null) expect(found[zone]).toBeNaN();
      else expect(Math.abs((found[zone] as number) - score)).toBeLessThanOrEqual(1e-12 * Math.max(1, score));
    });
    expect(ranksOf(found, parts.codes)).toEqual(ranks);
  });
});

const town = partsOf(componentsOf());
const EVEN = { need: 1, gap: 1, take_up: 1 };

describe('a score', () => {
  const parts = partsOf({
    ...componentsOf(),
    codes: ['b', 'a', 'c', 'd'],
    people: [10, 10, 0, null],
    need: [1, null, 1, 1],
    gap: [0, 0.4, 1, 1],
    take_up: [null, null, 1, 1],
  });

  it('is the mean of what is known, by its weight', () => {
    expect(scoresOf(parts, { need: 3, gap: 1, take_up: 0.5 })[0]).toBeCloseTo(75, 12);
  });

  it('is not told where less than half is known, nor where nobody lives', () => {
    expect([...scoresOf(parts, EVEN)]).toEqual([50, Number.NaN, Number.NaN, Number.NaN]);
    expect(scoresOf(parts, { need: 1, gap: 2, take_up: 1 })[1]).toBeCloseTo(40, 12);
    expect(scoresOf(parts, { need: 0, gap: 0, take_up: 1 })[0]).toBeNaN();
  });

  it('is cut into shares that sum to one', () => {
    for (const zone of town.codes.keys()) {
      const { need, gap, take_up } = sharesOf(town, zone, EVEN);
      expect(need + gap + take_up).toBeCloseTo(1, 12);
    }
  });
});

describe('tiers', () => {
  const codes = Array.from({ length: 5000 }, (_, index) => String(index).padStart(5, '0'));
  /** Many equal scores: places are then those of the codes. */
  const scores = Float64Array.from(codes, (_, index) =>
    index % 11 === 0 ? Number.NaN : Math.round(40 * chanceAt(index, 9)),
  );

  it.each([
    ['a country', scores, codes],
    ['a town', scoresOf(town, EVEN), town.codes],
    ['three zones', Float64Array.of(1, 1, 2), ['b', 'a', 'c']],
    ['nothing', Float64Array.of(Number.NaN), ['a']],
  ])('agree with the full order over %s', (_, scores, codes) => {
    const { first, ranked, tiers } = ranking(scores, codes, tiersOf, 20);
    const order = orderOf(scores, codes);
    expect(ranked).toBe(order.length);
    expect(first).toEqual(order.slice(0, 20));
    const known = tiersOf(ranked);
    order.slice(0, 20).forEach((zone, place) => {
      expect(tiers[zone]).toBe(known.findIndex(({ upTo }) => place < upTo));
    });
    for (const zone of order.slice(20)) expect(known[tiers[zone] as number]?.upTo).toBeGreaterThan(20);
  });
});
