import type { ZoneCard } from '../../api/types';
import { words } from '../../i18n';
import { distance, minutes } from '../../i18n/numbers';
import { chooseService } from '../../state/screen';
import { Hours } from './hours';

/** The nearest services of all themes, with their hours. */
export function NearestSection({ card: { services } }: { card: ZoneCard }) {
  if (services.length === 0) return null;
  return (
    <section class="card-section" aria-labelledby="nearest">
      <h3 id="nearest">{words.value.nearestServices}</h3>
      <ul class="nearest">
        {services.map((service) => (
          <li key={service.id}>
            <span class="nearest-way">
              <strong>{minutes(service.minutes)}</strong>
              <span>{distance(service.metres)}</span>
            </span>
            <span class="nearest-words">
              <button type="button" class="link" onClick={() => chooseService(service.id)}>
                {service.name}
              </button>
              <span class="nearest-category">{service.category}</span>
              <Hours opening={service.opening} brief />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
