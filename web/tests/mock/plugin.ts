/** Answers for the invented town under `vite --mode mock` and `vite preview --mode mock`; never part of a build. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import type { Mode } from '../../src/api/types';
import { atlas, columnOf, coverage, indicators, SNAPSHOT, takeUp } from './answers.ts';
import { cardOf } from './card.ts';
import { changesOf, contradictionsOf, historyOf, seriesOf } from './changed.ts';
import { columnOfNation, componentsOfNation, outlineOfNation, registerOfNation, tileOfNation } from './nation.ts';
import { areaOf, isochrones, near } from './places.ts';
import { roundOf } from './rounds.ts';
import { scenarioOf } from './scenarios.ts';
import { registerOfTown, tileOfTown } from './tiled-town.ts';
import { clusters, communes, iris, qpv, services } from './town.ts';
import { componentsOf, EVEN, stabilityOf, targetsUnder } from './weights.ts';

const outlines: Record<string, unknown> = { iris, qpv, commune: communes, 'take-up-zones': clusters };

/** With `MAILLAGE_MOCK=nation`, a country of 48,592 zones in the place of the town. */
const wide = process.env.MAILLAGE_MOCK === 'nation';

export function answerTo(address: URL): unknown {
  const [, first, second, third, fourth] = address.pathname.split('/').map(decodeURIComponent);
  const answered = wide ? answerOfNation([first, second, third, fourth]) : undefined;
  if (answered !== undefined) return answered;
  if (first === 'atlas') return atlas;
  if (first === 'columns') return columnOf(third ?? '');
  if (first === 'zones') return third ? registerOfTown(SNAPSHOT) : cardOf(second ?? '');
  if (first === 'coverage')
    return coverage(
      address.searchParams.get('theme') ?? '',
      Number(address.searchParams.get('limit')),
      (address.searchParams.get('mode') ?? 'walk') as Mode,
    );
  if (first === 'near') return near(placeOf(address), (address.searchParams.get('mode') ?? 'walk') as Mode);
  if (first === 'isochrones') return isochrones(placeOf(address), address.searchParams);
  if (first === 'areas') return areaOf();
  if (first === 'take-up') return takeUp;
  if (first === 'targets') return rankedAs(second, address.searchParams);
  if (first === 'scenarios') return scenarioOf(address.searchParams);
  if (first === 'changes') return second === 'history' ? historyOf() : changesOf(address.searchParams.get('since'));
  if (first === 'contradictions') return contradictionsOf();
  if (first === 'series') return seriesOf(third ?? '', address.searchParams);
  if (first === 'api') return { openapi: '3.0.3', paths: PATHS };
  if (first === 'plans') return planAt(second, third);
  if (first !== 'collections') return undefined;
  if (second === 'services') return fourth ? services.find(({ id }) => id === fourth) : servicesOf(address);
  if (second === 'iris' && fourth) return iris.features.find(({ id }) => id === fourth) ?? null;
  return outlines[second ?? ''];
}

/** What the invented server says it serves: everything but what takes notes from the field. */
const PATHS = Object.fromEntries(
  [
    '/scenarios',
    '/targets/components',
    '/targets/stability',
    '/changes',
    '/series/{geography}/{code}',
    '/plans/rounds',
    '/tiles/{snapshot}/{geography}/{z}/{x}/{y}',
  ].map((path) => [path, { get: {}, ...(path === '/plans/rounds' && { post: {} }) }]),
);

/** A job that takes two looks to be done. */
let looks = 0;
function planAt(job: string | undefined, what: string | undefined): unknown {
  if (what === 'results') return roundOf();
  looks = job === 'rounds' ? 0 : looks + 1;
  const status = looks > 1 ? 'successful' : 'running';
  return { processID: 'rounds', type: 'process', jobID: 'a'.repeat(32), status, progress: Math.min(50 * looks, 100) };
}

function rankedAs(what: string | undefined, asked: URLSearchParams): unknown {
  if (what === 'components') return componentsOf();
  if (what === 'stability') return stabilityOf();
  const weight = (kind: 'need' | 'gap' | 'take_up') => Number(asked.get(kind) ?? EVEN[kind]);
  const weights = { need: weight('need'), gap: weight('gap'), take_up: weight('take_up') };
  return targetsUnder(weights, Number(asked.get('limit') ?? 20));
}

type Path = [string | undefined, string | undefined, string | undefined, string | undefined];

function answerOfNation([first, second, third, fourth]: Path): unknown {
  if (first === 'atlas') return atlasOfNation;
  if (first === 'columns') return columnOfNation(indicators.find(({ id }) => id === third) ?? indicatorOfNation);
  if (first === 'zones' && third) return registerOfNation(SNAPSHOT);
  if (first === 'targets') return second === 'components' ? componentsOfNation(SNAPSHOT) : null;
  if (first !== 'collections' || second !== 'iris' || !fourth) return undefined;
  return {
    type: 'Feature',
    id: fourth,
    properties: {},
    geometry: { type: 'Polygon', coordinates: outlineOfNation(fourth) },
  };
}

const indicatorOfNation = indicators[0] as (typeof indicators)[number];
const atlasOfNation = {
  ...atlas,
  name: 'Hexagonie',
  bbox: [-4.6, 42.4, 8.1, 51.1],
  geographies: atlas.geographies
    .filter(({ code }) => code === 'iris')
    .map((iris) => ({ ...iris, zones: 48_592, take_up: false })),
};

/** Tiles are bytes; null is an empty one. */
function tileAt({ pathname }: URL): Uint8Array | null | undefined {
  const [, first, , , zoom, column, row] = pathname.split('/');
  if (first !== 'tiles') return undefined;
  const place = [Number(zoom), Number(column), Number(row)] as const;
  return wide ? tileOfNation(...place) : tileOfTown(...place);
}

const placeOf = (address: URL): [number, number] => {
  const [lon = 0, lat = 0] = (address.searchParams.get('point') ?? '').split(',').map(Number);
  return [lon, lat];
};

function servicesOf(address: URL) {
  const theme = address.searchParams.get('themes') ?? '';
  const features = services.filter(({ properties }) => !theme || properties.themes?.includes(theme));
  return { type: 'FeatureCollection', features, numberMatched: features.length, numberReturned: features.length };
}

const problem = {
  type: '/problems/unknown-zone',
  title: 'Introuvable',
  status: 404,
  detail: 'rien à cette adresse',
  hint: 'vérifier le code',
};

function answer(request: IncomingMessage, response: ServerResponse, next: Connect.NextFunction): void {
  const address = new URL(request.url ?? '/', 'http://mock');
  response.setHeader('Maillage-Snapshot', SNAPSHOT);
  const tile = tileAt(address);
  if (tile !== undefined) {
    response.statusCode = tile === null ? 204 : 200;
    response.setHeader('Content-Type', 'application/vnd.mapbox-vector-tile');
    response.end(tile ?? undefined);
    return;
  }
  const known = answerTo(address);
  if (known === undefined) {
    next();
    return;
  }
  response.statusCode = known === null ? 404 : 200;
  response.setHeader('Content-Type', known === null ? 'application/problem+json' : 'application/json');
  response.end(JSON.stringify(known ?? problem));
}

export function mockTerritory(): Plugin {
  return {
    name: 'mock-territory',
    configureServer: ({ middlewares }) => {
      middlewares.use(answer);
    },
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use(answer);
    },
  };
}
