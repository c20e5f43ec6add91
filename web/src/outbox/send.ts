/** Sends what waits, as soon as the server has where to put it. */
import { signal } from '@preact/signals';
import { ask, mayNote, proof } from '../account/session';
import { postJson, Refusal, UNREACHABLE } from '../api/client';
import { posted } from '../api/served';
import { online } from '../state/device';
import { drop, keepEntry, waiting } from './box';
import type { Entry } from './entry';

/** Where sending stands: `closed` when the server has no place for such things, `signedOut` when it wants to know whose. */
export type Sending = 'idle' | 'sending' | 'closed' | 'signedOut' | 'unreachable';
export const sending = signal<Sending>('idle');

/** Refused for what it says, not for the moment it came. */
const FOR_GOOD = new Set([400, 403, 404, 409, 413, 415, 422]);
const NOT_SIGNED_IN = 401;
const AGAIN = 60_000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends everything that waits and was not refused, oldest first; what does not go stays. */
export async function flush(): Promise<number> {
  const ready = waiting.peek().filter(({ refused }) => refused === undefined);
  if (ready.length === 0 || sending.peek() === 'sending') return 0;
  sending.value = 'sending';
  let sent = 0;
  try {
    const open = await posted();
    const fit = ready.filter(({ path }) => open.has(path));
    const whose = fit.length > 0 ? await ask() : null;
    if (whose && !mayNote(whose)) {
      sending.value = 'signedOut';
      return 0;
    }
    for (const entry of fit) sent += Number(await sendOne(entry, proof(whose)));
    sending.value = fit.length === ready.length ? 'idle' : 'closed';
  } catch (cause) {
    sending.value = isSignedOut(cause) ? 'signedOut' : 'unreachable';
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), AGAIN);
  }
  return sent;
}

const isSignedOut = (cause: unknown): boolean => cause instanceof Refusal && cause.problem.status === NOT_SIGNED_IN;

/** True once taken. A refusal stays with its entry; any other trouble ends the run. */
async function sendOne(entry: Entry, shown: Record<string, string>): Promise<boolean> {
  try {
    await postJson(entry.path, entry.body, { 'Idempotency-Key': entry.key, ...shown });
  } catch (cause) {
    if (!(cause instanceof Refusal) || cause.problem.type === UNREACHABLE) throw cause;
    if (!FOR_GOOD.has(cause.problem.status)) throw cause;
    keepEntry({ ...entry, refused: cause.problem });
    return false;
  }
  drop(entry.key);
  return true;
}

/** Gives a refused entry another chance. */
export function again({ refused, ...entry }: Entry): void {
  keepEntry(entry as Entry);
  void flush();
}

online.subscribe((present) => {
  if (present) void flush();
});
