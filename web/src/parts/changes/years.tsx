import type { Series } from '../../api/types';
import { dated, datedCode, series } from '../../changes/state';
import { say } from '../../i18n';
import { changeWords as words } from '../../i18n/changes';
import { share, whole } from '../../i18n/numbers';
import { yearsOf } from '../../picture/series';
import { surenesses } from '../../picture/sureness';
import { dataOf } from '../../state/resource';
import { go, view } from '../../state/view';
import { Choose, Segments, Sentence, SignButton, Slider } from '../controls';

const MIDDLE = 0.5;
const NUDGE = 0.05;

/** Two editions of one indicator: their difference, or both side by side. */
export function TwoYears() {
  const answer = dataOf(series.loaded.value);
  const { noSeries, indicator, draw, difference, sideBySide } = words.value;
  if (dated.value.length === 0) return <p class="answer">{noSeries}</p>;
  return (
    <>
      <Choose
        label={indicator}
        value={datedCode.value ?? ''}
        choices={dated.value.map(({ code, label }) => ({ value: code, label: say(label) }))}
        onChoose={(code) => go({ indicator: dated.value.find((one) => one.code === code)?.id ?? null, years: null })}
      />
      {answer && <Years answer={answer} />}
      {answer?.before && answer.after && (
        <Segments
          label={draw}
          value={view.value.swipe === null ? 'difference' : 'swipe'}
          choices={[
            { value: 'difference', label: difference },
            { value: 'swipe', label: sideBySide },
          ]}
          onChoose={(chosen) => go({ swipe: chosen === 'swipe' ? MIDDLE : null }, true)}
        />
      )}
      {answer && view.value.swipe !== null && <Divider answer={answer} at={view.value.swipe} />}
      {answer && <Said answer={answer} />}
    </>
  );
}

function Years({ answer }: { answer: Series }) {
  const { from, to } = words.value;
  const vintages = [...new Set(answer.editions.map(({ vintage }) => vintage))].sort((a, b) => a - b);
  const [first, last] = yearsOf(answer).map(Number) as [number, number];
  const choices = (kept: (year: number) => boolean) =>
    vintages.filter(kept).map((year) => ({ value: String(year), label: String(year) }));
  return (
    <div class="field-pair">
      <Choose
        label={from}
        value={String(first)}
        choices={choices((year) => year < last)}
        onChoose={(year) => go({ years: [Number(year), last] })}
      />
      <Choose
        label={to}
        value={String(last)}
        choices={choices((year) => year > first)}
        onChoose={(year) => go({ years: [first, Number(year)] })}
      />
    </div>
  );
}

/** The twin of dragging the divider: a slider, and a button either way. */
function Divider({ answer, at }: { answer: Series; at: number }) {
  const { divider, dividerAt, toLeft, toRight } = words.value;
  const [from, to] = yearsOf(answer);
  const move = (swipe: number) => go({ swipe: Math.round(100 * Math.min(Math.max(swipe, 0), 1)) / 100 }, true);
  return (
    <div class="divider-twin">
      <SignButton name={toLeft} icon="back" onPress={() => move(at - NUDGE)} />
      <Slider
        label={divider(from, to)}
        value={at}
        min={0}
        max={1}
        step={0.01}
        inWords={dividerAt(share(at))}
        onInput={move}
        onSlide={move}
      />
      <SignButton name={toRight} icon="forth" onPress={() => move(at + NUDGE)} />
    </div>
  );
}

function Said({ answer }: { answer: Series }) {
  const { sureZones, bareZones, notComparable } = words.value;
  const { sure, unsure, bare } = surenesses(answer);
  const weighed = sure + unsure;
  return (
    <div class="answer">
      {!answer.difference && <p>{notComparable}</p>}
      {weighed > 0 && <Sentence of={sureZones(sure, whole(sure), whole(weighed))} />}
      {bare > 0 && <p>{bareZones(bare, whole(bare))}</p>}
      {answer.remarks.map(({ code, text }) => (
        <span key={code} class="answer-more">
          {say(text)}
        </span>
      ))}
    </div>
  );
}
