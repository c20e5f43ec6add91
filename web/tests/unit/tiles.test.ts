import { describe, expect, it } from 'vitest';
import type { Ring } from '../../src/api/types';
import { decodeTile } from '../../src/tiles/decode';
import { DOTTED, type Lookup, lookupFrom, packed, paintTile, STRIPED, zoneAt } from '../../src/tiles/paint';
import { APRON, BORDER, ID, rasterise, SIDE, STRIDE } from '../../src/tiles/raster';
import { mercator, tileOf } from '../mock/tiles';
import { iris } from '../mock/town';

const square = (x: number, y: number, side: number) => [
  { x, y },
  { x: x + side, y },
  { x: x + side, y: y + side },
  { x, y: y + side },
];
const count = (ids: Uint32Array, zone: number) => ids.filter((id) => (id & ID) === zone + 1).length;

describe('a grid of zones', () => {
  it('gives each pixel to the zone that holds its middle, and no pixel to two', () => {
    const ids = rasterise(
      [
        { index: 0, rings: [square(0, 0, 512)] },
        { index: 1, rings: [square(512, 0, 512)] },
      ],
      1024,
    );
    expect([count(ids, 0), count(ids, 1)]).toEqual([256 * 256, 256 * 256]);
  });

  it('leaves holes to others', () => {
    const hole = [square(256, 256, 512)];
    const ids = rasterise(
      [
        { index: 0, rings: [square(0, 0, 1024), ...hole] },
        { index: 7, rings: hole },
      ],
      1024,
    );
    expect([count(ids, 0), count(ids, 7)]).toEqual([512 * 512 - 256 * 256, 256 * 256]);
  });

  it('fills the apron from what lies beyond the edge, and cuts what lies further', () => {
    const ids = rasterise([{ index: 3, rings: [square(-5000, -5000, 12_000)] }], 1024);
    expect(count(ids, 3)).toBe(STRIDE * STRIDE);
  });

  it('loses no zone, however small', () => {
    const ids = rasterise(
      [
        { index: 0, rings: [square(0, 0, 4096)] },
        { index: 1, rings: [square(1000, 1000, 1)] },
      ],
      4096,
    );
    expect(count(ids, 1)).toBe(1);
  });
});

describe('two zones smaller than a pixel, side by side', () => {
  it('both keep one, whichever comes first', () => {
    const narrow = {
      index: 1,
      rings: [
        [
          { x: 1000, y: 1000 },
          { x: 1009, y: 1000 },
          { x: 1009, y: 1007 },
          { x: 1000, y: 1007 },
        ],
      ],
    };
    const thin = { index: 2, rings: [[1001, 1010, 1010, 1001].map((x, at) => ({ x, y: at < 2 ? 1001 : 1003 }))] };
    for (const shapes of [
      [narrow, thin],
      [thin, narrow],
    ]) {
      const ids = rasterise([{ index: 0, rings: [square(0, 0, 4096)] }, ...shapes], 4096);
      expect([count(ids, 1), count(ids, 2)].every((pixels) => pixels > 0)).toBe(true);
    }
  });
});

describe('a vector tile', () => {
  const zones = iris.features.map(({ geometry }, index) => ({ index, rings: geometry.coordinates as Ring[] }));
  const [x, y] = mercator(3.875, 43.62);
  const at = (zoom: number) => [zoom, Math.floor(x * 2 ** zoom), Math.floor(y * 2 ** zoom)] as const;
  const grid = (zoom: number) => {
    const bytes = tileOf(zones, 'iris', ...at(zoom));
    return decodeTile((bytes as Uint8Array).slice().buffer);
  };

  it('holds every zone of the town at the first zoom that shows it whole', () => {
    const found = new Set(grid(9).map((id) => id & ID));
    for (const { index } of zones) expect(found.has(index + 1), String(index)).toBe(true);
  });

  it('finds the zone under a place', () => {
    const ids = grid(12);
    const [, column, row] = at(12);
    const [right, down] = [x * 2 ** 12 - column, y * 2 ** 12 - row];
    const holder = zoneAt(ids, right, down);
    expect(holder).toBeGreaterThanOrEqual(0);
    const [lons, lats] = [0, 1].map((axis) => zones[holder]?.rings[0]?.map((corner) => corner[axis as 0]) ?? []);
    expect(Math.min(...(lons as number[])) <= 3.875 && Math.max(...(lons as number[])) >= 3.875).toBe(true);
    expect(Math.min(...(lats as number[])) <= 43.62 && Math.max(...(lats as number[])) >= 43.62).toBe(true);
    expect(zoneAt(ids, 1.2, 0.5)).toBe(-1);
  });

  it('has the same zones along an edge as the tile beside it', () => {
    const [zoom, column, row] = at(12);
    const left = decodeTile((tileOf(zones, 'iris', zoom, column, row) as Uint8Array).slice().buffer);
    const right = decodeTile((tileOf(zones, 'iris', zoom, column + 1, row) as Uint8Array).slice().buffer);
    let same = 0;
    for (let line = 0; line < STRIDE; line += 1) {
      const apron = (left[line * STRIDE + SIDE + APRON] as number) & ID;
      same += Number(apron === ((right[line * STRIDE + APRON] as number) & ID));
    }
    expect(same / STRIDE).toBeGreaterThan(0.99);
  });
});

describe('painting', () => {
  const red = packed(200, 0, 0);
  const lookup = (colour: number): Lookup => lookupFrom([0, colour], [0, packed(0, 0, 9)], packed(1, 1, 1));
  const whole = new Uint32Array(STRIDE * STRIDE).fill(1);
  const painted = (colour: number, borders = false, ids = whole) => {
    const pixels = new Uint32Array(SIDE * SIDE);
    paintTile(ids, pixels, lookup(colour), borders);
    return pixels;
  };
  const share = (pixels: Uint32Array, colour: number) =>
    pixels.filter((pixel) => pixel === colour).length / pixels.length;

  it('is one look-up a pixel', () => {
    expect(share(painted(red), red)).toBe(1);
  });

  it('hatches what is withheld and dots what is missing, never by colour alone', () => {
    const striped = share(painted(packed(9, 9, 9, STRIPED)), packed(1, 1, 1));
    const dotted = share(painted(packed(9, 9, 9, DOTTED)), packed(1, 1, 1));
    expect([striped, dotted]).toEqual([4 / 16, 1 / 16]);
  });

  it('draws borders where it is asked to', () => {
    const ids = whole.slice();
    ids[(5 + APRON) * STRIDE + 5 + APRON] = (1 | BORDER) >>> 0;
    expect(painted(red, true, ids)[5 * SIDE + 5]).toBe(packed(0, 0, 9));
    expect(painted(red, false, ids)[5 * SIDE + 5]).toBe(red);
  });

  it('splits two pictures at a column', () => {
    const pixels = new Uint32Array(SIDE * SIDE);
    paintTile(whole, pixels, lookup(red), false, { other: lookup(packed(0, 200, 0)), from: 128 });
    expect(share(pixels, red)).toBe(0.25);
  });

  it('leaves what is no zone clear', () => {
    expect(share(painted(red, true, new Uint32Array(STRIDE * STRIDE)), 0)).toBe(1);
  });
});
