import { useState } from 'preact/hooks';
import { say } from '../../i18n';
import { whole } from '../../i18n/numbers';
import { scenarioWords as words } from '../../i18n/scenario';
import { add, isFull } from '../../scenario/edit';
import { compared, placing, scenario, scenarioPath } from '../../scenario/state';
import { MOST_CHANGES } from '../../state/changes';
import { compact } from '../../state/device';
import { announce, sheetSize } from '../../state/screen';
import { view } from '../../state/view';
import { AudienceChoice, MomentChoice } from '../coverage-question';
import { LimitSlider } from '../limit-slider';
import { focusMap, lookAtPlace } from '../map-region';
import { ModeChoice } from '../mode-choice';
import { PlaceField } from '../search';
import { Failed } from '../states';
import { ThemeChoice } from '../theme-choice';
import { ChangeList } from './changes';
import { KeepAndShare } from './keep';
import { Result } from './result';

/** What a new place, a closure, a move or other hours would change. */
export function ScenarioQuestion() {
  const loaded = scenario.loaded.value;
  const answered = loaded.state === 'ready' || loaded.state === 'loading' ? loaded.data : undefined;
  return (
    <>
      <ThemeChoice />
      <Adding />
      {scenarioPath.value && answered && (
        <p class="answer" aria-live="polite">
          {say(answered.sentence)}
        </p>
      )}
      <ChangeList answer={answered} />
      {loaded.state === 'failed' && <Failed problem={loaded.problem} retry={scenario.retry} />}
      {scenarioPath.value && answered && <Result answer={answered} other={comparedAnswer()} />}
      {view.value.changes.length > 0 && <KeepAndShare />}
      <Conditions />
    </>
  );
}

function comparedAnswer() {
  const loaded = compared.loaded.value;
  return loaded.state === 'ready' || loaded.state === 'loading' ? loaded.data : undefined;
}

/** A new place by a press on the map, or where a search leads. */
function Adding() {
  const [seeking, setSeeking] = useState(false);
  const { start, addHere, addSearch, full } = words.value;
  const place = () => {
    placing.value = { add: true };
    if (compact.peek()) sheetSize.value = 'peek';
    announce(words.value.placeAbout);
    focusMap();
  };
  if (isFull()) return <p class="note">{full(whole(MOST_CHANGES))}</p>;
  return (
    <div class="adding">
      {view.value.changes.length === 0 && <p class="note">{start}</p>}
      <button type="button" class="button button-main" onClick={place}>
        {addHere}
      </button>
      <button type="button" class="button" aria-expanded={seeking} onClick={() => setSeeking(!seeking)}>
        {addSearch}
      </button>
      {seeking && (
        <PlaceField
          onPlace={(name, [west, south, east, north]) => {
            const middle: [number, number] = [(west + east) / 2, (south + north) / 2];
            add(middle, name);
            lookAtPlace(middle);
            setSeeking(false);
          }}
        />
      )}
    </div>
  );
}

/** Whom, when and how far: the same as for access. */
function Conditions() {
  return (
    <>
      <AudienceChoice />
      <MomentChoice />
      <ModeChoice />
      <LimitSlider />
    </>
  );
}
