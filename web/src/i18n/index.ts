import { computed, effect, signal } from '@preact/signals';
import type { Lang, Text } from '../api/types';
import { lang } from '../state/view';
import { type Dictionary, french } from './french';

const dictionaries = signal<Partial<Record<Lang, Dictionary>>>({ fr: french });

/** French comes with the page; the other language is fetched when it is spoken. */
export async function learn(wanted: Lang): Promise<void> {
  if (dictionaries.peek()[wanted]) return;
  const { english } = await import('./english');
  dictionaries.value = { ...dictionaries.peek(), en: english };
}

effect(() => {
  learn(lang.value).catch(() => {
    /* without network the screen stays in French */
  });
});

/** The words of the present language. */
export const words = computed<Dictionary>(() => dictionaries.value[lang.value] ?? french);

/** A text of the server in the present language. */
export const say = (text: Text): string => text[lang.value];
