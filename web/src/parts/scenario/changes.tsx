import { useId, useState } from 'preact/hooks';
import type { Change, Scenario } from '../../api/types';
import { words as general, say } from '../../i18n';
import { distance } from '../../i18n/numbers';
import { scenarioWords as words } from '../../i18n/scenario';
import { isPlaced, removeAt, rename, setOpening, shift } from '../../scenario/edit';
import { dataOf } from '../../state/resource';
import { announce } from '../../state/screen';
import { services } from '../../state/territory';
import { go, view } from '../../state/view';
import { Choose, Segments, SignButton } from '../controls';
import type { IconName } from '../icon';
import { lookAtPlace } from '../map-region';

/** What the scenario changes, one after the other, each with all that can be done to it. */
export function ChangeList({ answer }: { answer: Scenario | undefined }) {
  const { changes } = view.value;
  const { changesHeading, emptyAll } = words.value;
  if (changes.length === 0) return null;
  return (
    <section class="changes" aria-labelledby="scenario-changes">
      <header class="changes-head">
        <h2 class="panel-heading" id="scenario-changes">
          {changesHeading}
        </h2>
        <button type="button" class="link" onClick={() => go({ changes: [], against: null, name: null })}>
          {emptyAll}
        </button>
      </header>
      <ol>
        {changes.map((change, index) => (
          <li key={`${change.kind} ${'service' in change ? change.service : index}`}>
            <ChangeLine change={change} index={index} told={answer?.changes[index]} />
          </li>
        ))}
      </ol>
    </section>
  );
}

type Told = Scenario['changes'][number] | undefined;

export function nameOfChange(change: Change, told: Told): string {
  if (change.kind === 'add') return change.name ?? words.value.unnamed;
  const known = dataOf(services.loaded.value)?.features.find(({ properties }) => properties.id === change.service);
  return known?.properties.name ?? told?.name ?? change.service;
}

function ChangeLine({ change, index, told }: { change: Change; index: number; told: Told }) {
  const { changeKinds, removeChange, lookAt } = words.value;
  const name = nameOfChange(change, told);
  return (
    <div class="change" data-kind={change.kind}>
      <div class="change-head">
        <span class="change-kind">{changeKinds[change.kind]}</span>
        <strong>{name}</strong>
        <SignButton name={removeChange(name)} icon="close" onPress={() => removeAt(index)} />
      </div>
      {told?.remark && <p class="notice">{say(told.remark)}</p>}
      {change.kind === 'add' && <NameField name={change.name ?? ''} index={index} />}
      {(change.kind === 'add' || change.kind === 'hours') && <OpeningField change={change} index={index} />}
      {isPlaced(change) && (
        <>
          <MovePad name={name} index={index} />
          <button type="button" class="link" onClick={() => lookAtPlace(change.position)}>
            {lookAt}
          </button>
        </>
      )}
    </div>
  );
}

function NameField({ name, index }: { name: string; index: number }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{words.value.placeName}</label>
      <input
        id={id}
        type="text"
        maxLength={80}
        value={name}
        onChange={(event) => rename(index, event.currentTarget.value.trim())}
      />
    </div>
  );
}

const OTHER = 'other';

function OpeningField({ change, index }: { change: Extract<Change, { kind: 'add' | 'hours' }>; index: number }) {
  const id = useId();
  const { openingOf, openings, openingOther, openingText } = words.value;
  const present = change.opening ?? '';
  const [writing, setWriting] = useState(!(present in openings));
  const offered = Object.entries(openings).filter(([hours]) => hours !== '' || change.kind === 'add');
  const choose = (chosen: string) => {
    setWriting(chosen === OTHER);
    if (chosen !== OTHER) setOpening(index, chosen);
  };
  return (
    <>
      <Choose
        label={openingOf}
        value={writing ? OTHER : present}
        choices={[...offered.map(([value, label]) => ({ value, label })), { value: OTHER, label: openingOther }]}
        onChoose={choose}
      />
      {writing && (
        <div class="field">
          <label for={id}>{openingText}</label>
          <input
            id={id}
            type="text"
            placeholder="Mo-Fr 09:00-17:00"
            value={present}
            onChange={(event) => setOpening(index, event.currentTarget.value.trim())}
          />
        </div>
      )}
    </>
  );
}

type Way = 'north' | 'south' | 'east' | 'west';
export const WAYS: Record<Way, { key: string; icon: IconName; east: number; north: number }> = {
  north: { key: 'ArrowUp', icon: 'up', east: 0, north: 1 },
  west: { key: 'ArrowLeft', icon: 'back', east: -1, north: 0 },
  east: { key: 'ArrowRight', icon: 'forth', east: 1, north: 0 },
  south: { key: 'ArrowDown', icon: 'down', east: 0, north: -1 },
};
export const STEPS = [50, 200] as const;

/** The twin of dragging: four buttons, or the arrows while one of them has the focus. */
function MovePad({ name, index }: { name: string; index: number }) {
  const [step, setStep] = useState<number>(STEPS[0]);
  const { movePlace, moved, directions, step: stepWord } = words.value;
  const move = (way: Way, metres: number) => {
    const { east, north } = WAYS[way];
    shift(index, east * metres, north * metres);
    announce(moved(directions[way], distance(metres)));
  };
  const press = (event: KeyboardEvent) => {
    const way = (Object.keys(WAYS) as Way[]).find((way) => WAYS[way].key === event.key);
    const onPad = event.target instanceof HTMLButtonElement;
    if (!way || !onPad) return;
    event.preventDefault();
    move(way, event.shiftKey ? STEPS[1] : step);
  };
  return (
    <fieldset class="move-pad" onKeyDown={press}>
      <legend class="unseen">{movePlace(name)}</legend>
      <div class="move-buttons">
        {(Object.keys(WAYS) as Way[]).map((way) => (
          <SignButton
            key={way}
            class={`move-${way}`}
            name={`${movePlace(name)}${general.value.colon}${directions[way]}`}
            icon={WAYS[way].icon}
            onPress={() => move(way, step)}
          />
        ))}
      </div>
      <Segments
        label={stepWord}
        value={String(step)}
        choices={STEPS.map((metres) => ({ value: String(metres), label: distance(metres) }))}
        onChoose={(chosen) => setStep(Number(chosen))}
      />
    </fieldset>
  );
}
