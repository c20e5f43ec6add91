import type { Driver, Target, Targets, Weights } from '../api/types';
import { words } from '../i18n';
import { decimal, percent, ranked, whole } from '../i18n/numbers';
import { shownTargets } from '../picture';
import { EVEN_WEIGHTS } from '../state/address';
import { chooseZone, pointed } from '../state/screen';
import { go, view } from '../state/view';
import { Fold, Sentence, Slider } from './controls';
import { ModeChoice } from './mode-choice';
import { ThemeChoice } from './theme-choice';

const KINDS = ['need', 'gap', 'take_up'] as const;

export function TargetsQuestion() {
  const answer = shownTargets.value;
  return (
    <>
      <ThemeChoice every />
      <ModeChoice />
      <WeightSliders />
      {answer && <TargetList answer={answer} />}
    </>
  );
}

function WeightSliders() {
  const { weights, weightsAbout, evenWeights, drivers } = words.value;
  const present = view.value.weights;
  const total = present.need + present.gap + present.take_up;
  const set = (kind: keyof Weights, weight: number) => {
    const changed = { ...present, [kind]: weight };
    if (KINDS.some((other) => changed[other] > 0)) go({ weights: changed }, true);
    else go({ weights: { ...present } }, true);
  };
  return (
    <Fold title={weights}>
      <p class="note">{weightsAbout}</p>
      {KINDS.map((kind) => (
        <Slider
          key={kind}
          label={drivers[kind]}
          value={present[kind]}
          min={0}
          max={4}
          step={0.5}
          inWords={percent(Math.round((100 * present[kind]) / total))}
          onSlide={(weight) => set(kind, weight)}
        />
      ))}
      <button type="button" class="button" onClick={() => go({ weights: { ...EVEN_WEIGHTS } }, true)}>
        {evenWeights}
      </button>
    </Fold>
  );
}

function TargetList({ answer }: { answer: Targets }) {
  const { targetsAnswer, leftOut } = words.value;
  return (
    <>
      <p class="answer">
        <Sentence of={targetsAnswer(whole(answer.targets.length), whole(answer.ranked))} />
        {answer.left_out.length > 0 && <span class="answer-more">{leftOut(answer.left_out.length)}</span>}
      </p>
      <DriverKey />
      <ol class="targets">
        {answer.targets.map((target) => (
          <TargetLine key={target.zone} target={target} of={answer.ranked} />
        ))}
      </ol>
    </>
  );
}

function DriverKey() {
  return (
    <ul class="driver-key">
      {KINDS.map((kind) => (
        <li key={kind}>
          <span class="driver-swatch" data-driver={kind} aria-hidden="true" />
          {words.value.drivers[kind]}
        </li>
      ))}
    </ul>
  );
}

function TargetLine({ target, of }: { target: Target; of: number }) {
  const point = (on: boolean) => {
    pointed.value = on ? { what: { zone: target.zone }, spot: { x: -1, y: -1 } } : null;
  };
  return (
    <li>
      <button
        type="button"
        class="target"
        aria-pressed={view.value.zone === target.zone}
        onClick={() => chooseZone(target.zone)}
        onMouseEnter={() => point(true)}
        onMouseLeave={() => point(false)}
      >
        <span class="target-rank">{target.rank}</span>
        <span class="target-words">
          <span class="target-name">{target.name}</span>
          <span class="target-action">{words.value.actions[target.action]}</span>
          <DriverBar drivers={target.drivers} score={target.score} />
          <span class="target-interval">{ranked(target.rank_low, target.rank_high, of)}</span>
        </span>
      </button>
    </li>
  );
}

/** One bar as long as the score, cut by what makes it. */
export function DriverBar({ drivers, score }: { drivers: Driver[]; score: number }) {
  const inOrder = KINDS.flatMap((kind) => drivers.find((driver) => driver.kind === kind) ?? []);
  const said = inOrder.map(
    ({ kind, contribution }) => `${words.value.drivers[kind]} ${percent(Math.round(100 * contribution))}`,
  );
  return (
    <span class="driver-bar" role="img" aria-label={`${words.value.outOf100(decimal(score))} (${said.join(', ')})`}>
      {inOrder.map(({ kind, contribution }) => (
        <span key={kind} data-driver={kind} style={{ width: `${contribution * score}%` }} />
      ))}
    </span>
  );
}
