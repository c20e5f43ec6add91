/** The colours of the style sheet as a table by zone. */
import { type Palette, SHADES, type Shade } from '../picture/shade';
import { DOTTED, type Lookup, lookupFrom, packed, SOLID, STRIPED } from './paint';

const BORDER_SHARE = 0.7;

type Colour = [number, number, number];

/** The colours of a palette under the present theme. */
export interface Swatches {
  fills: readonly Colour[];
  line: Colour;
  hatch: Colour;
}

const known = new Map<string, Swatches>();

/** Reads colours once a theme, as the style sheet resolves them, whatever way they are written. */
export function swatchesOf(ground: HTMLElement, palette: Palette): Swatches {
  const key = `${palette} ${document.documentElement.dataset.shade ?? ''}`;
  const swatches = known.get(key) ?? read(ground, palette);
  known.set(key, swatches);
  return swatches;
}

function read(ground: HTMLElement, palette: Palette): Swatches {
  const sample = document.createElement('span');
  sample.className = 'swatch unseen';
  sample.dataset.palette = palette;
  ground.append(sample);
  const fills = SHADES.map((shade) => {
    /** Hatched zones are drawn on the ground of those left uncoloured. */
    sample.dataset.shade = shade === 'withheld' || shade === 'missing' ? 'plain' : shade;
    return onPaper(getComputedStyle(sample).backgroundColor);
  });
  const named = (name: string) => onPaper(getComputedStyle(sample).getPropertyValue(name));
  const swatches = { fills, line: named('--map-line'), hatch: named('--hatch') };
  sample.remove();
  return swatches;
}

function onPaper(css: string): Colour {
  const paper = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!paper) return [128, 128, 128];
  paper.fillStyle = css;
  paper.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = paper.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** The table of zones by the place of their shade; `single` leaves one shade in full colour. */
export function lookupOf(shades: Uint8Array, { fills, line, hatch }: Swatches, single: Shade | null): Lookup {
  const plain = fills[0] as Colour;
  const colours = SHADES.map((shade, place) => {
    const dim = single !== null && shade !== single;
    const alpha = dim ? SOLID : shade === 'withheld' ? STRIPED : shade === 'missing' ? DOTTED : SOLID;
    return packed(...(dim ? plain : (fills[place] as Colour)), alpha);
  });
  const borders = fills.map((own) => packed(...mixed(own, line, BORDER_SHARE)));
  const [fill, border] = [new Int32Array(shades.length + 1), new Int32Array(shades.length + 1)];
  for (let zone = 0; zone < shades.length; zone += 1) {
    const shade = shades[zone] as number;
    fill[zone + 1] = colours[shade] as number;
    border[zone + 1] = borders[shade] as number;
  }
  return lookupFrom(fill, border, packed(...hatch));
}

const mixed = (own: Colour, line: Colour, share: number): Colour =>
  own.map((part, band) => Math.round(part * (1 - share) + (line[band] as number) * share)) as Colour;
