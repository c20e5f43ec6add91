import { computed } from '@preact/signals';
import type { Lang, Text } from '../api/types';
import { lang } from '../state/view';
import { english } from './english';
import { type Dictionary, french } from './french';

const dictionaries: Record<Lang, Dictionary> = { fr: french, en: english };

/** The words of the present language. */
export const words = computed<Dictionary>(() => dictionaries[lang.value]);

/** A text of the server in the present language. */
export const say = (text: Text): string => text[lang.value];
