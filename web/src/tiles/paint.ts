/** From zones under pixels to colours: one look-up a pixel, no geometry and no network. */
import { APRON, ID, SIDE, STRIDE } from './raster';

/** Colours by zone (index plus one; 0 is no zone), as the bytes of a canvas lie in a 32-bit number. */
export interface Lookup {
  fill: Uint32Array;
  border: Uint32Array;
  /** Drawn over hatched zones. */
  hatch: number;
}

/** The alpha of a zone tells how it is filled: all through, with stripes (withheld), or with dots (missing). */
export const SOLID = 255;
export const STRIPED = 254;
export const DOTTED = 253;
const OPAQUE = 0xff00_0000;

/** Two tables and the column from which the second holds, for two pictures side by side. */
export interface Split {
  other: Lookup;
  /** In pixels of the grid, 0 to `SIDE`; the second table holds from there on. */
  from: number;
}

/** Paints a whole tile into the pixels of a canvas of `SIDE` × `SIDE`. */
export function paintTile(ids: Uint32Array, pixels: Uint32Array, first: Lookup, borders: boolean, split?: Split): void {
  const until = split ? Math.min(Math.max(Math.round(split.from), 0), SIDE) : SIDE;
  paintColumns(ids, pixels, first, borders, 0, until);
  if (split) paintColumns(ids, pixels, split.other, borders, until, SIDE);
}

function paintColumns(
  ids: Uint32Array,
  pixels: Uint32Array,
  { fill, border, hatch }: Lookup,
  borders: boolean,
  from: number,
  to: number,
): void {
  for (let y = 0; y < SIDE; y += 1) {
    let at = y * SIDE + from;
    let under = (y + APRON) * STRIDE + from + APRON;
    for (let x = from; x < to; x += 1, at += 1, under += 1) {
      const pixel = ids[under] as number;
      const zone = pixel & ID;
      if (borders && zone !== pixel) {
        pixels[at] = border[zone] as number;
        continue;
      }
      const colour = fill[zone] as number;
      pixels[at] = colour >= OPAQUE || colour < 0x100_0000 ? colour : hatched(colour, hatch, x, y);
    }
  }
}

/** Stripes and dots repeat every 16 pixels, and so run on from tile to tile. */
function hatched(colour: number, hatch: number, x: number, y: number): number {
  const ground = (colour | OPAQUE) >>> 0;
  if (colour >>> 24 === STRIPED) return ((x + y) & 15) < 4 ? hatch : ground;
  if (colour >>> 24 === DOTTED) return (x & 7) < 3 && (y & 7) < 3 ? hatch : ground;
  return ground;
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
