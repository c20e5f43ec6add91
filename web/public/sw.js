/** Keeps the map readable without network: its own files, and the last answers. */
const KEPT = 'maillage-last';
const MOST = 600;
const known = (request) => caches.match(request, { ignoreVary: true });

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(request.url.includes('/assets/') ? keptFirst(request) : freshFirst(request));
});

const keptFirst = async (request) => (await known(request)) ?? freshFirst(request);

async function freshFirst(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await keep(request, answer.clone());
    return answer;
  } catch (cause) {
    const last = await known(request.mode === 'navigate' ? './' : request);
    if (last) return last;
    throw cause;
  }
}

async function keep(request, answer) {
  const kept = await caches.open(KEPT);
  await kept.put(request, answer);
  const names = await kept.keys();
  for (const old of names.slice(0, Math.max(0, names.length - MOST))) await kept.delete(old);
}
