/** Who is signed in, on servers that know accounts. The cookie is the browser's; the token is held by the page alone. */
import { signal } from '@preact/signals';
import { getJson, postJson, remove } from '../api/client';
import { posted } from '../api/served';
import type { Text } from '../api/types';

/** `GET /session` */
export interface Standing {
  role: string;
  label: Text;
  rights: string[];
  /** Codes of municipalities, intermunicipal areas, départements; `*` is everywhere. */
  territory: string[];
  login: string | null;
  /** What requests that change something carry in the header `Maillage-Token`. */
  token: string | null;
  /** The identity provider at which one may sign in too. */
  provider: string | null;
}

/** What the server last said; `unknown` before it was asked, null where it knows no accounts. */
export const standing = signal<Standing | null | 'unknown'>('unknown');

const SESSION = 'session';

/** Asks who one is. */
export async function ask(): Promise<Standing | null> {
  const known = (await posted()).has(SESSION) ? await getJson<Standing>(SESSION, undefined, false) : null;
  settle(known);
  return known;
}

/** That somebody signed in here, and nothing of whom: readers without an account are asked about no session. */
const HERE = 'maillage.signed-in';

function settle(known: Standing | null): void {
  standing.value = known;
  try {
    if (known?.login) localStorage.setItem(HERE, '1');
    else localStorage.removeItem(HERE);
  } catch {
    // A browser that keeps nothing: one signs in again from the page of accounts.
  }
}

/** Asks who one is, where somebody signed in on this device and it was not asked yet. */
export async function recall(): Promise<void> {
  try {
    if (standing.peek() === 'unknown' && localStorage.getItem(HERE) !== null) await ask();
  } catch {
    // Nobody waits for it: the map is the same without.
  }
}

export async function signIn(login: string, password: string): Promise<void> {
  settle(await postJson<Standing>(SESSION, { login, password }));
}

export async function signOut(): Promise<void> {
  const present = standing.peek();
  await remove(SESSION, proof(present === 'unknown' ? null : present));
  await ask();
}

/** The header that shows that a request comes from this page. */
export const proof = (present: Standing | null): Record<string, string> =>
  present?.token ? { 'Maillage-Token': present.token } : {};

export const mayNote = (present: Standing): boolean => present.rights.includes('write-note');

interface Lying {
  geography: string;
  code: string;
  parents: { geography: string; code: string }[];
}

/** Whether a zone lies wholly in the territory of whoever is signed in, and a right of theirs holds there. */
export function mayIn(right: string, zone: Lying): boolean {
  const present = standing.value;
  if (present === null || present === 'unknown' || !present.rights.includes(right)) return false;
  const codes = new Set(present.territory);
  const within = (geography: string) =>
    [zone, ...zone.parents].filter((place) => place.geography === geography).map(({ code }) => code);
  const all = (places: string[], held: (code: string) => boolean) => places.length > 0 && places.every(held);
  return (
    codes.has('*') ||
    all(within('commune'), (code) => codes.has(code) || codes.has(code.slice(0, /^9[78]/.test(code) ? 3 : 2))) ||
    all(within('epci'), (code) => codes.has(code)) ||
    all(within('departement'), (code) => codes.has(code))
  );
}
