import { describe, expect, it } from 'vitest';
import { overlaps } from '../../src/map/boxes';
import { grouped } from '../../src/map/grouping';
import { chanceAt } from '../mock/town';

const points = Array.from({ length: 900 }, (_, index) => ({
  item: index,
  x: 800 * chanceAt(index, 1),
  y: 600 * chanceAt(index, 2),
}));

describe('points on screen', () => {
  it('stand alone while they are few', () => {
    expect(grouped(points.slice(0, 300), 44, 300)).toHaveLength(300);
  });

  it('are put together when they are many, and none is lost', () => {
    const groups = grouped(points, 44, 300);
    expect(groups.length).toBeLessThan(300);
    expect(groups.flatMap(({ items }) => items).sort((a, b) => a - b)).toEqual(points.map(({ item }) => item));
  });
});

describe('boxes', () => {
  it('that touch do not overlap', () => {
    const box = { left: 0, right: 10, top: 0, bottom: 10 };
    expect(overlaps(box, { left: 10, right: 20, top: 0, bottom: 10 })).toBe(false);
    expect(overlaps(box, { left: 9, right: 20, top: 9, bottom: 10 })).toBe(true);
  });
});
