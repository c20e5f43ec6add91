/** What is on the map, painted as it looks on screen. */

type Paper = CanvasRenderingContext2D;

/** Paints all outlines and marks inside `ground`, with its top left corner at the origin. */
export function paintMap(paper: Paper, ground: HTMLElement): void {
  const frame = ground.getBoundingClientRect();
  paper.save();
  paper.beginPath();
  paper.rect(0, 0, frame.width, frame.height);
  paper.clip();
  paper.fillStyle = getComputedStyle(ground).backgroundColor;
  paper.fillRect(0, 0, frame.width, frame.height);
  for (const pane of panesOf(ground)) {
    for (const path of pane.querySelectorAll<SVGPathElement>('svg path')) paintPath(paper, path, frame);
    for (const mark of pane.querySelectorAll<HTMLElement>(MARKS)) paintMark(paper, mark, frame);
  }
  paper.restore();
}

const MARKS =
  '.service-mark > span, .service-group, .rank-mark, .zone-name > span, .reach-minutes > span, .reach-from > span';

const panesOf = (ground: HTMLElement): HTMLElement[] =>
  [...ground.querySelectorAll<HTMLElement>('.leaflet-map-pane > .leaflet-pane')].sort(
    (a, b) => Number(getComputedStyle(a).zIndex) - Number(getComputedStyle(b).zIndex),
  );

function paintPath(paper: Paper, path: SVGPathElement, frame: DOMRect): void {
  const [place, style] = [path.getScreenCTM(), getComputedStyle(path)];
  const outline = path.getAttribute('d');
  if (!place || !outline) return;
  paper.save();
  paper.transform(place.a, place.b, place.c, place.d, place.e - frame.left, place.f - frame.top);
  const shape = new Path2D(outline);
  if (style.fill !== 'none') {
    paper.globalAlpha = Number(style.fillOpacity);
    paper.fillStyle = style.fill.startsWith('url') ? hatch(paper, path.dataset.shade ?? '') : style.fill;
    paper.fill(shape, 'evenodd');
  }
  if (style.stroke !== 'none') {
    paper.globalAlpha = Number(style.strokeOpacity);
    paper.strokeStyle = style.stroke;
    paper.lineWidth = Number.parseFloat(style.strokeWidth);
    paper.lineJoin = 'round';
    paper.setLineDash(
      style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[ ,]+/).map(Number.parseFloat),
    );
    paper.stroke(shape);
  }
  paper.restore();
}

/** The pattern of a zone without value: lines where it is withheld, dots where it is missing. */
export function hatch(paper: Paper, shade: string): CanvasPattern | string {
  const root = getComputedStyle(document.documentElement);
  const [land, ink] = [root.getPropertyValue('--map-land'), root.getPropertyValue('--hatch')];
  const tile = document.createElement('canvas');
  tile.width = 7;
  tile.height = 7;
  const ground = tile.getContext('2d');
  if (!ground) return land;
  ground.fillStyle = land;
  ground.fillRect(0, 0, 7, 7);
  if (shade === 'withheld') {
    ground.strokeStyle = ink;
    ground.lineWidth = 1.3;
    for (const shift of [-7, 0, 7]) {
      ground.beginPath();
      ground.moveTo(shift, 7);
      ground.lineTo(shift + 7, 0);
      ground.stroke();
    }
  } else {
    ground.fillStyle = ink;
    for (const at of [1.7, 5.2]) {
      ground.beginPath();
      ground.arc(at, at, 1, 0, 2 * Math.PI);
      ground.fill();
    }
  }
  return paper.createPattern(tile, 'repeat') ?? land;
}

/** A service, a rank, a name: a disc, a diamond or words. */
function paintMark(paper: Paper, mark: HTMLElement, frame: DOMRect): void {
  const [box, style] = [mark.getBoundingClientRect(), getComputedStyle(mark)];
  if (box.width === 0 || style.visibility === 'hidden') return;
  const [x, y] = [box.left - frame.left + box.width / 2, box.top - frame.top + box.height / 2];
  paper.save();
  paper.globalAlpha = Number(style.opacity);
  if (!mark.closest('.zone-name')) {
    bodyOf(paper, mark, style, x, y, box);
    paper.fillStyle = style.backgroundColor;
    paper.fill();
    paper.strokeStyle = style.borderTopColor;
    paper.lineWidth = Number.parseFloat(style.borderTopWidth);
    if (paper.lineWidth > 0) paper.stroke();
  }
  const words = mark.textContent?.trim();
  if (words) paintWords(paper, words, style, x, y, mark.closest('.zone-name') !== null);
  paper.restore();
}

function bodyOf(paper: Paper, mark: HTMLElement, style: CSSStyleDeclaration, x: number, y: number, box: DOMRect): void {
  const [width, height] = [box.width / 2, box.height / 2];
  paper.beginPath();
  if (mark.dataset.mobility === 'mobile') {
    paper.moveTo(x, y - height);
    paper.lineTo(x + width, y);
    paper.lineTo(x, y + height);
    paper.lineTo(x - width, y);
    paper.closePath();
  } else if (style.borderTopLeftRadius === '50%') paper.arc(x, y, Math.min(width, height) - 1, 0, 2 * Math.PI);
  else paper.roundRect(x - width, y - height, 2 * width, 2 * height, Math.min(height, 9));
}

function paintWords(
  paper: Paper,
  words: string,
  style: CSSStyleDeclaration,
  x: number,
  y: number,
  halo: boolean,
): void {
  paper.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  paper.textAlign = 'center';
  paper.textBaseline = 'middle';
  if (halo) {
    paper.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue('--map-halo');
    paper.lineWidth = 3;
    paper.lineJoin = 'round';
    paper.strokeText(words, x, y);
  }
  paper.fillStyle = style.color;
  paper.fillText(words, x, y + 0.5);
}
