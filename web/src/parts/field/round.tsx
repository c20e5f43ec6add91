import type { Round, RoundStop } from '../../api/types';
import { say } from '../../i18n';
import { fieldWords as words } from '../../i18n/field';
import { decimal, distance, minutes, whole } from '../../i18n/numbers';
import { plan, planAgain } from '../../rounds/state';
import { ROUNDS } from '../../state/reading';
import { announce, chooseStop } from '../../state/screen';
import { go, view } from '../../state/view';
import { Segments } from '../controls';
import { lookAtPlace } from '../map-region';
import { Failed } from '../states';

/** « 3 h, à pied, d’ici »: stops in order, each with why, from the place looked around. */
export function RoundSection() {
  const { round: title, roundAbout, roundOff, hours } = words.value;
  const asked = view.value.round;
  return (
    <section class="card-section round" aria-labelledby="round">
      <h3 id="round">{title}</h3>
      <p class="note">{roundAbout}</p>
      <Segments
        label={words.value.roundFor}
        value={asked === null ? '' : String(asked)}
        choices={[
          { value: '', label: roundOff },
          ...ROUNDS.map((time) => ({ value: String(time), label: hours(decimal(time / 60)) })),
        ]}
        onChoose={(chosen) => go({ round: ROUNDS.find((time) => String(time) === chosen) ?? null })}
      />
      <Planned />
    </section>
  );
}

function Planned() {
  const present = plan.value;
  const { roundWorking, roundNone, roundKept } = words.value;
  if (present.state === 'idle') return null;
  if (present.state === 'failed') return <Failed problem={present.problem} retry={planAgain} />;
  if (present.state === 'working') {
    return (
      <div class="state" role="status">
        <span class="pulse" aria-hidden="true" />
        <p>{roundWorking(present.progress === null ? null : whole(present.progress))}</p>
      </div>
    );
  }
  const { round, kept } = present;
  return (
    <>
      {kept && <p class="notice">{roundKept}</p>}
      {round.stops.length === 0 ? <p class="note">{roundNone}</p> : <Stops round={round} />}
    </>
  );
}

function Stops({ round }: { round: Round }) {
  const { roundSum, roundHour, roundProved, roundBound, roundLeft } = words.value;
  const { unmet, unmet_per_hour: rate, bound, proved, left_out: left } = round;
  return (
    <>
      <p class="answer" role="status">
        {roundSum(round.stops.length, whole(round.stops.length), lasting(round.minutes), whole(unmet))}
        <span class="answer-more">{roundHour(whole(rate))}</span>
        <span class="answer-more">{proved ? roundProved : bound === null ? '' : roundBound(whole(bound))}</span>
      </p>
      <ol class="stops">
        {round.stops.map((stop) => (
          <StopLine key={stop.order} stop={stop} leg={round.legs[stop.order - 1]} />
        ))}
      </ol>
      {left > 0 && <p class="note">{roundLeft(left, whole(left))}</p>}
      <p class="note">{say(round.method.note)}</p>
    </>
  );
}

/** A long time in hours: « 2 h 51 ». */
function lasting(time: number): string {
  const rounded = Math.round(time);
  if (rounded < 60) return minutes(rounded);
  return words.value.hoursMinutes(whole(Math.floor(rounded / 60)), String(rounded % 60).padStart(2, '0'));
}

function StopLine({ stop, leg }: { stop: RoundStop; leg: Round['legs'][number] | undefined }) {
  const { arrival, walk, unmetPeople, stopOpen } = words.value;
  const open = () => {
    chooseStop(stop.zone);
    lookAtPlace(stop.position);
    announce(stop.name);
  };
  return (
    <li>
      <span class="stop-order" aria-hidden="true">
        {whole(stop.order)}
      </span>
      <span class="stop-words">
        <button type="button" class="link" aria-label={stopOpen(stop.name)} onClick={open}>
          {stop.name}
        </button>
        <span class="note">
          {arrival(lasting(stop.arrival_minutes))}
          {leg && ` · ${walk(minutes(leg.minutes), distance(leg.metres))}`}
        </span>
        <span>{unmetPeople(whole(stop.unmet))}</span>
        <span class="stop-why">{say(stop.why)}</span>
      </span>
    </li>
  );
}
