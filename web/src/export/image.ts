/** The map as an image that stands alone: title, legend, method, sources and licence around what is on screen. */
import { say, words } from '../i18n';
import { whole } from '../i18n/numbers';
import { picture } from '../picture';
import type { Entry, Picture } from '../picture/picture';
import { isOpenStreetMap, territory } from '../state/territory';
import { shareAddress, view } from '../state/view';
import { handOver } from './hand-over';
import { hatch, paintMap } from './paint';

type Paper = CanvasRenderingContext2D;

const SCALE = 2;
const MARGIN = 28;
const LEGEND = 260;
const NARROW = 640;
const STYLES = { title: '650 21px', lead: '400 14px', label: '400 13px', small: '400 11.5px' } as const;
const LEADING = { title: 27, lead: 20, label: 22, small: 15 } as const;

/** Paints the image and hands it to the browser to save. */
export async function saveImage(): Promise<void> {
  const [present, ground] = [picture.peek(), document.querySelector<HTMLElement>('.map')];
  if (!present || !ground) return;
  const image = await new Promise<Blob | null>((done) => compose(present, ground).toBlob(done, 'image/png'));
  if (!image) return;
  handOver(image, `maillage-${view.peek().question}-${territory.peek()?.snapshot.slice(0, 8)}.png`);
}

/** Above, what it shows; in the middle the map and its legend; below, how it was made and from what. */
export function compose(present: Picture, ground: HTMLElement): HTMLCanvasElement {
  const { width, height } = ground.getBoundingClientRect();
  const beside = width >= NARROW;
  const whole = width + (beside ? LEGEND : 0);
  const canvas = document.createElement('canvas');
  const paper = canvas.getContext('2d') as Paper;
  const inside = whole - 2 * MARGIN;
  const [above, below] = [headOf(present), footOf(present)];
  const headHeight = heightOf(paper, above, inside) + 2 * MARGIN - 10;
  const legendHeight = legendLines(present) + MARGIN;
  const middle = beside ? Math.max(height, legendHeight) : height + legendHeight;
  canvas.width = SCALE * whole;
  canvas.height = SCALE * (headHeight + middle + heightOf(paper, below, inside) + 2 * MARGIN - 10);
  paper.scale(SCALE, SCALE);
  paper.fillStyle = colour('--surface');
  paper.fillRect(0, 0, canvas.width, canvas.height);
  write(paper, above, MARGIN, MARGIN, inside);
  paper.save();
  paper.translate(0, headHeight);
  paintMap(paper, ground);
  paper.restore();
  if (beside) paintLegend(paper, present, width + MARGIN, headHeight + 4);
  else paintLegend(paper, present, MARGIN, headHeight + height + MARGIN);
  write(paper, below, MARGIN, headHeight + middle + MARGIN - 10, inside);
  return canvas;
}

interface Words {
  style: keyof typeof STYLES;
  text: string;
  soft?: boolean;
}

function headOf(present: Picture): Words[] {
  const { questions } = words.value;
  const place = territory.value?.name ?? '';
  return [
    { style: 'title', text: `${present.title}${place && `, ${place}`}` },
    {
      style: 'lead',
      text: [questions[view.value.question].title, present.unit].filter(Boolean).join(' · '),
      soft: true,
    },
  ];
}

function footOf({ method, classesBy, sources }: Picture): Words[] {
  const { openStreetMap, product, madeWith, sources: label, colon, fictional, fictionalAbout } = words.value;
  const used = territory.value?.datasets.filter(({ id }) => sources.includes(id)) ?? [];
  const cited = used.map(
    ({ title, producer, vintage, licence }) => `${say(title)} (${producer}, ${vintage}, ${licence})`,
  );
  const lines = [
    method && `${say(method.name)}. ${say(method.note)}`,
    classesBy,
    `${label}${colon}${cited.join(' ; ')}.`,
    used.some(isOpenStreetMap) && `${openStreetMap}.`,
    territory.value?.fictional && `${fictional}. ${fictionalAbout}`,
    `${madeWith(product, territory.value?.snapshot ?? '')}. ${shareAddress()}`,
  ];
  return lines.flatMap((text) => (text ? [{ style: 'small' as const, text, soft: true }] : []));
}

const ENTRY = 24;
const legendLines = ({ legend }: Picture): number => (legend.length + 1) * ENTRY;

function paintLegend(paper: Paper, { legend, palette }: Picture, x: number, y: number): void {
  for (const [index, entry] of legend.entries()) paintEntry(paper, entry, palette, x, y + index * ENTRY);
}

function paintEntry(paper: Paper, { shade, label, zones }: Entry, palette: string, x: number, y: number): void {
  const striped = shade === 'withheld' || shade === 'missing';
  paper.fillStyle = striped ? hatch(paper, shade) : shadeColour(palette, shade);
  paper.strokeStyle = colour('--line-strong');
  paper.lineWidth = 1;
  paper.beginPath();
  paper.roundRect(x, y, 20, 15, 3);
  paper.fill();
  paper.stroke();
  font(paper, 'label');
  paper.fillStyle = colour('--ink');
  paper.textAlign = 'start';
  paper.textBaseline = 'middle';
  const count = whole(zones);
  const room = LEGEND - MARGIN - 76;
  paper.fillText(fitted(paper, label, room), x + 30, y + 8);
  paper.fillStyle = colour('--ink-soft');
  paper.textAlign = 'end';
  paper.fillText(count, x + LEGEND - 2 * MARGIN + 4, y + 8);
}

function fitted(paper: Paper, text: string, room: number): string {
  if (paper.measureText(text).width <= room) return text;
  let kept = text;
  while (kept && paper.measureText(`${kept}…`).width > room) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

/** The colour a class has in the style sheet. */
function shadeColour(palette: string, shade: string): string {
  const sample = document.createElement('span');
  sample.className = 'swatch';
  sample.dataset.palette = palette;
  const inner = sample.cloneNode() as HTMLElement;
  inner.dataset.shade = shade;
  delete inner.dataset.palette;
  sample.append(inner);
  document.body.append(sample);
  const found = getComputedStyle(inner).backgroundColor;
  sample.remove();
  return found;
}

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function font(paper: Paper, style: keyof typeof STYLES): void {
  paper.font = `${STYLES[style]} ${getComputedStyle(document.body).fontFamily}`;
}

function wrapped(paper: Paper, { style, text }: Words, width: number): string[] {
  font(paper, style);
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && paper.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const heightOf = (paper: Paper, all: Words[], width: number): number =>
  all.reduce((sum, one) => sum + wrapped(paper, one, width).length * LEADING[one.style], 0);

function write(paper: Paper, all: Words[], x: number, y: number, width: number): void {
  let top = y;
  paper.textAlign = 'start';
  paper.textBaseline = 'top';
  for (const one of all) {
    for (const line of wrapped(paper, one, width)) {
      font(paper, one.style);
      paper.fillStyle = colour(one.soft ? '--ink-soft' : '--ink');
      paper.fillText(line, x, top);
      top += LEADING[one.style];
    }
  }
}
