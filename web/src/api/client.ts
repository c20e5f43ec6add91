import type { Collection, Feature, Geometry, Problem } from './types';

/** An answer that is not the one asked for: refused by the server, or the server was not reached. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

/** The `type` of a problem made here because no server answered. */
export const UNREACHABLE = 'unreachable';

let language = 'fr';
const seen = new Set<string>();
let announce: () => void = () => {};
const answers = new Map<string, unknown>();

/** The language errors are asked in. */
export const speak = (lang: string): void => {
  language = lang;
};

/** Calls back when the server starts to answer from another snapshot than before. */
export const onNewSnapshot = (callback: () => void): void => {
  announce = callback;
};

/** Where a resource lies, beside the page itself whatever the path it is served under. */
export const addressOf = (path: string): string => new URL(path, document.baseURI).href;

/** Asks for JSON. Answers are kept for as long as the snapshot they were drawn from, unless they do not last. */
export async function getJson<T>(path: string, abort?: AbortSignal, lasting = true): Promise<T> {
  const kept = lasting ? answers.get(path) : undefined;
  if (kept !== undefined) return kept as T;
  const response = await reach(path, abort);
  if (!response.ok) throw new Refusal(await problemOf(response));
  notice(response.headers.get('Maillage-Snapshot'));
  const answer = (await response.json()) as T;
  if (lasting) answers.set(path, answer);
  return answer;
}

/** Sends GeoJSON and reads what is said of it. */
export const postGeoJson = <T>(path: string, body: Geometry, abort?: AbortSignal): Promise<T> =>
  send<T>(path, body, { 'Content-Type': 'application/geo+json' }, abort);

/** Sends JSON and reads what is said of it. */
export const postJson = <T>(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  abort?: AbortSignal,
): Promise<T> => send<T>(path, body, { 'Content-Type': 'application/json', ...headers }, abort);

async function send<T>(path: string, body: unknown, headers: Record<string, string>, abort?: AbortSignal): Promise<T> {
  const response = await reach(path, abort, { method: 'POST', body: JSON.stringify(body), headers });
  if (!response.ok) throw new Refusal(await problemOf(response));
  notice(response.headers.get('Maillage-Snapshot'));
  return (response.status === 204 ? undefined : await response.json().catch(() => undefined)) as T;
}

/** Bytes as they come, with their headers: tiles, columns. Null where there is nothing. */
export async function getBytes(
  path: string,
  abort?: AbortSignal,
): Promise<{ bytes: ArrayBuffer; headers: Headers } | null> {
  const response = await reach(path, abort);
  if (!response.ok) throw new Refusal(await problemOf(response));
  notice(response.headers.get('Maillage-Snapshot'));
  return response.status === 204 ? null : { bytes: await response.arrayBuffer(), headers: response.headers };
}

/** Stops something under way, or ends it. */
export async function remove(path: string, headers: Record<string, string> = {}): Promise<void> {
  const response = await reach(path, undefined, { method: 'DELETE', headers });
  if (!response.ok) throw new Refusal(await problemOf(response));
}

/** A whole collection, page after page. */
export async function getCollection<P, G extends Geometry>(
  path: string,
  abort?: AbortSignal,
): Promise<Collection<P, G>> {
  const first = await getJson<Collection<P, G>>(path, abort);
  const features: Feature<P, G>[] = [...first.features];
  let page = first;
  for (let next = nextOf(page); next && page.features.length > 0; next = nextOf(page)) {
    page = await getJson<Collection<P, G>>(next, abort);
    features.push(...page.features);
  }
  return { ...first, features, numberReturned: features.length };
}

const nextOf = ({ links }: Pick<Collection, 'links'>): string | undefined =>
  links?.find((link) => link.rel === 'next')?.href;

interface Sent {
  method: string;
  headers: Record<string, string>;
  body?: string;
}

/** How often a server that says when to come back is asked, and the longest wait, in seconds, that one waits for it. */
const [ASKED_AT_MOST, LONGEST_WAIT] = [8, 10];

/** Asks, and asks again where a busy server says when; what is sent is sent once, its sender knows best when to send it again. */
async function reach(path: string, abort?: AbortSignal, sent?: Sent): Promise<Response> {
  for (let asked = 1; ; asked += 1) {
    const response = await ask(path, abort, sent);
    const seconds = response.ok ? 0 : Number(response.headers.get('Retry-After') ?? 0);
    if (sent || asked === ASKED_AT_MOST || !(seconds > 0 && seconds <= LONGEST_WAIT)) return response;
    // Read to its end, a refusal gives its connection back; until then the browser counts it among what is under way.
    await response.arrayBuffer();
    await pause(seconds, abort);
  }
}

/** Waits so many seconds and up to half as many more, so that not everybody comes back at once. */
function pause(seconds: number, abort?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, seconds * 1000 * (1 + Math.random() / 2));
    abort?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(abort.reason);
    });
  });
}

async function ask(path: string, abort?: AbortSignal, sent?: Sent): Promise<Response> {
  const headers = { Accept: 'application/json, application/geo+json, */*;q=0.1', 'Accept-Language': language };
  const request = { ...sent, headers: { ...headers, ...sent?.headers } };
  try {
    return await fetch(addressOf(path), { ...request, ...(abort && { signal: abort }) });
  } catch (cause) {
    if (abort?.aborted) throw cause;
    throw new Refusal({ type: UNREACHABLE, title: String(cause), status: 0 });
  }
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { type: 'about:blank', title: `${response.status} ${response.statusText}`, status: response.status };
  }
}

/** A snapshot never seen before makes all former answers stale; one seen before is a cache on the way. */
function notice(snapshot: string | null): void {
  if (snapshot === null || seen.has(snapshot)) return;
  const first = seen.size === 0;
  seen.add(snapshot);
  if (first) return;
  answers.clear();
  announce();
}
