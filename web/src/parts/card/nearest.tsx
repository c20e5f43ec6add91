import type { ZoneCard } from '../../api/types';
import { words } from '../../i18n';
import { ServiceLine } from './service-line';

/** The nearest services of all themes, with their hours. */
export function NearestSection({ card: { services } }: { card: ZoneCard }) {
  if (services.length === 0) return null;
  return (
    <section class="card-section" aria-labelledby="nearest">
      <h3 id="nearest">{words.value.nearestServices}</h3>
      <ul class="nearest">
        {services.map((service) => (
          <ServiceLine key={service.id} service={service} />
        ))}
      </ul>
    </section>
  );
}
