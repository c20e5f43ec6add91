/** Answers for the invented town under `vite --mode mock` and `vite preview --mode mock`; never part of a build. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import type { Mode } from '../../src/api/types';
import { atlas, cardOf, columnOf, coverage, SNAPSHOT, takeUp, targets } from './answers.ts';
import { areaOf, isochrones, near } from './places.ts';
import { clusters, communes, iris, qpv, services } from './town.ts';

const outlines: Record<string, unknown> = { iris, qpv, commune: communes, 'take-up-zones': clusters };

export function answerTo(address: URL): unknown {
  const [, first, second, third, fourth] = address.pathname.split('/').map(decodeURIComponent);
  if (first === 'atlas') return atlas;
  if (first === 'columns') return columnOf(third ?? '');
  if (first === 'zones') return cardOf(second ?? '');
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
  if (first === 'targets') return targets;
  if (first !== 'collections') return undefined;
  if (second === 'services') return fourth ? services.find(({ id }) => id === fourth) : servicesOf(address);
  return outlines[second ?? ''];
}

const placeOf = (address: URL): [number, number] => {
  const [lon = 0, lat = 0] = (address.searchParams.get('point') ?? '').split(',').map(Number);
  return [lon, lat];
};

function servicesOf(address: URL) {
  const theme = address.searchParams.get('themes') ?? '';
  const features = services.filter(({ properties }) => properties.themes?.includes(theme));
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
  const known = answerTo(address);
  if (known === undefined) {
    next();
    return;
  }
  response.statusCode = known === null ? 404 : 200;
  response.setHeader('Content-Type', known === null ? 'application/problem+json' : 'application/json');
  response.setHeader('Maillage-Snapshot', SNAPSHOT);
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
