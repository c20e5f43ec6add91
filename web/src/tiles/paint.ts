/** From zones under pixels to colours: one look-up a pixel, no geometry and no network. */
import { APRON, ID, SIDE, STRIDE } from './raster';

/** Colours by zone (index plus one; 0 is no zone), as the bytes of a canvas lie in a 32-bit number. */
export interface Lookup {
  /** Fills, then the colours of borders: twice as many as zones and one. Signed, which engines read faster. */
  colours: Int32Array;
  /** Drawn over hatched zones. */
  hatch: number;
  /** Whether some zone is hatched. */
  hatched: boolean;
}

/** The alpha of a zone tells how it is filled: all through, with stripes (withheld), or with dots (missing). */
export const SOLID = 255;
export const STRIPED = 254;
export const DOTTED = 253;
const OPAQUE = 0xff00_0000 | 0;

/** The table of fills and borders of the same zones. */
export function lookupFrom(fill: ArrayLike<number>, border: ArrayLike<number>, hatch: number): Lookup {
  const colours = new Int32Array(fill.length + border.length);
  colours.set(fill, 0);
  colours.set(border, fill.length);
  const hatched = colours.subarray(0, fill.length).some((colour) => colour >> 24 !== -1 && colour !== 0);
  return { colours, hatch: hatch | 0, hatched };
}

/** Two tables and the column from which the second holds, for two pictures side by side. */
export interface Split {
  other: Lookup;
  /** In pixels of the grid, 0 to `SIDE`; the second table holds from there on. */
  from: number;
}

/** Paints a whole tile into the pixels of a canvas of `SIDE` × `SIDE`. */
export function paintTile(ids: Uint32Array, pixels: Uint32Array, first: Lookup, borders: boolean, split?: Split): void {
  const [under, over] = [new Int32Array(ids.buffer), new Int32Array(pixels.buffer)];
  const until = split ? Math.min(Math.max(Math.round(split.from), 0), SIDE) : SIDE;
  paintColumns(under, over, first, borders, 0, until);
  if (split) paintColumns(under, over, split.other, borders, until, SIDE);
}

/** The sign bit of a pixel marks a border. */
function paintColumns(
  ids: Int32Array,
  pixels: Int32Array,
  { colours, hatch, hatched }: Lookup,
  borders: boolean,
  from: number,
  to: number,
): void {
  const beyond = borders ? colours.length >> 1 : 0;
  for (let y = 0; y < SIDE; y += 1) {
    const [row, under] = [y * SIDE, (y + APRON) * STRIDE + APRON];
    let [last, colour, drawn] = [0, colours[0] as number, false];
    for (let x = from; x < to; x += 1) {
      const pixel = ids[under + x] as number;
      if (pixel !== last) {
        last = pixel;
        colour = colours[(pixel & ID) + ((pixel >> 31) & beyond)] as number;
        drawn = hatched && colour >> 24 !== -1 && colour !== 0;
      }
      pixels[row + x] = drawn ? patterned(colour, hatch, x, y) : colour;
    }
  }
}

/** Stripes and dots repeat every 16 pixels, and so run on from tile to tile. */
function patterned(colour: number, hatch: number, x: number, y: number): number {
  const striped = colour >>> 24 === STRIPED;
  const drawn = striped ? ((x + y) & 15) < 4 : (x & 15) < 4 && (y & 15) < 4;
  return drawn ? hatch : colour | OPAQUE;
}

/** A colour as a canvas holds it on a little-endian machine, which every browser runs on. */
export const packed = (red: number, green: number, blue: number, alpha = SOLID): number =>
  ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;

/** The zone under a place of a tile, by shares of its sides from the top left corner; −1 for none. */
export function zoneAt(ids: Uint32Array, right: number, down: number): number {
  const [x, y] = [Math.floor(right * SIDE), Math.floor(down * SIDE)];
  if (x < 0 || y < 0 || x >= SIDE || y >= SIDE) return -1;
  return ((ids[(y + APRON) * STRIDE + x + APRON] as number) & ID) - 1;
}
