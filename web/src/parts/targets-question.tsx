import type { Weights } from '../api/types';
import { words } from '../i18n';
import { decimal, percent, ranked, share, whole } from '../i18n/numbers';
import { firmWords } from '../picture/firmness';
import { type Line, type List, shownList } from '../picture/list';
import { KINDS } from '../picture/weighed';
import { dataOf } from '../state/resource';
import { chooseZone, pointed } from '../state/screen';
import { addressWith, view } from '../state/view';
import { components } from '../weighing/live';
import { Sentence } from './controls';
import { ModeChoice } from './mode-choice';
import { ThemeChoice } from './theme-choice';
import { WeightSliders } from './weights';

export function TargetsQuestion() {
  const list = shownList.value;
  return (
    <>
      {list?.ranked === 0 && <NoneRanked />}
      <ThemeChoice every />
      <ModeChoice />
      <WeightSliders />
      {list && list.ranked > 0 && <TargetList list={list} />}
    </>
  );
}

function TargetList({ list }: { list: List }) {
  const { targetsAnswer, leftOut } = words.value;
  return (
    <>
      <p class="answer">
        <Sentence of={targetsAnswer(whole(list.lines.length), whole(list.ranked))} />
        {list.leftOut > 0 && <span class="answer-more">{leftOut(list.leftOut)}</span>}
      </p>
      <DriverKey />
      <ol class="targets">
        {list.lines.map((line) => (
          <TargetLine key={line.zone} line={line} of={list.ranked} />
        ))}
      </ol>
    </>
  );
}

/** Why nothing is ranked, and what can be read meanwhile. */
function NoneRanked() {
  const { noneRanked, noneRankedWhy, noneRankedHere, questions } = words.value;
  const people = dataOf(components.loaded.value)?.people ?? [];
  return (
    <p class="answer none-ranked">
      <Sentence of={noneRanked} />
      <span class="answer-more">{people.some((count) => count !== null) ? noneRankedHere : noneRankedWhy}</span>
      {(['coverage', 'indicator'] as const).map((other) => (
        <a key={other} class="answer-more" href={addressWith({ question: other })}>
          {questions[other].title}
        </a>
      ))}
    </p>
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

function TargetLine({ line, of }: { line: Line; of: number }) {
  const { zone, rank, name, target, firm } = line;
  const point = (on: boolean) => {
    pointed.value = on ? { what: { zone }, spot: { x: -1, y: -1 } } : null;
  };
  const { actions, stableShort } = words.value;
  return (
    <li>
      <button
        type="button"
        class="target"
        aria-pressed={view.value.zone === zone}
        onClick={() => chooseZone(zone)}
        onMouseEnter={() => point(true)}
        onMouseLeave={() => point(false)}
      >
        <span class="target-rank">{rank}</span>
        <span class="target-words">
          <span class="target-name">{name}</span>
          <span class="target-action">{target ? actions[target.action] : '…'}</span>
          <span class="target-interval">{target ? ranked(target.rank_low, target.rank_high, of) : '…'}</span>
          {firm && (
            <span class="target-firm" title={firmWords(firm)}>
              {stableShort(share(firm.share))}
            </span>
          )}
          <DriverBar shares={line.shares} score={line.score} />
        </span>
      </button>
    </li>
  );
}

/** One bar as long as the score, cut by what makes it. */
function DriverBar({ shares, score }: { shares: Weights; score: number }) {
  const said = KINDS.map((kind) => `${words.value.drivers[kind]} ${percent(Math.round(100 * shares[kind]))}`);
  return (
    <span class="driver-bar" role="img" aria-label={`${words.value.outOf100(decimal(score))} (${said.join(', ')})`}>
      {KINDS.filter((kind) => shares[kind] > 0).map((kind) => (
        <span key={kind} data-driver={kind} style={{ width: `${shares[kind] * score}%` }} />
      ))}
    </span>
  );
}
