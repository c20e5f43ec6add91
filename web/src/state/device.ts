/** The device the screen is on: its width, its network, its colours. */
import { computed, effect, signal } from '@preact/signals';
import { keep, recall } from './view';

const narrow = matchMedia('(max-width: 760px)');
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Whether panels share one sheet at the bottom. */
export const compact = signal(narrow.matches);
narrow.addEventListener('change', () => {
  compact.value = narrow.matches;
});

export const online = signal(navigator.onLine);
addEventListener('online', () => {
  online.value = true;
});
addEventListener('offline', () => {
  online.value = false;
});

export type Shade = 'light' | 'dark';
const SHADE_KEY = 'maillage.colours';
const systemShade = signal<Shade>(dark.matches ? 'dark' : 'light');
const chosenShade = signal<Shade | null>(readShade(recall(SHADE_KEY)));
dark.addEventListener('change', () => {
  systemShade.value = dark.matches ? 'dark' : 'light';
});

/** Light or dark: the reader's choice, else the system's. */
export const shade = computed<Shade>(() => chosenShade.value ?? systemShade.value);

export function chooseShade(chosen: Shade): void {
  chosenShade.value = chosen;
  keep(SHADE_KEY, chosen);
}

effect(() => {
  document.documentElement.dataset.shade = shade.value;
});

function readShade(kept: string | null): Shade | null {
  return kept === 'light' || kept === 'dark' ? kept : null;
}

/** Whether movement is unwelcome. */
export const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
