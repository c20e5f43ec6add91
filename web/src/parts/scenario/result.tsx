import type { Measure, Scenario, ScenarioGroup, Unit } from '../../api/types';
import { words as general, say } from '../../i18n';
import { measured, minutes, span, whole } from '../../i18n/numbers';
import { scenarioWords as words } from '../../i18n/scenario';
import { netOf, outcomeOf } from '../../picture/scenario';
import { placeAt } from '../../scenario/edit';
import { announce, chooseZone } from '../../state/screen';
import { Fold } from '../controls';
import { lookAtPlace } from '../map-region';

/** Who gains and who loses, by group and by zone, and where the place would do better. */
export function Result({ answer, other }: { answer: Scenario; other: Scenario | undefined }) {
  const { groups, missingGroups } = words.value;
  return (
    <section class="result" aria-labelledby="scenario-result">
      <h2 class="panel-heading" id="scenario-result">
        {groups}
      </h2>
      <Groups answer={answer} other={other} />
      {answer.missing_groups.length > 0 && (
        <Fold title={missingGroups}>
          <ul class="plain-list">
            {answer.missing_groups.map(({ code, label, reason }) => (
              <li key={code}>
                <strong>{say(label)}</strong>
                {general.value.colon}
                {say(reason)}
              </li>
            ))}
          </ul>
        </Fold>
      )}
      <Better answer={answer} />
      {OUTCOMES.map((outcome) => (
        <Zones key={outcome} outcome={outcome} answer={answer} />
      ))}
    </section>
  );
}

function Groups({ answer, other }: { answer: Scenario; other: Scenario | undefined }) {
  const { group, gains, loses, present, other: otherWord } = words.value;
  const twin = (code: string) => other?.groups.find((candidate) => candidate.code === code);
  return (
    <div class="groups-scroll">
      <table class="groups">
        <thead>
          {other && (
            <tr>
              <td />
              <th scope="colgroup" colSpan={2}>
                {present}
              </th>
              <th scope="colgroup" colSpan={2}>
                {otherWord}
              </th>
            </tr>
          )}
          <tr>
            <th scope="col">{group}</th>
            <th scope="col">{gains}</th>
            <th scope="col">{loses}</th>
            {other && <th scope="col">{gains}</th>}
            {other && <th scope="col">{loses}</th>}
          </tr>
        </thead>
        <tbody>
          {answer.groups.map((line) => (
            <GroupLine key={line.code} line={line} other={twin(line.code)} both={other !== undefined} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GroupLine({ line, other, both }: { line: ScenarioGroup; other: ScenarioGroup | undefined; both: boolean }) {
  const { unknownZones } = words.value;
  const { unit, unknown_zones: unknown } = line;
  return (
    <tr>
      <th scope="row">
        {say(line.label)}
        {unknown > 0 && <span class="note">{unknownZones(unknown, whole(unknown))}</span>}
      </th>
      <People measure={line.newly_covered} unit={unit} sign="gain" />
      <People measure={line.no_longer_covered} unit={unit} sign="loss" />
      {both && <People measure={other?.newly_covered} unit={unit} sign="gain" />}
      {both && <People measure={other?.no_longer_covered} unit={unit} sign="loss" />}
    </tr>
  );
}

/** A count with its interval beside; a zero is a plain dash of no colour. */
function People({ measure, unit, sign }: { measure: Measure | undefined; unit: Unit; sign: 'gain' | 'loss' }) {
  if (!measure) return <td>–</td>;
  const { value, interval } = measure;
  const count = value === null ? measured(measure, unit) : whole(Math.round(value));
  const wide = interval && value !== null && Math.round(interval.low) !== Math.round(interval.high);
  return (
    <td data-sign={value ? sign : undefined}>
      <strong>{count}</strong>
      {wide && (
        <span class="note">{span({ low: Math.round(interval.low), high: Math.round(interval.high) }, 'count')}</span>
      )}
    </td>
  );
}

/** Places nearby that leave fewer people short, each one press away. */
function Better({ answer: { better } }: { answer: Scenario }) {
  if (!better) return null;
  const { better: title, betterNone, betterPlace, betterAway, tryHere } = words.value;
  return (
    <section class="better" aria-labelledby="scenario-better">
      <h3 class="panel-heading" id="scenario-better">
        {title}
      </h3>
      {better.places.length === 0 && <p class="note">{betterNone}</p>}
      <ol class="plain-list">
        {better.places.map((place) => {
          const fewer = Math.round(better.asked.short_change - place.short_change);
          const said = betterPlace(place.name, whole(fewer));
          return (
            <li key={place.position.join()}>
              <span>
                {said} <span class="note">{betterAway(minutes(place.minutes_away))}</span>
              </span>
              <button
                type="button"
                class="button"
                aria-label={`${tryHere}${general.value.colon}${said}`}
                onClick={() => {
                  placeAt(better.change, place.position);
                  lookAtPlace(place.position);
                  announce(said);
                }}
              >
                {tryHere}
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const OUTCOMES = ['gain', 'better', 'lose', 'worse'] as const;

/** The zones to which the same happens, as the sentence and the map count them. */
function Zones({ outcome, answer }: { outcome: (typeof OUTCOMES)[number]; answer: Scenario }) {
  const listed = answer.zones
    .filter((zone) => outcomeOf(zone) === outcome)
    .sort((a, b) => Math.abs(netOf(b) ?? 0) - Math.abs(netOf(a) ?? 0));
  if (listed.length === 0) return null;
  const { signed } = general.value;
  const counted = outcome === 'gain' || outcome === 'lose';
  return (
    <Fold title={words.value.outcomes[outcome](listed.length, whole(listed.length))}>
      <ul class="area-zones">
        {listed.map((zone) => {
          const net = netOf(zone);
          return (
            <li key={zone.zone}>
              <button type="button" class="link" onClick={() => chooseZone(zone.zone)}>
                {zone.name}
              </button>
              {counted && (
                <span>{net === null ? '–' : signed(whole(Math.abs(Math.round(net))), Math.sign(Math.round(net)))}</span>
              )}
            </li>
          );
        })}
      </ul>
    </Fold>
  );
}
