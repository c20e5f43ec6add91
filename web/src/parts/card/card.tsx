import { words } from '../../i18n';
import { dataOf, type Loaded } from '../../state/resource';
import { closeCard, comesFrom, ofRound } from '../../state/screen';
import { serviceCard, zoneCard } from '../../state/territory';
import { view } from '../../state/view';
import { SignButton } from '../controls';
import { later } from '../later';
import { Failed, Waiting } from '../states';
import { ServiceSheet } from './service';
import { ZoneSheet } from './zone';

const AroundSheet = later(() => import('./around').then((part) => part.AroundSheet));
const AreaSheet = later(() => import('./area').then((part) => part.AreaSheet));

/** The chosen service, else what it was reached from: a zone, a point or an outline. */
export function Card() {
  const { zone, service: serviceWord, around, areaDrawn } = words.value;
  const { service, from, area } = view.value;
  const name = service ? serviceWord : from && !ofRound() ? around : area ? areaDrawn : zone;
  return (
    <article class="card" aria-label={name}>
      <SignButton
        class="card-close"
        name={words.value.close}
        icon={comesFrom() ? 'back' : 'close'}
        onPress={closeCard}
      />
      <Inside />
    </article>
  );
}

function Inside() {
  const { service, from, area } = view.value;
  if (service) return <Shown from={serviceCard} draw={(answer) => <ServiceSheet service={answer} />} />;
  if (from && !ofRound()) return <AroundSheet />;
  if (area) return <AreaSheet />;
  return <Shown from={zoneCard} draw={(answer) => <ZoneSheet card={answer} />} />;
}

/** What a resource answered, or why there is nothing yet. */
export function Shown<T>(props: {
  from: { loaded: { value: Loaded<T> }; retry: () => void };
  draw: (answer: T) => preact.JSX.Element;
}) {
  const loaded = props.from.loaded.value;
  if (loaded.state === 'failed') return <Failed problem={loaded.problem} retry={props.from.retry} />;
  const answer = dataOf(loaded);
  return answer === undefined ? <Waiting /> : props.draw(answer);
}
