import { computed } from '@preact/signals';
import type { Lang } from '../../api/types';
import { lang } from '../../state/view';
import { englishReport } from './english';
import { frenchReport, type ReportWords } from './french';

const dictionaries: Record<Lang, ReportWords> = { fr: frenchReport, en: englishReport };

/** What a report says, in the present language. */
export const report = computed<ReportWords>(() => dictionaries[lang.value]);
