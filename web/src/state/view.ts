/** What is on screen, kept in step with the address both ways. */
import { computed, signal } from '@preact/signals';
import type { Lang } from '../api/types';
import { type LayerName, readAddress, type View, writeAddress } from './address';
import { inLang, page } from './page';

export const view = signal<View>(readAddress(location.hash));

/** Parts of the view of their own, so that a movement of the map draws nothing anew. */
export const question = computed(() => view.value.question);
export const facet = computed(() => view.value.facet);
export const layers = computed(() => view.value.layers);
export const cutting = computed(() => view.value.classes);
export const chosenZone = computed(() => view.value.zone);
export const outlined = computed(() => view.value.area);
export const chosenService = computed(() => view.value.service);

const LANG_KEY = 'maillage.lang';

/** The language of the screen: the link's, else the one chosen before, else the browser's, else French. */
export const lang = computed<Lang>(() => view.value.lang ?? keptLang() ?? browserLang());

/** Changes part of the view. Choices become steps of the history; movements (`replace`) do not. */
export function go(change: Partial<View>, replace = false): void {
  view.value = { ...view.peek(), ...change };
  const address = page.peek() ? inLang(location.hash, lang.peek()) : writeAddress(view.peek());
  if (address === location.hash) return;
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
}

/** The address of a view that differs from the present one, for links. */
export const addressWith = (change: Partial<View>): string => writeAddress({ ...view.value, ...change });

export function toggleLayer(layer: LayerName): void {
  const shown = layers.peek();
  go({ layers: shown.includes(layer) ? shown.filter((other) => other !== layer) : [...shown, layer] }, true);
}

export function chooseLang(chosen: Lang): void {
  keep(LANG_KEY, chosen);
  go({ lang: chosen }, true);
}

/** A link that shows the present screen, language included, and says which state of the data it was made from. */
export const shareAddress = (made: string | null): string => {
  const page = location.href.split('#')[0] ?? '';
  return page + writeAddress({ ...view.peek(), lang: lang.peek(), made });
};

addEventListener('popstate', () => {
  view.value = readAddress(location.hash);
});

function keptLang(): Lang | null {
  const kept = recall(LANG_KEY);
  return kept === 'fr' || kept === 'en' ? kept : null;
}

const browserLang = (): Lang => (navigator.language.toLowerCase().startsWith('en') ? 'en' : 'fr');

/** Browsers may forbid storage; the choice then lasts as long as the page. */
export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    /* the choice is still in the address */
  }
}

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
