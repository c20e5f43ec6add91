/** Keeps the map readable without network: its own files, and the last answers. */
const KEPT = 'maillage-last';
const TILES = 'maillage-tiles';
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
    if (answer.status === 200) await keep(request, answer.clone());
    return answer;
  } catch (cause) {
    const last = await known(request.mode === 'navigate' ? './' : request);
    if (last) return last;
    throw cause;
  }
}

/** Answers of the moment are not worth room: a place under a finger, a plan on its way. */
const PASSING = /\/(scenarios\?|plans\/)/;
/** The page and its own files stay, whatever else comes. */
const LASTING = /\/assets\/|\/$/;

/** Tiles are many: they have room of their own. */
async function keep(request, answer) {
  if (PASSING.test(request.url)) return;
  const kept = await caches.open(request.url.includes('/tiles/') ? TILES : KEPT);
  await kept.put(request, answer);
  const names = (await kept.keys()).filter(({ url }) => !LASTING.test(url));
  for (const old of names.slice(0, Math.max(0, names.length - MOST))) await kept.delete(old);
}
