import { describe, expect, it, vi } from 'vitest';
import type { Register } from '../../src/api/types';
import { shadeOfTown, shadesByTown, townsOf } from '../../src/map/towns';
import { placeOfShade } from '../../src/picture/shade';
import { rollOfRegister } from '../../src/state/rolls';
import { ofTowns } from '../../src/state/town-values';
import { indicators } from '../mock/answers';

vi.hoisted(() => {
  globalThis.fetch = () => new Promise(() => {});
});

const register = (communes: (string | null)[], population: (number | null)[]): Register => ({
  snapshot: '0',
  geography: 'iris',
  vintage: 2020,
  codes: communes.map((commune, index) => `${commune}${index}`),
  names: communes.map((_, index) => `Zone ${index}`),
  communes: { b: 'Bourg' },
  kinds: communes.map(() => null),
  parents: { commune: communes },
  bbox: communes.map((_, index) => [index, 0, index + 1, 1]),
  centre: communes.map((_, index) => [index + 0.5, 0.5]),
  population,
  neighbours: communes.map(() => []),
});

const [low, high, missing] = [placeOfShade('c0'), placeOfShade('c5'), placeOfShade('missing')];
const roll = rollOfRegister(register(['a', 'b', 'b', 'b', 'c'], [9, 10, 10, 50, 9]));
const towns = townsOf(roll);

describe('towns in the place of their zones', () => {
  it('are the municipalities of several zones, with their name and their box', () => {
    expect(towns?.list).toEqual([{ code: 'b', name: 'Bourg', zones: [1, 2, 3], box: [1, 0, 4, 1] }]);
    expect([...(towns?.of ?? [])]).toEqual([-1, 0, 0, 0, -1]);
  });

  it('are none where a zone has no municipality, or where each is one', () => {
    expect(townsOf(rollOfRegister(register(['a', null, 'a'], [1, 1, 1])))).toBeNull();
    expect(townsOf(rollOfRegister(register(['a', 'b'], [1, 1])))).toBeNull();
  });

  it('take the class most of their people live in, or most zones where people are not counted', () => {
    const shades = [low, low, low, high, low];
    const at = (zone: number) => shades[zone] as number;
    const town = towns?.list[0];
    if (!town) throw new Error('no town');
    expect(shadeOfTown(town, at, roll.people, null)).toBe(high);
    expect(shadeOfTown(town, at, [9, 10, null, 50, 9], null)).toBe(low);
    expect(shadeOfTown(town, at, null, null)).toBe(low);
    shades[1] = missing;
    shades[2] = missing;
    expect(shadeOfTown(town, at, null, null)).toBe(missing);
  });

  it('leave other zones alone, and stand out with the class one of their zones has', () => {
    if (!towns) throw new Error('no towns');
    const shades = Uint8Array.from([high, low, missing, high, low]);
    expect([...shadesByTown(towns, shades, roll.people, null, null)]).toEqual([high, high, high, high, low]);
    expect([...shadesByTown(towns, shades, roll.people, 'missing', null)]).toEqual([
      high,
      missing,
      missing,
      missing,
      low,
    ]);
  });

  it('take the class of their own published value before that of their people', () => {
    if (!towns) throw new Error('no towns');
    const shades = Uint8Array.from([high, low, missing, high, low]);
    const own = new Map([['b', 'c0' as const]]);
    expect([...shadesByTown(towns, shades, roll.people, null, own)]).toEqual([high, low, low, low, low]);
    expect([...shadesByTown(towns, shades, roll.people, null, new Map())]).toEqual([high, high, high, high, low]);
  });

  it('have a value of their own where the same rate is told of municipalities, never a count', () => {
    const rate = indicators.find(({ nature }) => nature === 'intensive');
    const count = indicators.find(({ nature }) => nature === 'extensive');
    if (!rate || !count) throw new Error('no indicators');
    const elsewhere = { ...rate, id: 'by-another-hand' };
    expect(ofTowns(rate, [elsewhere, rate])).toBe(rate);
    expect(ofTowns(rate, [elsewhere])).toBe(elsewhere);
    expect(ofTowns(rate, [{ ...elsewhere, vintage: rate.vintage - 1 }])).toBeNull();
    expect(ofTowns(count, [count])).toBeNull();
  });
});
