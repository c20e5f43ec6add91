/** Which services of the theme are shown on the map, by the filters chosen. */
import { computed } from '@preact/signals';
import type { ServicePoint } from '../api/types';
import { isOpen } from '../opening/week';
import { isAged } from '../picture/freshness';
import type { ServiceFilter } from './address';
import { minuteOf, momentOf } from './moment';
import { dataOf } from './resource';
import { services } from './territory';
import { view } from './view';

export interface ShownServices {
  shown: ServicePoint[];
  all: number;
  /** Left out because nothing tells their hours. */
  hoursUnknown: number;
}

const only = computed(() => view.value.only.join());
const at = computed(() => view.value.at);

export const shownServices = computed<ShownServices>(() => {
  const all = dataOf(services.loaded.value)?.features ?? [];
  const filters = only.value.split(',') as ServiceFilter[];
  const minute = minuteOf(at.value ?? momentOf(new Date()));
  const others = all.filter((service) => filters.every((filter) => filter === 'open' || passes(service, filter)));
  if (!filters.includes('open')) return { shown: others, all: all.length, hoursUnknown: 0 };
  const open = others.map((service) => isOpen(service.properties.opening, minute));
  const shown = others.filter((_, index) => open[index] === true);
  return { shown, all: all.length, hoursUnknown: open.filter((known) => known === null).length };
});

function passes({ properties }: ServicePoint, filter: ServiceFilter): boolean {
  if (filter === 'free') return properties.free === true;
  if (filter === 'on_site') return properties.reception === 'in_person' || properties.reception === 'both';
  return filter !== 'fresh' || (properties.updated !== null && !isAged(properties.updated));
}
