import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { Refusal } from '../api/client';
import type { Problem } from '../api/types';

/** What is known of something asked for. While it is asked again, the former answer stays on screen. */
export type Loaded<T> =
  | { state: 'idle' }
  | { state: 'loading'; data?: T }
  | { state: 'ready'; data: T }
  | { state: 'failed'; problem: Problem };

export interface Resource<T> {
  loaded: ReadonlySignal<Loaded<T>>;
  retry: () => void;
}

/** The server is loading its data or has too much to do: it is asked again after a while. */
const BUSY = 503;
const PATIENCE = 1500;

/** Counts the snapshots seen: everything is asked again when it changes. */
export const revision = signal(0);

/** Keeps the answer to `ask` in step with the signals its address reads; a null address asks for nothing. */
export function resource<T>(
  address: () => string | null,
  ask: (path: string, abort: AbortSignal) => Promise<T>,
): Resource<T> {
  const loaded = signal<Loaded<T>>({ state: 'idle' });
  const attempt = signal(0);
  const wanted = computed(address);
  effect(() => {
    void attempt.value;
    void revision.value;
    const path = wanted.value;
    if (path === null) {
      loaded.value = { state: 'idle' };
      return;
    }
    const abort = new AbortController();
    const former = dataOf(loaded.peek());
    loaded.value = former === undefined ? { state: 'loading' } : { state: 'loading', data: former };
    const failed = (problem: Problem) => {
      if (problem.status === BUSY) setTimeout(() => settle(abort, () => attempt.value++), PATIENCE);
      else loaded.value = { state: 'failed', problem };
    };
    ask(path, abort.signal).then(
      (data) => settle(abort, () => (loaded.value = { state: 'ready', data })),
      (cause) => settle(abort, () => failed(problemOf(cause))),
    );
    return () => abort.abort();
  });
  return { loaded, retry: () => attempt.value++ };
}

/** The answer, be it a former one. */
export const dataOf = <T>(loaded: Loaded<T>): T | undefined =>
  loaded.state === 'ready' || loaded.state === 'loading' ? loaded.data : undefined;

function settle(abort: AbortController, act: () => void): void {
  if (!abort.signal.aborted) act();
}

function problemOf(cause: unknown): Problem {
  return cause instanceof Refusal ? cause.problem : { type: 'about:blank', title: String(cause), status: 0 };
}
