import { computed } from '@preact/signals';
import type { Lang } from '../api/types';
import { lang } from '../state/view';
import { englishConfidential } from './english';
import { type ConfidentialWords, frenchConfidential } from './french';

const dictionaries: Record<Lang, ConfidentialWords> = { fr: frenchConfidential, en: englishConfidential };

export const confidentialWords = computed<ConfidentialWords>(() => dictionaries[lang.value]);
