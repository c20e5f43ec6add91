/** Vector tiles of outlines, written as the server writes them: one layer, ids only. */
import { PbfWriter } from 'pbf';
import type { Ring } from '../../src/api/types';

const POLYGON = 3;
const [MOVE, LINE, CLOSE] = [1, 2, 7];

export interface Zone {
  index: number;
  rings: Ring[];
}

const EXTENT_OF = (zoom: number): number => (zoom <= 8 ? 1024 : 4096);

/** The tile of some zones, or null when none is in it. */
export function tileOf(
  zones: Iterable<Zone>,
  name: string,
  zoom: number,
  column: number,
  row: number,
): Uint8Array | null {
  const extent = EXTENT_OF(zoom);
  const place = ([lon, lat]: [number, number]): [number, number] => {
    const [x, y] = mercator(lon, lat);
    return [Math.round((x * 2 ** zoom - column) * extent), Math.round((y * 2 ** zoom - row) * extent)];
  };
  const inside = [...zones].flatMap(({ index, rings }) => {
    const placed = rings.map((ring) => ring.map(place));
    return touches(placed, extent) ? [{ index, rings: placed }] : [];
  });
  if (inside.length === 0) return null;
  const pbf = new PbfWriter();
  pbf.writeMessage(3, writeLayer, { name, extent, inside });
  return pbf.finish();
}

export function mercator(lon: number, lat: number): [number, number] {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

function touches(rings: Ring[], extent: number): boolean {
  const buffer = extent / 64;
  const [xs, ys] = [rings.flat().map(([x]) => x), rings.flat().map(([, y]) => y)];
  return (
    Math.max(...xs) >= -buffer &&
    Math.min(...xs) <= extent + buffer &&
    Math.max(...ys) >= -buffer &&
    Math.min(...ys) <= extent + buffer
  );
}

interface Layer {
  name: string;
  extent: number;
  inside: Zone[];
}

function writeLayer({ name, extent, inside }: Layer, pbf: PbfWriter): void {
  pbf.writeVarintField(15, 2);
  pbf.writeStringField(1, name);
  for (const zone of inside) pbf.writeMessage(2, writeFeature, zone);
  pbf.writeVarintField(5, extent);
}

function writeFeature({ index, rings }: Zone, pbf: PbfWriter): void {
  pbf.writeVarintField(1, index);
  pbf.writeVarintField(3, POLYGON);
  pbf.writePackedVarint(4, commandsOf(rings));
}

function commandsOf(rings: Ring[]): number[] {
  const commands: number[] = [];
  let [x, y] = [0, 0];
  const step = ([toX, toY]: [number, number]) => {
    commands.push(zigzag(toX - x), zigzag(toY - y));
    [x, y] = [toX, toY];
  };
  for (const closed of rings) {
    const ring = closed.slice(0, -1);
    if (ring.length < 3) continue;
    commands.push(MOVE | (1 << 3));
    step(ring[0] as [number, number]);
    commands.push(LINE | ((ring.length - 1) << 3));
    for (const corner of ring.slice(1)) step(corner);
    commands.push(CLOSE | (1 << 3));
  }
  return commands;
}

const zigzag = (value: number): number => (value << 1) ^ (value >> 31);
