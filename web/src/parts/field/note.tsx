import { useId, useState } from 'preact/hooks';
import type { ZoneCard } from '../../api/types';
import { say } from '../../i18n';
import { fieldWords as words } from '../../i18n/field';
import { whole } from '../../i18n/numbers';
import { put } from '../../outbox/box';
import {
  dayOf,
  type FieldNote,
  MOST_PERSONS,
  MOST_THEMES,
  type NonTakeUpReason,
  OFFERED,
  type Offered,
  REASONS,
} from '../../outbox/entry';
import { flush } from '../../outbox/send';
import { announce } from '../../state/screen';
import { territory } from '../../state/territory';
import { Choose, SignButton } from '../controls';

type Answers = Omit<FieldNote, 'zone' | 'geography'>;

const fresh = (): Answers => ({ day: dayOf(new Date()), persons: 1, themes: [], reason: null, offered: 'information' });

/** Who was met in a zone, in closed lists; kept on the device at once, sent when it can be. */
export function NoteForm({ zone }: Pick<ZoneCard, 'zone'>) {
  const [answers, setAnswers] = useState(fresh);
  const [said, setSaid] = useState<string | null>(null);
  const set = (change: Partial<Answers>) => setAnswers({ ...answers, ...change });
  const { noteAbout, noteKeep, noteKept, noteNotKept, noteOf, persons } = words.value;
  const keep = (event: Event) => {
    event.preventDefault();
    const body = { ...answers, zone: zone.code, geography: zone.geography };
    const about = noteOf(zone.name, persons(answers.persons, whole(answers.persons)));
    const kept = put({ path: 'observations', body }, about, new Date());
    setSaid(kept ? noteKept : noteNotKept);
    announce(kept ? noteKept : noteNotKept);
    if (!kept) return;
    setAnswers(fresh());
    void flush();
  };
  return (
    <form class="note-form" onSubmit={keep}>
      <p class="note">{noteAbout}</p>
      <DayAndPersons answers={answers} set={set} />
      <ThemeTicks chosen={answers.themes} choose={(themes) => set({ themes })} />
      <ReasonAndOffer answers={answers} set={set} />
      <button type="submit" class="button button-main">
        {noteKeep}
      </button>
      {said && <p class="note-said">{said}</p>}
    </form>
  );
}

type Part = { answers: Answers; set: (change: Partial<Answers>) => void };

function DayAndPersons({ answers: { day, persons }, set }: Part) {
  const id = useId();
  const { noteDay, notePersons, oneLess, oneMore } = words.value;
  const count = (people: number) => set({ persons: Math.min(Math.max(Math.round(people) || 1, 1), MOST_PERSONS) });
  return (
    <div class="note-row">
      <div class="field">
        <label for={`${id}-day`}>{noteDay}</label>
        <input
          id={`${id}-day`}
          type="date"
          required
          max={dayOf(new Date())}
          value={day}
          onInput={(event) => set({ day: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for={`${id}-persons`}>{notePersons}</label>
        <div class="stepper">
          <SignButton name={oneLess} icon="minus" onPress={() => count(persons - 1)} />
          <input
            id={`${id}-persons`}
            type="number"
            inputMode="numeric"
            min={1}
            max={MOST_PERSONS}
            value={persons}
            onChange={(event) => count(event.currentTarget.valueAsNumber)}
          />
          <SignButton name={oneMore} icon="plus" onPress={() => count(persons + 1)} />
        </div>
      </div>
    </div>
  );
}

function ThemeTicks({ chosen, choose }: { chosen: string[]; choose: (themes: string[]) => void }) {
  const full = chosen.length >= MOST_THEMES;
  return (
    <fieldset class="ticks chips">
      <legend>{words.value.noteThemes(whole(MOST_THEMES))}</legend>
      {territory.value?.themes.map(({ code, label }) => {
        const on = chosen.includes(code);
        const toggle = () => choose(on ? chosen.filter((other) => other !== code) : [...chosen, code]);
        return (
          <label key={code} class="chip">
            <input type="checkbox" checked={on} disabled={!on && full} onChange={toggle} />
            <span>{say(label)}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

function ReasonAndOffer({ answers, set }: Part) {
  const { noteReason, noteOffered, notedReasons, offers } = words.value;
  return (
    <>
      <Choose
        label={noteReason}
        value={answers.reason ?? ''}
        choices={[
          { value: '', label: notedReasons.unknown },
          ...REASONS.map((reason) => ({ value: reason, label: notedReasons[reason] })),
        ]}
        onChoose={(reason) => set({ reason: (reason || null) as NonTakeUpReason | null })}
      />
      <Choose
        label={noteOffered}
        value={answers.offered}
        choices={OFFERED.map((offer) => ({ value: offer, label: offers[offer] }))}
        onChoose={(offered) => set({ offered: offered as Offered })}
      />
    </>
  );
}
