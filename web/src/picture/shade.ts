/** How a zone is drawn: a class of the palette, left uncoloured, or hatched. Colours live in `style/palettes.css`. */
export type ClassShade = 'c0' | 'c1' | 'c2' | 'c3' | 'c4' | 'c5';
/** Need then access, from 0 (well) to 2 (badly). */
export type CrossShade = `x${0 | 1 | 2}${0 | 1 | 2}`;
export type Shade = ClassShade | CrossShade | 'plain' | 'empty' | 'withheld' | 'missing' | 'outside';
export type Palette = 'need' | 'neutral' | 'gap' | 'take-up' | 'cross' | 'change';

const CLASSES: readonly ClassShade[] = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5'];

/** The shade of class `index` of `count`: fewer classes spread over the whole palette. */
export function classShade(index: number, count: number): ClassShade {
  const step = count <= 1 ? 3 : Math.round((index * (CLASSES.length - 1)) / (count - 1));
  return CLASSES[Math.min(Math.max(step, 0), CLASSES.length - 1)] as ClassShade;
}

/** The class of a value among breaks, upper bounds included; the lowest value belongs to the first class. */
export function classOf(value: number, breaks: readonly number[]): number {
  const upper = breaks.slice(1, -1).findIndex((bound) => value <= bound);
  return upper === -1 ? Math.max(breaks.length - 2, 0) : upper;
}

/** Shades in a fixed order, so that a zone's shade is one byte. */
export const SHADES: readonly Shade[] = [
  'plain',
  ...(['c0', 'c1', 'c2', 'c3', 'c4', 'c5'] as const),
  ...(['x00', 'x10', 'x20', 'x01', 'x11', 'x21', 'x02', 'x12', 'x22'] as const),
  'empty',
  'withheld',
  'missing',
  'outside',
];

const PLACE = new Map(SHADES.map((shade, place) => [shade, place]));
export const placeOfShade = (shade: Shade): number => PLACE.get(shade) ?? 0;
