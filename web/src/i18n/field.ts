import { computed } from '@preact/signals';
import { lang } from '../state/view';
import { englishField } from './english-field';
import { frenchField } from './french-field';

/** The words of the field, fetched with the parts that say them. */
export const fieldWords = computed(() => (lang.value === 'fr' ? frenchField : englishField));
