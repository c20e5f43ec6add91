import { describe, expect, it } from 'vitest';
import { bySign, rankedAnew, ranksAmong } from '../../src/picture/ranking';
import { targets } from '../mock/weights';

describe('a rank among others', () => {
  it('is that of the server, intervals included', () => {
    const values = [
      { value: 10, low: 8, high: 12 },
      { value: 11, low: 11, high: 11 },
      { value: 2, low: 1, high: 3 },
    ];
    expect(ranksAmong(values)[0]).toEqual({ place: 2, low: 1, high: 2, of: 3 });
  });

  it('runs from the lowest where less is worse', () => {
    const incomes = [20_000, 11_000].map((value) => bySign({ value, low: value, high: value }, 'lower_is_need'));
    expect(ranksAmong(incomes)[1]?.place).toBe(1);
  });
});

describe('targets ranked anew within a part', () => {
  const part = targets.targets.filter(({ rank }) => rank % 3 === 0);
  const anew = rankedAnew(part);

  it('keep their order, from one on', () => {
    expect(anew.map(({ rank }) => rank)).toEqual(part.map((_, index) => index + 1));
    expect(anew.map(({ zone }) => zone)).toEqual(part.map(({ zone }) => zone));
  });

  it('have intervals that hold their rank and stay within the part', () => {
    for (const { rank, rank_low, rank_high } of anew) {
      expect(rank_low).toBeGreaterThanOrEqual(1);
      expect(rank_low).toBeLessThanOrEqual(rank);
      expect(rank_high).toBeGreaterThanOrEqual(rank);
      expect(rank_high).toBeLessThanOrEqual(part.length);
    }
  });

  it('alone, are first of one', () => {
    const [only] = rankedAnew(part.slice(0, 1));
    expect([only?.rank, only?.rank_low, only?.rank_high]).toEqual([1, 1, 1]);
  });
});
