import { computed } from '@preact/signals';
import type { Lang } from '../../api/types';
import { lang } from '../../state/view';
import { englishPages } from './english';
import { frenchPages, type PageWords } from './french';

export type ProseName = 'method' | 'accessibility' | 'privacy';

const dictionaries: Record<Lang, PageWords> = { fr: frenchPages, en: englishPages };

/** What the pages beside the map say, in the present language. */
export const pageWords = computed<PageWords>(() => dictionaries[lang.value]);
