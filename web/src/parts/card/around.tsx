import type { Near, NearService } from '../../api/types';
import { say, words } from '../../i18n';
import { DAYS, type Place } from '../../state/address';
import { momentOf } from '../../state/moment';
import { around } from '../../state/reach';
import { geography, territory } from '../../state/territory';
import { go, view } from '../../state/view';
import { Choose } from '../controls';
import { RoundSection } from '../field/round';
import { ModeChoice } from '../mode-choice';
import { ThemeChoice } from '../theme-choice';
import { Shown } from './card';
import { ReachLegend } from './reach';
import { ServiceLine } from './service-line';

/** The nearest services to a point, and how far one gets from it. */
export function AroundSheet() {
  const { from } = view.value;
  if (!from) return null;
  return (
    <>
      <Header from={from} />
      <ModeChoice />
      <div class="field-group">
        <ThemeChoice every />
        <MomentSwitch />
      </div>
      {view.value.round === null && (
        <section class="card-section" aria-labelledby="reach">
          <h3 id="reach">{words.value.reach}</h3>
          <ReachLegend />
        </section>
      )}
      <RoundSection />
      <Shown from={around} draw={(answer) => <Nearest answer={answer} />} />
    </>
  );
}

function Header({ from }: { from: Place }) {
  const { around: title, outsideTerritory, aroundPoint } = words.value;
  const place = from.toReversed().map((degrees) => degrees.toFixed(4));
  return (
    <header class="card-header">
      <p class="card-kind">{territory.value?.name}</p>
      <h2>{title}</h2>
      <p class="card-about">{aroundPoint(place.join(', '))}</p>
      {geography.value && isOutside(from) && <p class="notice">{outsideTerritory}</p>}
    </header>
  );
}

function isOutside([lon, lat]: Place): boolean {
  const [west, south, east, north] = territory.value?.bbox ?? [-180, -90, 180, 90];
  return lon < west || lon > east || lat < south || lat > north;
}

/** Whatever the hour, now, or the moment chosen for the map. */
function MomentSwitch() {
  const { moment, anyTime, now, days } = words.value;
  const { at } = view.value;
  const present = momentOf(new Date());
  const [day = '', time = ''] = at?.split('-') ?? [];
  const chosen = at && at !== present ? [{ value: at, label: `${days[DAYS.indexOf(day)]} ${time}` }] : [];
  return (
    <Choose
      label={moment}
      value={at ?? ''}
      choices={[{ value: '', label: anyTime }, { value: present, label: now }, ...chosen]}
      onChoose={(moment) => go({ at: moment || null })}
    />
  );
}

function Nearest({ answer }: { answer: Near }) {
  const { nearestServices, noNearService, offNetwork } = words.value;
  return (
    <section class="card-section" aria-labelledby="nearest">
      <h3 id="nearest">{nearestServices}</h3>
      {answer.unplaced && <p class="notice">{offNetwork}</p>}
      {answer.services.length === 0 && <p class="note">{noNearService}</p>}
      <ul class="nearest">
        {answer.services.map((service) => (
          <Line key={service.id} service={service} />
        ))}
      </ul>
      <p class="note">{say(answer.method.note)}</p>
    </section>
  );
}

function Line({ service }: { service: NearService }) {
  const { openNow, closedNow } = words.value;
  return (
    <ServiceLine service={service}>
      {service.open !== null && (
        <span class="open-state" data-open={service.open}>
          {service.open ? openNow : closedNow}
        </span>
      )}
    </ServiceLine>
  );
}
