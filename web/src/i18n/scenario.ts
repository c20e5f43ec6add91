import { computed } from '@preact/signals';
import { lang } from '../state/view';
import { englishScenario } from './english-scenario';
import { frenchScenario } from './french-scenario';

/** The words of scenarios, fetched with the parts that say them. */
export const scenarioWords = computed(() => (lang.value === 'fr' ? frenchScenario : englishScenario));
