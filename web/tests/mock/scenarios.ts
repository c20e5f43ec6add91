/** What a scenario would change in the invented town: whoever is near a new place gains, whoever was near a closed one loses. */
import type { Access, Change, Measure, Position, Scenario, ScenarioZone } from '../../src/api/types';
import { accessOf, method, SNAPSHOT } from './answers.ts';
import { cells, centreOf, estimated, published, services } from './town.ts';

const METRES = 111_320;
const NEAR = 1_600;

function metresBetween([lon, lat]: Position, [x, y]: Position): number {
  return METRES * Math.hypot((lon - x) * Math.cos((lat * Math.PI) / 180), lat - y);
}

const placeOf = (id: string): Position =>
  services.find((service) => service.id === id)?.geometry.coordinates ?? [3.85, 43.61];
const nameOf = (id: string): string => services.find((service) => service.id === id)?.properties.name ?? id;

/** People of a zone within reach of a place, fewer the farther they are. */
const reached = (zone: number, place: Position): number => {
  const far = metresBetween(centreOf(cells[zone] as (typeof cells)[number]), place);
  return far > NEAR ? 0 : Math.round(420 * (1 - far / NEAR));
};

export function scenarioOf(asked: URLSearchParams): Scenario {
  const changes = JSON.parse(asked.get('changes') ?? '[]') as Change[];
  const gains = changes.flatMap((change) => ('position' in change ? [change.position] : []));
  const losses = changes.flatMap((change) =>
    change.kind === 'close' || change.kind === 'move' ? [placeOf(change.service)] : [],
  );
  const zones = cells.flatMap((_, zone) => zoneOf(zone, gains, losses) ?? []);
  const sum = (pick: (zone: ScenarioZone) => Measure) =>
    zones.reduce((total, zone) => total + (pick(zone).value ?? 0), 0);
  const [gained, lost] = [sum((zone) => zone.newly_covered), sum((zone) => zone.no_longer_covered)];
  return {
    snapshot: SNAPSHOT,
    name: asked.get('name'),
    query: {
      geography: 'iris',
      theme: asked.get('theme') ?? '',
      audience: null,
      at: asked.get('at'),
      mode: 'walk',
      limit_minutes: 30,
    },
    method,
    changes: changes.map((change, index) => ({
      kind: change.kind,
      service: 'service' in change ? change.service : `scenario:${index}`,
      name: 'service' in change ? nameOf(change.service) : (change.name ?? ''),
      position: 'position' in change ? change.position : placeOf(change.service),
      zone: null,
      opening: 'opening' in change ? (change.opening ?? null) : null,
      remark:
        change.kind === 'hours' && !asked.get('at')
          ? {
              fr: 'Sans moment choisi, les horaires ne changent rien.',
              en: 'Without a moment chosen, hours change nothing.',
            }
          : null,
    })),
    totals: {
      covered_before: published(40_000),
      covered_after: published(40_000 + gained - lost),
      short_before: published(9_420),
      short_after: published(9_420 - gained + lost),
      newly_covered: published(gained),
      no_longer_covered: published(lost),
    },
    groups: groupsOf(gained, lost),
    missing_groups: [
      {
        code: 'without_car',
        label: { fr: 'Ménages sans voiture', en: 'Households without a car' },
        reason: { fr: 'aucun jeu de données ne le dit ici', en: 'no data set tells it here' },
      },
    ],
    zones,
    gain: zones.filter(({ effect }) => effect === 'gain').map(({ zone }) => zone),
    lose: zones.filter(({ effect }) => effect === 'lose').map(({ zone }) => zone),
    better: betterOf(changes, gained, asked.get('better_for')),
    sentence: {
      fr: `${gained} personnes gagnent un service à portée, ${lost} le perdent.`,
      en: `${gained} people gain a service in reach, ${lost} lose it.`,
    },
    sources: ['services-2024', 'incomes-2020'],
  };
}

function groupsOf(gained: number, lost: number): Scenario['groups'] {
  const part = (share: number) => ({
    newly_covered: estimated(
      Math.round(gained * share),
      Math.round(0.9 * gained * share),
      Math.round(1.1 * gained * share),
    ),
    no_longer_covered: published(Math.round(lost * share)),
  });
  return [
    { code: 'everyone', label: { fr: 'Habitants', en: 'People' }, unit: 'persons', ...part(1), unknown_zones: 0 },
    {
      code: 'poor',
      label: { fr: 'Personnes pauvres', en: 'Poor people' },
      unit: 'persons',
      ...part(0.31),
      unknown_zones: 2,
    },
    {
      code: 'aged_75_plus',
      label: { fr: '75 ans et plus', en: 'Aged 75 and over' },
      unit: 'persons',
      ...part(0.11),
      unknown_zones: 0,
    },
  ];
}

function zoneOf(zone: number, gains: Position[], losses: Position[]): ScenarioZone | null {
  const total = (places: Position[]) => places.reduce((sum, place) => sum + reached(zone, place), 0);
  const [gained, lost] = [total(gains), total(losses)];
  if (gained === 0 && lost === 0) return null;
  const cell = cells[zone] as (typeof cells)[number];
  const before: Access = accessOf(cell);
  return {
    zone: cell.code,
    name: cell.name,
    people: published(1_500),
    effect: gained === 0 ? 'lose' : lost === 0 ? 'gain' : 'both',
    newly_covered: published(gained),
    no_longer_covered: published(lost),
    before,
    after: { ...before, class: gained > lost ? 'covered' : 'uncovered' },
  };
}

function betterOf(changes: Change[], gained: number, wanted: string | null): Scenario['better'] {
  const at = changes.findLastIndex((change) => 'position' in change);
  const change = changes[at];
  if (wanted === 'none' || !change || !('position' in change)) return null;
  const [lon, lat] = change.position;
  const places = [
    [0.006, 0.003],
    [-0.005, 0.004],
  ].map(([east = 0, north = 0], index) => ({
    position: [Number((lon + east).toFixed(5)), Number((lat + north).toFixed(5))] as Position,
    zone: cells[index]?.code ?? '',
    name: cells[20 + index]?.name ?? '',
    minutes_away: 6.4 + 3 * index,
    short_change: -(gained + 260 - 90 * index),
    newly_covered: published(gained + 260 - 90 * index),
  }));
  return { change: at, asked: { short_change: -gained, newly_covered: published(gained) }, places };
}
