/** What the screen does besides the view: what the pointer is on, which class stands out, what is said aloud. */
import { effect, signal } from '@preact/signals';
import type { Spot } from '../map/territory-map';
import type { Shade } from '../picture/shade';
import { compact } from './device';
import { go, question, view } from './view';

export type Pointed = { zone: string } | { service: string } | { group: number };

export const pointed = signal<{ what: Pointed; spot: Spot } | null>(null);

/** The only class in full colour, chosen in the legend. */
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
const linked = view.peek().zone !== null || view.peek().service !== null;
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

export function chooseZone(code: string): void {
  go({ zone: code, service: null });
  if (compact.peek()) openTab('card');
}

export function chooseService(id: string): void {
  go({ service: id });
  if (compact.peek()) openTab('card');
}

/** Back from a service to the zone it was reached from, or from a zone to the map. */
export function closeCard(): void {
  const { service, zone } = view.peek();
  go(service && zone ? { service: null } : { service: null, zone: null });
  if (compact.peek() && !view.peek().zone && tab.peek() === 'card') tab.value = 'question';
}

export function openTable(): void {
  if (compact.peek()) {
    openTab('table');
    sheetSize.value = 'full';
  } else go({ table: true }, true);
}
