/** What the screen does besides the view: what the pointer is on, which class stands out, what is said aloud. */
import { effect, signal } from '@preact/signals';
import type { Over, Spot } from '../map/territory-map';
import type { Shade } from '../picture/shade';
import type { Place } from './address';
import { compact } from './device';
import { go, question, view } from './view';

export type Pointed = Over;

export const pointed = signal<{ what: Pointed; spot: Spot } | null>(null);

/** The only class in full colour, chosen in the legend. */
/** The corners of an outline while it is drawn; null when none is. */
export const drawing = signal<Place[] | null>(null);

export const singled = signal<Shade | null>(null);

/** Whether the legend is reduced to its title, to see the map under it. */
export const legendFolded = signal(false);

/** Said by screen readers, politely. */
export const announcement = signal('');
export const announce = (sentence: string): void => {
  announcement.value = sentence;
};

export type Tab = 'question' | 'legend' | 'table' | 'card';
export const SHEET_SIZES = ['peek', 'half', 'full'] as const;
export type SheetSize = (typeof SHEET_SIZES)[number];

/** The height of the sheet: pixels, or a share of the room there is. */
const SHEET_HEIGHTS: Record<SheetSize, { pixels: number } | { share: number }> = {
  peek: { pixels: 168 },
  half: { share: 0.54 },
  full: { share: 0.94 },
};

export function sheetHeight(size: SheetSize, room: number): number {
  const height = SHEET_HEIGHTS[size];
  return 'pixels' in height ? height.pixels : height.share * room;
}

export function sheetHeightWords(size: SheetSize): string {
  const height = SHEET_HEIGHTS[size];
  return 'pixels' in height ? `${height.pixels}px` : `${100 * height.share}%`;
}

/** A link to a zone or a service opens on its card. */
const linked = holdsCard();
export const tab = signal<Tab>(linked ? 'card' : 'question');
export const sheetSize = signal<SheetSize>(linked ? 'half' : 'peek');

export function openTab(chosen: Tab): void {
  tab.value = chosen;
  if (sheetSize.peek() === 'peek') sheetSize.value = 'half';
}

/** Another question leaves no class singled out. */
effect(() => {
  void question.value;
  singled.value = null;
});

/** What is on the card when nothing is. */
export const NOTHING = { zone: null, service: null, from: null, area: null, reach: false, round: null } as const;

/** Whether anything is chosen. */
export function holdsCard(): boolean {
  const { zone, service, from, area } = view.value;
  return zone !== null || service !== null || from !== null || area !== null;
}

export function chooseZone(code: string): void {
  go({ ...NOTHING, zone: code });
  if (compact.peek()) openTab('card');
}

export function chooseService(id: string): void {
  go({ service: id });
  if (compact.peek()) openTab('card');
}

/** Looks around a point: its nearest services, and how far one gets from it. */
export function lookAround(from: Place): void {
  go({ ...NOTHING, from });
  if (compact.peek()) openTab('card');
}

export function chooseArea(area: Place[]): void {
  go({ ...NOTHING, area });
  if (compact.peek()) openTab('card');
}

/** Whether a service was reached from something else, to which one goes back. */
export function comesFrom(): boolean {
  const { service, zone, from, area } = view.value;
  return (service !== null && (zone !== null || from !== null || area !== null)) || ofRound();
}

/** Whether the zone chosen is a stop of the round on screen. */
export function ofRound(): boolean {
  const { zone, from, round } = view.value;
  return zone !== null && from !== null && round !== null;
}

/** Opens the card of a stop; the round stays. */
export function chooseStop(zone: string): void {
  go({ zone });
  if (compact.peek()) openTab('card');
}

/** Back from a service to what it was reached from, else to the map. */
export function closeCard(): void {
  if (comesFrom()) go(view.peek().service === null ? { zone: null } : { service: null, reach: false });
  else go(NOTHING);
  if (compact.peek() && !holdsCard() && tab.peek() === 'card') tab.value = 'question';
}

export function openTable(): void {
  if (compact.peek()) {
    openTab('table');
    sheetSize.value = 'full';
  } else go({ table: true }, true);
}
