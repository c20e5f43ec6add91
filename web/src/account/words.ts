import { computed } from '@preact/signals';
import type { Lang } from '../api/types';
import { lang } from '../state/view';
import { englishAccount } from './english';
import { type AccountWords, frenchAccount } from './french';

const dictionaries: Record<Lang, AccountWords> = { fr: frenchAccount, en: englishAccount };

export const accountWords = computed<AccountWords>(() => dictionaries[lang.value]);
