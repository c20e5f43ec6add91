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
  standing.value = known;
  return known;
}

export async function signIn(login: string, password: string): Promise<void> {
  standing.value = await postJson<Standing>(SESSION, { login, password });
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
