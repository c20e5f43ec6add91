import { describe, expect, it } from 'vitest';
import type { Register } from '../../src/api/types';
import { shadeOfTown, shadesByTown, townsOf } from '../../src/map/towns';
import { placeOfShade } from '../../src/picture/shade';
import { rollOfRegister } from '../../src/state/rolls';

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
    expect(shadeOfTown(town, at, roll.people)).toBe(high);
    expect(shadeOfTown(town, at, [9, 10, null, 50, 9])).toBe(low);
    expect(shadeOfTown(town, at, null)).toBe(low);
    shades[1] = missing;
    shades[2] = missing;
    expect(shadeOfTown(town, at, null)).toBe(missing);
  });

  it('leave other zones alone, and stand out with the class one of their zones has', () => {
    if (!towns) throw new Error('no towns');
    const shades = Uint8Array.from([high, low, missing, high, low]);
    expect([...shadesByTown(towns, shades, roll.people, null)]).toEqual([high, high, high, high, low]);
    expect([...shadesByTown(towns, shades, roll.people, 'missing')]).toEqual([high, missing, missing, missing, low]);
  });
});
