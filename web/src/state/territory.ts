/** Everything the screen asks the server, each kept in step with the view. */
import { computed, signal } from '@preact/signals';
import { getCollection, getJson, onNewSnapshot } from '../api/client';
import type {
  Atlas,
  Column,
  Contradictions,
  Coverage,
  Dataset,
  Geography,
  Indicator,
  Outline,
  Register,
  ServicePoint,
  ServiceProperties,
  Services,
  TakeUp,
  Targets,
  ZoneCard,
  ZoneProperties,
  Zones,
} from '../api/types';
import { EVEN_WEIGHTS } from './address';
import { dataOf, resource, revision } from './resource';
import { view } from './view';

const PAGE = 10_000;
/** How many zones are listed first; within one municipality, all are asked for and those of it kept. */
export const FIRST_TARGETS = 20;
const MOST_TARGETS = 1000;
onNewSnapshot(() => {
  revision.value++;
});

export const atlas = resource<Atlas>(() => 'atlas', getJson);
export const territory = computed(() => dataOf(atlas.loaded.value));

/** OpenStreetMap asks to be named on the map in its own words. */
export const isOpenStreetMap = ({ licence }: Dataset): boolean => /^ODbL/i.test(licence);

/** The geography shown: the one asked for if it can answer the question, else the first that can. */
export const geography = computed<Geography | null>(() => {
  const loaded = territory.value?.geographies ?? [];
  const able = loaded.filter(canAnswer);
  return able.find(({ code }) => code === view.value.geography) ?? able[0] ?? loaded[0] ?? null;
});

/** Whether a geography can answer the present question. */
export function canAnswer(candidate: Geography): boolean {
  const { question } = view.value;
  if (question === 'take-up') return candidate.take_up;
  if (question === 'targets') return candidate.targets;
  if (question === 'indicator') return indicatorsOf(candidate.code).length > 0;
  return true;
}

export function indicatorsOf(code: string): Indicator[] {
  return territory.value?.indicators.filter(({ geographies }) => geographies.includes(code)) ?? [];
}

/** The theme of the question; coverage always has one: the first that has services. */
export const theme = computed<string | null>(() => {
  const { question, theme: asked } = view.value;
  const known = territory.value?.themes ?? [];
  if (known.some(({ code }) => code === asked)) return asked;
  if (question !== 'coverage' && question !== 'scenario') return null;
  return (known.find(({ services }) => services > 0) ?? known[0])?.code ?? null;
});

/** What is shown before anything was chosen, newest edition first. */
export const FIRST_SHOWN = 'poverty_rate';

export const indicator = computed<Indicator | null>(() => {
  const here = indicatorsOf(geography.value?.code ?? '').toSorted((a, b) => b.vintage - a.vintage);
  const asked = here.find(({ id }) => id === view.value.indicator);
  const ofNeed = here.find(({ nature, direction }) => nature === 'intensive' && direction !== 'neutral');
  return asked ?? here.find(({ code }) => code === FIRST_SHOWN) ?? ofNeed ?? here[0] ?? null;
});

/** Indicators of need that can be crossed with access: rates, of which more or less is worse. */
export const crossIndicators = computed<Indicator[]>(() =>
  indicatorsOf(geography.value?.code ?? '')
    .filter(({ nature, direction }) => nature === 'intensive' && direction !== 'neutral')
    .toSorted((a, b) => b.vintage - a.vintage),
);
export const crossIndicator = computed<Indicator | null>(() => {
  const known = crossIndicators.value;
  const asked = known.find(({ id }) => id === view.value.indicator);
  return asked ?? known.find(({ code }) => code === FIRST_SHOWN) ?? known[0] ?? null;
});

const when = (question: string, path: () => string | null): (() => string | null) => {
  return () => (view.value.question === question && geography.value ? path() : null);
};

/** Writes a query without the parameters that were not chosen. */
export function query(parameters: Record<string, string | number | null>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== null);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

/** On foot is what the server takes for granted. */
const travelMode = (): string | null => (view.value.mode === 'walk' ? null : view.value.mode);

export const coveragePath = computed(() => {
  const { audience, at, limit } = view.value;
  const place = { theme: theme.value, geography: geography.value?.code ?? null };
  return `coverage?${query({ ...place, audience, at, mode: travelMode(), limit })}`;
});

const wantedCoverage = (): string | null => (theme.value ? coveragePath.value : null);

export const takeUpPath = computed(() => `take-up?${query({ geography: geography.value?.code ?? null })}`);

export const evenWeights = computed(() => {
  const { weights } = view.value;
  return Object.entries(EVEN_WEIGHTS).every(([kind, weight]) => weights[kind as keyof typeof weights] === weight);
});

export const targetsPath = computed(() => {
  const { weights } = view.value;
  const place = { theme: theme.value, geography: geography.value?.code ?? null };
  const list = { mode: travelMode(), limit: view.value.scope ? MOST_TARGETS : FIRST_TARGETS };
  return `targets?${query({ ...place, ...(evenWeights.value ? {} : weights), ...list })}`;
});

/** What makes the scores, and how firm they are: the same for all weights. */
const madeOf = computed(() =>
  query({ theme: theme.value, geography: geography.value?.code ?? null, mode: travelMode() }),
);
export const componentsPath = computed(() => (geography.value?.targets ? `targets/components?${madeOf.value}` : null));
export const stabilityPath = computed(() => (geography.value?.targets ? `targets/stability?${madeOf.value}` : null));

/** Whether the answer on access is crossed with an indicator of need. */
export const crossed = computed(() => view.value.question === 'coverage' && view.value.facet === 'cross');
const THIRDS = { classes: 'quantile', count: 3 };

export const columnPath = computed(() => {
  const chosen = crossed.value ? crossIndicator.value : indicator.value;
  if (!chosen || !geography.value) return null;
  const cut = view.value.classes;
  const classes = cut && 'by' in cut ? { classes: cut.by, count: cut.count } : {};
  const how = query(crossed.value ? THIRDS : classes);
  return `columns/${geography.value.code}/${encodeURIComponent(chosen.id)}${how && `?${how}`}`;
});

/** A scenario is seen over what it changes. */
export const coverage = resource<Coverage>(
  () => when('coverage', wantedCoverage)() ?? when('scenario', wantedCoverage)(),
  getJson,
);
export const takeUp = resource<TakeUp>(
  when('take-up', () => takeUpPath.value),
  getJson,
);
/** Whether the lens of contradictions is open: it is asked for no sooner. */
export const lensOpen = signal(false);
export const contradictions = resource<Contradictions>(
  when('take-up', () =>
    lensOpen.value ? `contradictions?${query({ geography: geography.value?.code ?? null })}` : null,
  ),
  getJson,
);
export const targets = resource<Targets>(
  when('targets', () => targetsPath.value),
  getJson,
);
export const column = resource<Column>(
  () => (crossed.value || view.value.question === 'indicator' ? columnPath.value : null),
  getJson,
);

export const outlinesOf = (code: string): string =>
  `collections/${code}/items?limit=${PAGE}&properties=code,name,commune`;
const askZones = (path: string, abort: AbortSignal) => getCollection<ZoneProperties, Outline>(path, abort);

/** So many zones and more are drawn from tiles. */
export const MANY_ZONES = 3000;

/** Pictures side by side are drawn from tiles whatever the number of zones. */
const wantsTiles = computed(() => (geography.value?.zones ?? 0) > MANY_ZONES || view.value.swipe !== null);

/** Names, places and neighbours of zones drawn from tiles. */
export const register = resource<Register>(() => {
  const [loaded, shown] = [territory.value, geography.value];
  return loaded && shown && wantsTiles.value ? registerOf(loaded.snapshot, shown.code) : null;
}, getJson);
export const registerOf = (snapshot: string, code: string): string => `zones/${snapshot}/${code}`;

/** A server without tiles is asked for outlines. */
export const tiled = computed(() => wantsTiles.value && register.loaded.value.state !== 'failed');

/** Outlines of the zones shown. */
export const zones = resource<Zones>(
  () => (geography.value && !tiled.value ? outlinesOf(geography.value.code) : null),
  askZones,
);

/** Outlines of priority neighbourhoods, when asked for. */
export const hasPriorityAreas = computed(
  () => territory.value?.geographies.some(({ code }) => code === 'qpv') ?? false,
);
export const priorityAreas = resource<Zones>(
  () =>
    hasPriorityAreas.value && view.value.layers.includes('qpv') && geography.value?.code !== 'qpv'
      ? outlinesOf('qpv')
      : null,
  askZones,
);

/** Municipal boundaries, the calm part of the background. */
export const communes = resource<Zones>(() => {
  const loaded = territory.value?.geographies.some(({ code, zones }) => code === 'commune' && zones <= MANY_ZONES);
  return loaded && geography.value?.code !== 'commune' ? outlinesOf('commune') : null;
}, askZones);

/** Outlines of the clusters of low take-up. */
export const clusters = resource<Zones>(
  when('take-up', () => `collections/take-up-zones/items?limit=${PAGE}`),
  askZones,
);

/** Services of a theme, or of all. */
export const servicesOf = (theme: string | null): string =>
  `collections/services/items?${query({ themes: theme, limit: PAGE })}`;

/** Services of the theme, as points. */
export const services = resource<Services>(
  () => {
    const wanted = view.value.layers.includes('services') && theme.value && view.value.question !== 'indicator';
    return wanted ? servicesOf(theme.value) : null;
  },
  getCollection<ServiceProperties, ServicePoint['geometry']>,
);

export const zoneCard = resource<ZoneCard>(() => {
  const { zone } = view.value;
  return zone && territory.value ? `zones/${encodeURIComponent(zone)}` : null;
}, getJson);

/** How many zones the ranking of all themes together holds, for the rank on a card. */
export const overall = resource<Targets>(() => {
  const chosen = dataOf(zoneCard.loaded.value);
  return chosen?.target ? `targets?${query({ geography: chosen.zone.geography, limit: 1 })}` : null;
}, getJson);

export const serviceCard = resource<ServicePoint>(() => {
  const { service } = view.value;
  return service && territory.value ? `collections/services/items/${encodeURIComponent(service)}` : null;
}, getJson);
