import { describe, expect, it } from 'vitest';
import type { Ring, Zones } from '../../src/api/types';
import { walkingAmong, walkingOver } from '../../src/map/walking';
import { rollOfRegister } from '../../src/state/rolls';
import { registerOfTown } from '../mock/tiled-town';
import { iris } from '../mock/town';

const square = (code: string, column: number, row: number, size = 1) => {
  const [west, south] = [column * 0.01, 45 + row * 0.01];
  const [east, north] = [west + size * 0.01, south + size * 0.01];
  const ring: Ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return {
    type: 'Feature' as const,
    id: code,
    properties: { code, name: code },
    geometry: { type: 'Polygon' as const, coordinates: [ring] },
  };
};

const over = (...features: ReturnType<typeof square>[]) =>
  walkingOver({ type: 'FeatureCollection', features, numberMatched: features.length, numberReturned: 0 } as Zones);

describe('walking from zone to zone', () => {
  const cross = over(square('middle', 1, 1), square('east', 2, 1), square('north', 1, 2), square('west', 0, 1));

  it('leads to the neighbour in the direction of the arrow, and back', () => {
    expect(cross.step('middle', 'east')).toBe('east');
    expect(cross.step('east', 'west')).toBe('middle');
    expect(cross.step('middle', 'north')).toBe('north');
  });

  it('stops at the edge of the territory', () => {
    expect(cross.step('middle', 'south')).toBeNull();
    expect(cross.step('nowhere', 'south')).toBeNull();
  });

  it('jumps over a gap when no neighbour touches', () => {
    expect(over(square('here', 0, 0), square('island', 5, 0)).step('here', 'east')).toBe('island');
  });

  it('prefers a zone that touches to one that is merely straight ahead', () => {
    const uneven = over(square('here', 0, 0), square('touching', 1, 0, 2), square('ahead', 4, 0));
    expect(uneven.step('here', 'east')).toBe('touching');
  });

  it('starts from the zone nearest to a place', () => {
    expect(cross.nearest(0.026, 45.016)).toBe('east');
  });

  it('reaches every zone of a town from any other', () => {
    const walking = walkingOver(iris);
    const first = iris.features[0]?.properties.code as string;
    const seen = new Set([first]);
    const toSee = [first];
    for (let code = toSee.pop(); code; code = toSee.pop()) {
      for (const direction of ['north', 'south', 'east', 'west'] as const) {
        const next = walking.step(code, direction);
        if (next && !seen.has(next)) toSee.push(next);
        if (next) seen.add(next);
      }
    }
    expect(seen.size).toBe(iris.features.length);
  });
});

describe('walking where the register tells who touches whom', () => {
  const walking = walkingAmong(rollOfRegister(registerOfTown('s')));
  const code = (index: number) => iris.features[index]?.id ?? '';

  it('goes to the neighbour in each direction, and nowhere from the edge', () => {
    expect(walking.step(code(9), 'east')).toBe(code(10));
    expect(walking.step(code(9), 'west')).toBe(code(8));
    expect(walking.step(code(9), 'north')).toBe(code(17));
    expect(walking.step(code(9), 'south')).toBe(code(1));
    expect(walking.step(code(47), 'north')).toBeNull();
  });

  it('begins at the zone nearest to a place', () => {
    const [lon, lat] = registerOfTown('s').centre[20] ?? [0, 0];
    expect(walking.nearest(lon, lat)).toBe(code(20));
  });
});
