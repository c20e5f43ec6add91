import { computed, effect, signal } from '@preact/signals';
import type { Column, Coverage, TakeUp, Targets } from '../api/types';
import { changes, lastColumn, series } from '../changes/state';
import { scenario, scenarioPath } from '../scenario/state';
import { dataOf } from '../state/resource';
import { nameOf, roll } from '../state/roll';
import type { Roll } from '../state/rolls';
import { scope } from '../state/scope';
import { column, coverage, coveragePath, takeUp, targets, territory, theme } from '../state/territory';
import { cutting, facet, question, view } from '../state/view';
import { components, places, restWeighed, type Weighed } from '../weighing/live';
import { knownFacet, pictureOfCoverage } from './coverage';
import { pictureOfCross } from './cross';
import { cutAt } from './cutting';
import { pictureOfIndicator } from './indicator';
import type { Picture } from './picture';
import type { Shade } from './shade';
import { pictureOfTakeUp } from './take-up';
import { pictureOfTargets } from './targets';
import { pictureOfWeighed } from './weighed';
import { columnWithin, coverageWithin, takeUpWithin, targetsWithin } from './within';

/** Each answer as it is read: within the municipality chosen, and in the classes cut by hand. */
export const shownCoverage = computed<Coverage | undefined>(() =>
  inScope(dataOf(coverage.loaded.value), coverageWithin),
);
export const shownTakeUp = computed<TakeUp | undefined>(() => inScope(dataOf(takeUp.loaded.value), takeUpWithin));
export const shownTargets = computed<Targets | undefined>(() => inScope(dataOf(targets.loaded.value), targetsWithin));
export const wholeColumn = computed<Column | undefined>(() => {
  const answered = dataOf(column.loaded.value);
  const cut = cutting.value;
  return answered && cut && 'bounds' in cut && question.value === 'indicator' ? cutAt(answered, cut.bounds) : answered;
});
export const shownColumn = computed<Column | undefined>(() => inScope(wholeColumn.value, columnWithin));

function inScope<T>(answered: T | undefined, within: (answer: T, codes: ReadonlySet<string>) => T): T | undefined {
  return answered !== undefined && scope.value ? within(answered, scope.value.codes) : answered;
}

/** What the map shows for the present question; null until its answer is there. */
export const picture = computed<Picture | null>(() => {
  if (question.value === 'indicator') return shownColumn.value ? pictureOfIndicator(shownColumn.value, nameOf) : null;
  const listed = roll.value;
  if (!listed) return null;
  if (question.value === 'coverage') return coveragePicture();
  if (question.value === 'take-up') return shownTakeUp.value ? pictureOfTakeUp(shownTakeUp.value) : null;
  if (question.value === 'targets') {
    const count = scope.value?.codes.size ?? listed.codes.length;
    if (restWeighed.value) return weighedPicture(restWeighed.value, count);
    return shownTargets.value ? pictureOfTargets(shownTargets.value, count) : null;
  }
  if (question.value === 'scenario') return scenarioPicture();
  return changesPicture(listed);
});

const changing = signal<typeof import('./changing') | null>(null);
effect(() => {
  if (changing.peek() || (question.value !== 'scenario' && question.value !== 'changes')) return;
  import('./changing').then(
    (pictures) => {
      changing.value = pictures;
    },
    () => {
      /* asked again with the next question; the panel tells that the network is away */
    },
  );
});

/** Before anything is changed, a scenario shows the coverage it starts from. */
function scenarioPicture(): Picture | null {
  const [covered, answered, path] = [shownCoverage.value, dataOf(scenario.loaded.value), scenarioPath.value];
  if (!covered) return null;
  return path && answered && changing.value
    ? changing.value.pictureOfScenario(answered, covered, path)
    : pictureOfCoverage(covered, knownFacet(covered, 'class'), coveragePath.value);
}

function changesPicture(listed: Roll): Picture | null {
  const pictures = changing.value;
  if (!pictures) return null;
  if (view.value.compare === 'since') {
    const answered = dataOf(changes.loaded.value);
    return answered ? pictures.pictureOfChanges(answered, listed, theme.value) : null;
  }
  const answered = dataOf(series.loaded.value);
  if (!answered) return null;
  const later = dataOf(lastColumn.loaded.value);
  if (view.value.swipe !== null && later) {
    return { ...pictureOfIndicator(later, nameOf), title: pictures.titleOfSeries(answered) };
  }
  const indicator = territory.value?.indicators.find(({ id }) => id === answered.to);
  return pictures.pictureOfSeries(answered, indicator, listed);
}

/** What is drawn left of the divider, when two editions are side by side. */
export const formerly = computed<ReadonlyMap<string, Shade> | null>(() => {
  if (question.value !== 'changes' || view.value.compare !== 'years' || view.value.swipe === null) return null;
  const [answered, later] = [dataOf(series.loaded.value), dataOf(lastColumn.loaded.value)];
  return answered && later && changing.value ? changing.value.formerShades(answered, later) : null;
});

function weighedPicture(weighed: Weighed, count: number): Picture {
  const people = dataOf(components.loaded.value)?.people ?? [];
  const names = (code: string) => nameOf(code) ?? code;
  return pictureOfWeighed(weighed, { answer: shownTargets.value, places: places.value, people, names, zones: count });
}

function coveragePicture(): Picture | null {
  const answered = shownCoverage.value;
  if (!answered) return null;
  const known = knownFacet(answered, facet.value);
  if (known !== 'cross') return pictureOfCoverage(answered, known, coveragePath.value);
  return shownColumn.value ? pictureOfCross(answered, shownColumn.value, coveragePath.value) : null;
}

/** The zones left out of a ranking: drawn as unknown, though the table has no row for them. */
export const leftOut = computed<string[]>(() => {
  if (question.value !== 'targets') return [];
  const present = restWeighed.value;
  if (!present) return shownTargets.value?.left_out ?? [];
  return present.parts.codes.filter((_, zone) => present.tiers[zone] === -1);
});

/** The answer the present question waits for. */
export const answer = computed(() => {
  const changed = view.value.compare === 'since' ? changes : series;
  const tried = scenarioPath.value && coverage.loaded.value.state === 'ready' ? scenario : coverage;
  const answers = { targets, coverage, 'take-up': takeUp, indicator: column, scenario: tried, changes: changed };
  const crossed = question.value === 'coverage' && facet.value === 'cross';
  return crossed && coverage.loaded.value.state === 'ready' ? column : answers[question.value];
});
