import type { ComponentChildren } from 'preact';
import { distance, minutes } from '../../i18n/numbers';
import { chooseService } from '../../state/screen';
import { Hours } from './hours';

interface Nearby {
  id: string;
  name: string;
  category: string;
  minutes: number;
  metres: number;
  opening: string | null;
}

/** A service in a list, the way to it and its hours; what is said of the moment stands before them. */
export function ServiceLine({ service, children }: { service: Nearby; children?: ComponentChildren }) {
  return (
    <li>
      <span class="nearest-way">
        <strong>{minutes(service.minutes)}</strong>
        <span>{distance(service.metres)}</span>
      </span>
      <span class="nearest-words">
        <button type="button" class="link" onClick={() => chooseService(service.id)}>
          {service.name}
        </button>
        <span class="nearest-category">{service.category}</span>
        {children}
        <Hours opening={service.opening} brief />
      </span>
    </li>
  );
}
