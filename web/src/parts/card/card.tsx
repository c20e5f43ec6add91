import { words } from '../../i18n';
import { dataOf, type Loaded } from '../../state/resource';
import { closeCard } from '../../state/screen';
import { serviceCard, zoneCard } from '../../state/territory';
import { view } from '../../state/view';
import { SignButton } from '../controls';
import { Failed, Waiting } from '../states';
import { ServiceSheet } from './service';
import { ZoneSheet } from './zone';

/** Whether anything is chosen. */
export const hasCard = (): boolean => view.value.zone !== null || view.value.service !== null;

/** The chosen service, else the chosen zone. */
export function Card() {
  const service = view.value.service !== null;
  const { zone, service: serviceWord } = words.value;
  return (
    <article class="card" aria-label={service ? serviceWord : zone}>
      <SignButton
        class="card-close"
        name={words.value.close}
        icon={view.value.zone && service ? 'back' : 'close'}
        onPress={closeCard}
      />
      {service ? (
        <Shown from={serviceCard} draw={(answer) => <ServiceSheet service={answer} />} />
      ) : (
        <Shown from={zoneCard} draw={(answer) => <ZoneSheet card={answer} />} />
      )}
    </article>
  );
}

function Shown<T>(props: {
  from: { loaded: { value: Loaded<T> }; retry: () => void };
  draw: (answer: T) => preact.JSX.Element;
}) {
  const loaded = props.from.loaded.value;
  if (loaded.state === 'failed') return <Failed problem={loaded.problem} retry={props.from.retry} />;
  const answer = dataOf(loaded);
  return answer === undefined ? <Waiting /> : props.draw(answer);
}
