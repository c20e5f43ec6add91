import { computed } from '@preact/signals';
import { dataOf } from '../state/resource';
import { column, coverage, coveragePath, takeUp, targets, zones } from '../state/territory';
import { facet, question } from '../state/view';
import { pictureOfCoverage } from './coverage';
import { pictureOfIndicator } from './indicator';
import type { Picture } from './picture';
import { pictureOfTakeUp } from './take-up';
import { pictureOfTargets } from './targets';

/** What the map shows for the present question; null until its answer is there. */
export const picture = computed<Picture | null>(() => {
  const outlines = dataOf(zones.loaded.value);
  if (!outlines) return null;
  if (question.value === 'coverage')
    return drawn(coverage, (found) => pictureOfCoverage(found, facet.value, coveragePath.value));
  if (question.value === 'take-up') return drawn(takeUp, pictureOfTakeUp);
  if (question.value === 'targets') return drawn(targets, (found) => pictureOfTargets(found, outlines.features.length));
  return drawn(column, (found) => pictureOfIndicator(found, outlines));
});

/** The zones left out of a ranking: drawn as unknown, though the table has no row for them. */
export const leftOut = computed<string[]>(() =>
  question.value === 'targets' ? (dataOf(targets.loaded.value)?.left_out ?? []) : [],
);

/** The answer the present question waits for. */
export const answer = computed(() => {
  const answers = { targets, coverage, 'take-up': takeUp, indicator: column };
  return answers[question.value];
});

function drawn<T>(from: { loaded: { value: Parameters<typeof dataOf<T>>[0] } }, draw: (answer: T) => Picture) {
  const answered = dataOf(from.loaded.value);
  return answered === undefined ? null : draw(answered);
}
