/** Sends what waits, as soon as the server has where to put it. */
import { signal } from '@preact/signals';
import { getJson, postJson, Refusal, UNREACHABLE } from '../api/client';
import { online } from '../state/device';
import { drop, keepEntry, waiting } from './box';
import type { Entry } from './entry';

/** Where sending stands: `closed` when the server has no place for such things yet. */
export type Sending = 'idle' | 'sending' | 'closed' | 'unreachable';
export const sending = signal<Sending>('idle');

/** Refused for what it says, not for the moment it came. */
const FOR_GOOD = new Set([400, 409, 413, 415, 422]);
const AGAIN = 60_000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** What the server says it takes: the paths of its description that can be posted to. */
async function taken(): Promise<Set<string>> {
  const { paths } = await getJson<{ paths: Record<string, { post?: unknown }> }>('api');
  const posted = Object.entries(paths).filter(([, verbs]) => verbs.post !== undefined);
  return new Set(posted.map(([path]) => path.replace(/^\//, '')));
}

/** Sends everything that waits and was not refused, oldest first; what does not go stays. */
export async function flush(): Promise<number> {
  const ready = waiting.peek().filter(({ refused }) => refused === undefined);
  if (ready.length === 0 || sending.peek() === 'sending') return 0;
  sending.value = 'sending';
  let sent = 0;
  try {
    const open = await taken();
    const fit = ready.filter(({ path }) => open.has(path));
    for (const entry of fit) sent += Number(await sendOne(entry));
    sending.value = fit.length === ready.length ? 'idle' : 'closed';
  } catch {
    sending.value = 'unreachable';
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), AGAIN);
  }
  return sent;
}

/** True once taken. A refusal stays with its entry; any other trouble ends the run. */
async function sendOne(entry: Entry): Promise<boolean> {
  try {
    await postJson(entry.path, entry.body, { 'Idempotency-Key': entry.key });
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
