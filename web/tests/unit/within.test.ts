import { describe, expect, it, vi } from 'vitest';
import type { Column } from '../../src/api/types';
import { pictureOfCross } from '../../src/picture/cross';
import { columnWithin, coverageWithin, takeUpWithin, targetsWithin } from '../../src/picture/within';
import { columnOf, coverage, takeUp } from '../mock/answers';
import { cells } from '../mock/town';
import { targets } from '../mock/weights';

/** The state asks for what is loaded as it wakes; here nobody answers. */
vi.hoisted(() => {
  globalThis.fetch = () => new Promise(() => {});
});

const part = new Set(cells.filter(({ column }) => column < 3).map(({ code }) => code));
const column = columnOf('poverty_rate_2020') as Column;

describe('an answer within part of the territory', () => {
  it('holds its zones only, and the people short of access in them', () => {
    const inside = coverageWithin(coverage('sante', 30, 'walk'), part);
    expect(inside.zones).toHaveLength(part.size);
    const short = inside.zones.reduce((sum, zone) => sum + (zone.short.value ?? 0), 0);
    expect(inside.short.value).toBe(short);
    expect(takeUpWithin(takeUp, part).zones.every(({ zone }) => part.has(zone))).toBe(true);
  });

  it('keeps the classes of the whole, so that colours keep their meaning', () => {
    const inside = columnWithin(column, part);
    expect(inside.classes.breaks).toEqual(column.classes.breaks);
    expect(inside.codes).toEqual(column.codes.filter((code) => part.has(code)));
    const at = column.codes.indexOf(inside.codes[4] as string);
    expect([inside.values[4], inside.flags[4], inside.low?.[4]]).toEqual([
      column.values[at],
      column.flags[at],
      column.low?.[at],
    ]);
  });

  it('ranks its targets among themselves', () => {
    const inside = targetsWithin(targets, part);
    expect(inside.ranked).toBe(inside.targets.length);
    expect(inside.targets[0]?.rank).toBe(1);
    expect(inside.left_out.every((code) => part.has(code))).toBe(true);
  });
});

describe('need crossed with access', () => {
  const thirds = columnThirds();
  const picture = pictureOfCross(coverage('sante', 30, 'walk'), thirds, 'coverage');

  it('counts every zone once', () => {
    expect(picture.legend.reduce((sum, { zones }) => sum + zones, 0)).toBe(cells.length);
    expect(picture.legend.filter(({ shade }) => shade.startsWith('x'))).toHaveLength(9);
  });

  it('leaves a zone without value or without people out of the nine', () => {
    for (const row of picture.rows) {
      const index = thirds.codes.indexOf(row.code);
      if (thirds.values[index] === null) expect(['withheld', 'missing', 'empty']).toContain(row.shade);
    }
  });

  it('puts those worst both ways first', () => {
    const [first] = picture.rows.toSorted((a, b) => (b.worst ?? -1) - (a.worst ?? -1));
    expect(first?.shade).toBe('x22');
  });

  it('turns need round where less is worse', () => {
    const incomes = { ...thirds, indicator: { ...thirds.indicator, direction: 'lower_is_need' as const } };
    const turned = pictureOfCross(coverage('sante', 30, 'walk'), incomes, 'coverage');
    const need = (rows: typeof picture.rows, code: string) => rows.find((row) => row.code === code)?.shade[1];
    const code = picture.rows.find(({ shade }) => shade.startsWith('x0'))?.code as string;
    expect(need(turned.rows, code)).toBe('2');
  });
});

/** The column in three classes, as the server cuts it for the cross. */
function columnThirds(): Column {
  const known = column.values.filter((value) => value !== null).sort((a, b) => a - b);
  const breaks = [0, 1 / 3, 2 / 3, 1].map((share) => known[Math.floor(share * (known.length - 1))] as number);
  return { ...column, classes: { method: 'quantile', breaks, counts: [1, 1, 1] } };
}
