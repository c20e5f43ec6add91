/** How a zone is drawn: a class of the palette, left uncoloured, or hatched. Colours live in `style/palettes.css`. */
export type ClassShade = 'c0' | 'c1' | 'c2' | 'c3' | 'c4' | 'c5';
/** Need then access, from 0 (well) to 2 (badly). */
export type CrossShade = `x${0 | 1 | 2}${0 | 1 | 2}`;
export type Shade = ClassShade | CrossShade | 'plain' | 'empty' | 'withheld' | 'missing' | 'outside';
export type Palette = 'need' | 'neutral' | 'gap' | 'take-up' | 'cross';

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
