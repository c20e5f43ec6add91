/** Polygons into a grid of numbers: which zone lies under each pixel. */

/** Pixels on a side: two a pixel of the screen, so that edges are smooth once drawn at half the size. */
export const SIDE = 512;
/** Pixels around the tile, so that a border on its edge is seen from both sides. */
export const APRON = 1;
export const STRIDE = SIDE + 2 * APRON;

/** The bit of a pixel that lies along a border. */
export const BORDER = 0x8000_0000;
/** The rest: the index of the zone plus one; 0 is no zone. */
export const ID = 0x7fff_ffff;

interface Corner {
  x: number;
  y: number;
}

/** A zone of a tile: its dense index and its rings, in the units of the tile. */
export interface Shape {
  index: number;
  rings: Corner[][];
}

/**
 * Fills each shape by scan lines, even-odd, a pixel belonging to the shape that holds its middle. A shape too
 * small to hold any takes the pixel of one of its corners, the only one of no other, so that no zone is ever lost.
 */
export function rasterise(shapes: Iterable<Shape>, extent: number): Uint32Array<ArrayBuffer> {
  const ids = new Uint32Array(STRIDE * STRIDE);
  const rows: number[][] = Array.from({ length: STRIDE }, () => []);
  const scale = SIDE / extent;
  const held = new Map<number, number>();
  const lost: { rings: Corner[][]; mark: number }[] = [];
  for (const { index, rings } of shapes) {
    const mark = index + 1;
    const filled = fill(ids, rows, rings, scale, mark);
    if (filled > 0) held.set(mark, (held.get(mark) ?? 0) + filled);
    else lost.push({ rings, mark });
  }
  for (const { rings, mark } of lost) if (!held.has(mark)) keep(ids, held, rings, scale, mark);
  return ids;
}

/** Gives a lost shape the pixel of a corner whose owner has others. */
function keep(ids: Uint32Array, held: Map<number, number>, rings: Corner[][], scale: number, mark: number): void {
  const pixels = rings.flat().flatMap((corner) => pixelOf(corner, scale) ?? []);
  const at = pixels.find((pixel) => (held.get(ids[pixel] as number) ?? 2) > 1) ?? pixels[0];
  if (at === undefined) return;
  const owner = ids[at] as number;
  held.set(owner, (held.get(owner) ?? 2) - 1);
  held.set(mark, 1);
  ids[at] = mark;
}

function pixelOf(corner: Corner, scale: number): number | null {
  const [x, y] = [Math.floor(corner.x * scale) + APRON, Math.floor(corner.y * scale) + APRON];
  return x >= 0 && y >= 0 && x < STRIDE && y < STRIDE ? y * STRIDE + x : null;
}

function fill(ids: Uint32Array, rows: number[][], rings: Corner[][], scale: number, mark: number): number {
  let [top, bottom] = [STRIDE, -1];
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
      const [from, to] = [ring[before] as Corner, ring[at] as Corner];
      const [y0, y1] = [from.y * scale + APRON, to.y * scale + APRON];
      const first = Math.max(0, Math.ceil(Math.min(y0, y1) - 0.5));
      const last = Math.min(STRIDE - 1, Math.ceil(Math.max(y0, y1) - 0.5) - 1);
      if (first > last) continue;
      const slope = ((to.x - from.x) * scale) / (y1 - y0);
      const x0 = from.x * scale + APRON + (first + 0.5 - y0) * slope;
      for (let row = first; row <= last; row += 1) (rows[row] as number[]).push(x0 + (row - first) * slope);
      if (first < top) top = first;
      if (last > bottom) bottom = last;
    }
  }
  let filled = 0;
  for (let row = top; row <= bottom; row += 1) {
    const crossings = rows[row] as number[];
    if (crossings.length > 2) crossings.sort((a, b) => a - b);
    else if (crossings.length === 2 && (crossings[0] as number) > (crossings[1] as number)) crossings.reverse();
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const from = Math.max(0, Math.ceil((crossings[pair] as number) - 0.5));
      const to = Math.min(STRIDE, Math.ceil((crossings[pair + 1] as number) - 0.5));
      if (to <= from) continue;
      ids.fill(mark, row * STRIDE + from, row * STRIDE + to);
      filled += to - from;
    }
    crossings.length = 0;
  }
  return filled;
}

/** Marks the pixels that have another zone beside or under them. */
export function markBorders(ids: Uint32Array): void {
  for (let y = 0; y < STRIDE - 1; y += 1) {
    for (let x = 0, at = y * STRIDE; x < STRIDE - 1; x += 1, at += 1) {
      const own = (ids[at] as number) & ID;
      if (own !== ((ids[at + 1] as number) & ID) || own !== ((ids[at + STRIDE] as number) & ID)) {
        ids[at] = (ids[at] as number) | BORDER;
      }
    }
  }
}
