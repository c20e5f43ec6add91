/** The colours of the style sheet as a table by zone. */
import { type Palette, SHADES, type Shade } from '../picture/shade';
import { DOTTED, type Lookup, lookupFrom, packed, SOLID, STRIPED } from './paint';

const BORDER_SHARE = 0.45;

type Colour = [number, number, number];

/** Reads colours as the style sheet resolves them, whatever way they are written. */
export class Swatches {
  private readonly sample = document.createElement('span');
  private readonly paper = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  private readonly known = new Map<string, Colour>();

  constructor(ground: HTMLElement, palette: Palette) {
    this.sample.className = 'swatch unseen';
    this.sample.dataset.palette = palette;
    ground.append(this.sample);
  }

  /** What a shade is filled with. */
  of(shade: Shade): Colour {
    const hidden = shade === 'withheld' || shade === 'missing';
    return this.read(shade, () => {
      if (hidden) delete this.sample.dataset.shade;
      else this.sample.dataset.shade = shade;
      return getComputedStyle(this.sample).backgroundColor;
    });
  }

  named(name: string): Colour {
    return this.read(name, () => getComputedStyle(this.sample).getPropertyValue(name));
  }

  remove(): void {
    this.sample.remove();
  }

  private read(key: string, css: () => string): Colour {
    const before = this.known.get(key);
    if (before) return before;
    const colour = this.onPaper(css());
    this.known.set(key, colour);
    return colour;
  }

  private onPaper(css: string): Colour {
    const { paper } = this;
    if (!paper) return [128, 128, 128];
    paper.clearRect(0, 0, 1, 1);
    paper.fillStyle = css;
    paper.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = paper.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  }
}

/** The table of zones by the place of their shade; `single` leaves one shade in full colour. */
export function lookupOf(shades: Uint8Array, swatches: Swatches, single: Shade | null): Lookup {
  const colours = SHADES.map((shade) => fillOf(shade, swatches, single !== null && shade !== single));
  const line = swatches.named('--map-line');
  const borders = SHADES.map((shade) => packed(...mixed(swatches.of(shade), line, BORDER_SHARE)));
  const [fill, border] = [new Uint32Array(shades.length + 1), new Uint32Array(shades.length + 1)];
  for (let zone = 0; zone < shades.length; zone += 1) {
    const shade = shades[zone] as number;
    fill[zone + 1] = colours[shade] as number;
    border[zone + 1] = borders[shade] as number;
  }
  return lookupFrom(fill, border, packed(...swatches.named('--hatch')));
}

function fillOf(shade: Shade, swatches: Swatches, dim: boolean): number {
  if (dim) return packed(...swatches.of('plain'));
  const alpha = shade === 'withheld' ? STRIPED : shade === 'missing' ? DOTTED : SOLID;
  return packed(...swatches.of(shade === 'withheld' || shade === 'missing' ? 'plain' : shade), alpha);
}

const mixed = (own: Colour, line: Colour, share: number): Colour =>
  own.map((part, band) => Math.round(part * (1 - share) + (line[band] as number) * share)) as Colour;
