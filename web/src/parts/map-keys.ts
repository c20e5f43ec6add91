/** The map by keyboard: from zone to zone, each said aloud, or from corner to corner of an outline. */
import { computed } from '@preact/signals';
import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import { type Direction, walkingAmong, walkingOver } from '../map/walking';
import { picture } from '../picture';
import type { Row } from '../picture/picture';
import { placing } from '../scenario/state';
import { dataOf } from '../state/resource';
import { nameOf, roll } from '../state/roll';
import { announce, chooseZone, drawing, pointed } from '../state/screen';
import { zones } from '../state/territory';
import { view } from '../state/view';
import { addCentre, dropCorner, endDrawing, stopDrawing } from './drawing';
import { centreOfMap, panMap, showZone, zoomBy } from './map-region';

const ARROWS: Record<string, Direction> = {
  ArrowUp: 'north',
  ArrowDown: 'south',
  ArrowLeft: 'west',
  ArrowRight: 'east',
};
const PANS: Record<Direction, [number, number]> = { north: [0, -1], south: [0, 1], west: [-1, 0], east: [1, 0] };
const ZOOMS: Record<string, number> = { '+': 1, '=': 1, '-': -1 };

const walking = computed(() => {
  const outlines = dataOf(zones.loaded.value);
  if (outlines) return walkingOver(outlines);
  return roll.value?.neighbours ? walkingAmong(roll.value) : null;
});

/** Zones that ask to be looked at, the first to look at first. */
const worstFirst = computed<Row[]>(() => {
  const known = picture.value?.rows.filter(({ worst }) => worst !== null) ?? [];
  return known.toSorted((a, b) => (b.worst ?? 0) - (a.worst ?? 0));
});

export function onMapKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = moving(event) ?? keyOfMode(event.key);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** What moves the map itself; arrows do so with Shift, or while an outline is drawn. */
function moving({ key, shiftKey }: KeyboardEvent): (() => void) | null {
  const zoom = ZOOMS[key];
  if (zoom !== undefined) return () => zoomBy(zoom);
  const direction = ARROWS[key];
  return direction && (shiftKey || drawing.peek() || placing.peek()) ? () => panMap(...PANS[direction]) : null;
}

function keyOfMode(key: string): (() => void) | null {
  if (placing.peek()) return placingKey(key);
  return drawing.peek() ? drawingKey(key) : readingKey(key);
}

function placingKey(key: string): (() => void) | null {
  if (key === 'Enter' || key === ' ') return () => void import('./placing-bar').then((part) => part.placeAtCentre());
  if (key !== 'Escape') return null;
  return () => {
    placing.value = null;
  };
}

function drawingKey(key: string): (() => void) | null {
  if (key === 'Enter' || key === ' ') return addCentre;
  if (key === 'Backspace' || key === 'Delete') return dropCorner;
  if (key === 'f' || key === 'F') return endDrawing;
  return key === 'Escape' ? stopDrawing : null;
}

function readingKey(key: string): (() => void) | null {
  const direction = ARROWS[key];
  if (direction) return () => walk(direction);
  if (key === 'n' || key === 'N') return nextWorst;
  const code = readCode();
  if (key === 'Enter' && code) return () => chooseZone(code);
  return key === 'Escape' && code ? unread : null;
}

const readCode = (): string | null => {
  const what = pointed.peek()?.what;
  return what && 'zone' in what ? what.zone : null;
};

/** The first arrow reads the zone chosen, or the one in the middle; the next lead on from it. */
function walk(direction: Direction): void {
  const read = readCode();
  const here = read ?? view.peek().zone;
  const next = here ? walking.peek()?.step(here, direction) : walking.peek()?.nearest(...(centreOfMap() ?? [0, 0]));
  if (next) readOut(next, change(here, next));
  else announce(words.value.keysEdge);
}

function nextWorst(): void {
  const rows = worstFirst.peek();
  const at = rows.findIndex(({ code }) => code === readCode());
  const next = rows[(at + 1) % rows.length];
  if (!next) return;
  const place = rows.indexOf(next) + 1;
  readOut(next.code, words.value.keysWorst(words.value.ordinal(place), whole(rows.length)));
}

function readOut(code: string, more: string | null): void {
  pointed.value = { what: { zone: code }, spot: { x: -1, y: -1 } };
  showZone(code);
  const row = rowOf(code);
  announce([row?.name ?? nameOf(code), row?.reading, more].filter(Boolean).join('. '));
}

function unread(): void {
  pointed.value = null;
}

/** How the class changes from one zone to the next. */
function change(before: string | null, after: string): string | null {
  const [from, to] = [before && labelOf(before), labelOf(after)];
  if (!from || !to || before === after) return null;
  return from === to ? words.value.keysSame : words.value.keysChange(from, to);
}

const rowOf = (code: string): Row | undefined => picture.peek()?.rows.find((row) => row.code === code);

function labelOf(code: string): string | null {
  const shade = rowOf(code)?.shade;
  return picture.peek()?.legend.find((entry) => entry.shade === shade)?.label ?? null;
}
