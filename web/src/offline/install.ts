/** Makes the page open without network once it was opened with one. */
import { addressOf } from '../api/client';

const KEPT = 'maillage-last';

/** Browsers allow it on https and on localhost only; elsewhere the page is as it was. */
export async function install(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(addressOf('sw.js'));
    await navigator.serviceWorker.ready;
    await keepFirstLoad();
  } catch {
    /* the page works with a network as before */
  }
}

/** What was fetched before the worker stood between. */
async function keepFirstLoad(): Promise<void> {
  const kept = await caches.open(KEPT);
  const fetched = performance.getEntriesByType('resource').map(({ name }) => name);
  const own = fetched.filter((address) => new URL(address).origin === location.origin);
  await Promise.all([page(), ...new Set(own)].map((address) => kept.add(address).catch(() => {})));
}

/** The same address answers programs in JSON. */
const page = (): Request => new Request(addressOf('./'), { headers: { Accept: 'text/html' } });

/** Parts fetched when first shown are fetched ahead, at leisure, so that they are there without network. */
export function fetchAhead(): void {
  const parts = [
    () => import('../i18n/english'),
    () => import('../parts/card/card'),
    () => import('../parts/table'),
    () => import('../picture/changing'),
    () => import('../parts/card/around'),
    () => import('../parts/card/area'),
    () => import('../parts/class-choice'),
    () => import('../parts/scenario/question'),
    () => import('../parts/scenario/what-if'),
    () => import('../parts/changes/question'),
    () => import('../parts/field/note'),
    () => import('../parts/field/check'),
    () => import('../parts/field/outbox'),
    () => import('../parts/clock'),
    () => import('../parts/print-sheet'),
    () => import('../search/places'),
    () => import('../export/image'),
    () => import('../export/notice'),
    () => import('../pages'),
    () => import('./pack'),
  ];
  for (const part of parts) part().catch(() => {});
}
