import type { FunctionComponent } from 'preact';
import { say, words } from '../i18n';
import { answer } from '../picture';
import { QUESTIONS, type Question } from '../state/address';
import { canAnswer, geography, territory, zones } from '../state/territory';
import { addressWith, go, view } from '../state/view';
import { Segments } from './controls';
import { CoverageQuestion } from './coverage-question';
import { IndicatorQuestion } from './indicator-question';
import { later } from './later';
import { PageLinks } from './page-links';
import { ScopeChoice } from './scope-choice';
import { Failed } from './states';
import { TakeUpQuestion } from './take-up-question';
import { TargetsQuestion } from './targets-question';

const CONTROLS: Record<Question, FunctionComponent> = {
  targets: TargetsQuestion,
  coverage: CoverageQuestion,
  'take-up': TakeUpQuestion,
  scenario: later(() => import('./scenario/question').then((part) => part.ScenarioQuestion)),
  changes: later(() => import('./changes/question').then((part) => part.ChangesQuestion)),
  indicator: IndicatorQuestion,
};

/** The questions, and under them what the chosen one lets be said and answers. */
export function Questions() {
  const Controls = CONTROLS[view.value.question];
  return (
    <>
      <QuestionList />
      <section class="question" aria-label={words.value.questions[view.value.question].title}>
        <GeographySwitch />
        <ScopeChoice />
        <MadeElsewhere />
        <Trouble />
        <Controls />
      </section>
      <PageLinks />
    </>
  );
}

function QuestionList() {
  const { questions, questionsHeading } = words.value;
  return (
    <nav class="questions" aria-label={questionsHeading} id="questions" tabIndex={-1}>
      <ul>
        {QUESTIONS.map((question) => (
          <li key={question}>
            <a
              href={addressWith({ question })}
              aria-current={view.value.question === question ? 'page' : undefined}
              onClick={(event) => follow(event, question)}
            >
              <span class="question-title">{questions[question].title}</span>
              <span class="question-about">{questions[question].about}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function follow(event: MouseEvent, question: Question): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go({ question });
}

function GeographySwitch() {
  const loaded = territory.value?.geographies ?? [];
  if (loaded.length < 2) return null;
  const choices = loaded.map((candidate) => ({
    value: candidate.code,
    label: shortName(candidate.code, say(candidate.label)),
    barred: canAnswer(candidate) ? undefined : words.value.cannotAnswer,
  }));
  const chosen = geography.value?.code ?? '';
  return (
    <Segments
      label={words.value.geography}
      value={chosen}
      choices={choices}
      onChoose={(code) => go({ geography: code, zone: null })}
    />
  );
}

/** « Quartiers (IRIS) » is IRIS on a button. */
const shortName = (code: string, label: string): string => /\(([^)]+)\)/.exec(label)?.[1] ?? (label || code);

/** A link made from another state of the data says so, and leads to what has changed since. */
function MadeElsewhere() {
  const { made } = view.value;
  const present = territory.value?.snapshot;
  if (!made || !present || made === present) return null;
  const { madeElsewhere, changedSince } = words.value;
  return (
    <p class="notice made-elsewhere">
      {madeElsewhere}{' '}
      <button
        type="button"
        class="link"
        onClick={() => go({ question: 'changes', compare: 'since', since: made, made: null })}
      >
        {changedSince}
      </button>
    </p>
  );
}

/** What the map waits for in vain: the answer, or the outlines it is drawn on. */
function Trouble() {
  for (const { loaded, retry } of [answer.value, zones]) {
    if (loaded.value.state === 'failed') return <Failed problem={loaded.value.problem} retry={retry} />;
  }
  return null;
}
