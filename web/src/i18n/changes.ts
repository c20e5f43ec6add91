import { computed } from '@preact/signals';
import { lang } from '../state/view';
import { englishChanges } from './english-changes';
import { frenchChanges } from './french-changes';

/** The words of change, fetched with the parts that say them. */
export const changeWords = computed(() => (lang.value === 'fr' ? frenchChanges : englishChanges));
