/** Everything a report rests on, asked of the server at once. */
import { getCollection, getJson, Refusal } from '../api/client';
import type {
  Atlas,
  Column,
  Coverage,
  Geography,
  Outline,
  ServicePoint,
  ServiceProperties,
  TakeUp,
  Targets,
  ZoneProperties,
  Zones,
} from '../api/types';
import { rankedAnew } from '../picture/ranking';
import { columnWithin, takeUpWithin } from '../picture/within';
import { query } from '../state/territory';
import type { Asked } from './address';
import { needsOf, portraitOf } from './chosen';

/** A report on more zones would be read by nobody: a municipality is asked for. */
export const MOST_ZONES = 2000;
const PAGE = 10_000;

export interface Findings {
  snapshot: string;
  /** The territory, or the municipality chosen. */
  place: string;
  /** Whether it speaks of the whole territory. */
  whole: boolean;
  geography: Geography;
  zones: Zones;
  portrait: Column[];
  needs: { theme: string; columns: Column[] }[];
  services: ServicePoint[];
  coverages: Coverage[];
  /** Null where recipients or what they are expected from are not loaded. */
  takeUp: TakeUp | null;
  targets: Targets | null;
}

export interface Municipality {
  code: string;
  name: string;
}

export async function municipalities(atlas: Atlas, abort: AbortSignal): Promise<Municipality[]> {
  if (!atlas.geographies.some(({ code }) => code === 'commune')) return [];
  const path = `collections/commune/items?limit=${PAGE}&properties=code,name`;
  const { features } = await getCollection<ZoneProperties, Outline>(path, abort);
  return features.map(({ properties: { code, name } }) => ({ code, name }));
}

/** The zones spoken of: the geography asked for, else the finest. */
export const geographyOf = (atlas: Atlas, { geography }: Asked): Geography | undefined =>
  atlas.geographies.find(({ code }) => code === geography) ?? atlas.geographies[0];

/** The themes reported on: those chosen, else every one that has a service. */
export const themesOf = (atlas: Atlas, { themes }: Asked): string[] =>
  atlas.themes.filter(({ code, services }) => (themes ? themes.includes(code) : services > 0)).map(({ code }) => code);

export async function gather(atlas: Atlas, asked: Asked, abort: AbortSignal): Promise<Findings> {
  const geography = geographyOf(atlas, asked);
  if (!geography) throw new Error('no zones are loaded');
  const answers = await answersTo(atlas, asked, geography, abort);
  const { zones, portrait, needs, services, coverages, takeUp, targets, communes } = answers;
  const whole = asked.scope === null;
  const kept = zones.features.filter(
    ({ properties }) => geography.code !== 'commune' || isAsked(properties.code, asked),
  );
  const within = new Set(kept.map(({ properties }) => properties.code));
  return {
    snapshot: atlas.snapshot,
    place: communes.find(({ code }) => code === asked.scope)?.name ?? asked.scope ?? atlas.name,
    whole,
    geography,
    zones: { ...zones, features: kept },
    portrait: portrait.map((column) => columnWithin(column, within)),
    needs: needs.map(({ theme, columns }) => ({
      theme,
      columns: columns.map((column) => columnWithin(column, within)),
    })),
    services: services.features.filter((service) => whole || isWithin(service, within, asked.scope)),
    coverages: coverages.map((coverage) => coverageOver(coverage, within, whole)),
    takeUp: takeUp && takeUpOver(takeUp, within),
    targets: targets && targetsOver(targets, within, whole),
  };
}

const isAsked = (code: string, { scope }: Asked): boolean => scope === null || code === scope;

/** Every answer the report needs, for the whole territory but for the outlines. */
async function answersTo(atlas: Atlas, asked: Asked, { code, take_up, targets }: Geography, abort: AbortSignal) {
  const themes = themesOf(atlas, asked);
  const commune = code === 'commune' ? null : asked.scope;
  const outlines = `collections/${code}/items?${query({ limit: PAGE, commune })}&properties=code,name,commune`;
  const columnOf = ({ id }: { id: string }) => getJson<Column>(`columns/${code}/${id}`, abort);
  const needOf = async ({ theme, indicators }: ReturnType<typeof needsOf>[number]) => ({
    theme,
    columns: await Promise.all(indicators.map(columnOf)),
  });
  const travel = { geography: code, mode: asked.mode === 'walk' ? null : asked.mode };
  const coverageOf = (theme: string) =>
    getJson<Coverage>(`coverage?${query({ theme, ...travel, limit: asked.limit })}`, abort);
  const theme = themes.length === 1 ? (themes[0] ?? null) : null;
  const ranking = `targets?${query({ theme, ...travel, within: asked.limit, limit: PAGE })}`;
  const [zones, portrait, needs, services, coverages, takeUp, ranked, communes] = await Promise.all([
    getCollection<ZoneProperties, Outline>(outlines, abort),
    Promise.all(portraitOf(atlas.indicators, code).map(columnOf)),
    Promise.all(needsOf(atlas.indicators, code, themes).map(needOf)),
    getCollection<ServiceProperties, ServicePoint['geometry']>(`collections/services/items?limit=${PAGE}`, abort),
    Promise.all(themes.map(coverageOf)),
    take_up ? unlessRefused(getJson<TakeUp>(`take-up?${query({ geography: code })}`, abort)) : null,
    targets ? unlessRefused(getJson<Targets>(ranking, abort)) : null,
    asked.scope ? municipalities(atlas, abort) : [],
  ]);
  return { zones, portrait, needs, services, coverages, takeUp, targets: ranked, communes };
}

const isWithin = ({ properties }: ServicePoint, zones: ReadonlySet<string>, commune: string | null): boolean =>
  (properties.zone !== null && zones.has(properties.zone)) || properties.commune === commune;

function coverageOver(coverage: Coverage, codes: ReadonlySet<string>, whole: boolean): Coverage {
  if (whole) return coverage;
  const zones = coverage.zones.filter(({ zone }) => codes.has(zone));
  const sum = (of: (zone: Coverage['zones'][number]) => number) => zones.reduce((all, zone) => all + of(zone), 0);
  const short = {
    value: sum(({ short: { value } }) => value ?? 0),
    interval: {
      low: sum(({ short: { value, interval } }) => interval?.low ?? value ?? 0),
      high: sum(({ short: { value, interval } }) => interval?.high ?? value ?? 0),
    },
    flag: 'estimated' as const,
  };
  return { ...coverage, zones, short };
}

/** The clusters that touch the zones spoken of. */
function takeUpOver(takeUp: TakeUp, codes: ReadonlySet<string>): TakeUp {
  const clusters = takeUp.clusters.filter(({ zones }) => zones.some((zone) => codes.has(zone)));
  return { ...takeUpWithin(takeUp, codes), clusters };
}

function targetsOver(targets: Targets, codes: ReadonlySet<string>, whole: boolean): Targets {
  if (whole) return targets;
  const inside = rankedAnew(targets.targets.filter(({ zone }) => codes.has(zone)));
  return {
    ...targets,
    ranked: inside.length,
    targets: inside,
    left_out: targets.left_out.filter((code) => codes.has(code)),
  };
}

/** The answer, or null where the server says that its data do not allow one. */
async function unlessRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof Refusal && cause.problem.status === 404) return null;
    throw cause;
  }
}
