import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/api/types';
import { binned, cutAt, moved } from '../../src/picture/cutting';
import { columnOf } from '../mock/answers';

const column = columnOf('poverty_rate_2020') as Column;
const known = column.values.filter((value) => value !== null);

describe('classes cut by hand', () => {
  it('count every known value once, upper bounds included', () => {
    const { classes } = cutAt(column, [10, 30]);
    expect(classes.counts.reduce((sum, count) => sum + count, 0)).toBe(known.length);
    expect(classes.counts[0]).toBe(known.filter((value) => value <= 10).length);
  });

  it('leave out bounds beyond the values', () => {
    expect(cutAt(column, [-5, 10, 1e6]).classes.breaks).toHaveLength(3);
  });
});

describe('a histogram', () => {
  it('holds every known value', () => {
    expect(binned(column, 32).reduce((sum, { zones }) => sum + zones, 0)).toBe(known.length);
  });
});

describe('a break moved', () => {
  it('stays between its neighbours and within the values', () => {
    expect(moved([10, 20, 30], 1, 25, [0, 40])).toEqual([10, 25, 30]);
    const [, high] = moved([10, 20, 30], 1, 99, [0, 40]);
    expect(high).toBeLessThan(30);
    const [low] = moved([10, 20, 30], 0, -99, [0, 40]);
    expect(low).toBeGreaterThan(0);
  });
});
