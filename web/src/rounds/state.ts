/** A round on foot from a place: asked as a job, followed until it is done, kept for where there is no network. */
import { computed, effect, signal } from '@preact/signals';
import { getJson, postJson, Refusal, remove, UNREACHABLE } from '../api/client';
import type { Job, Problem, Round } from '../api/types';
import { placeWords } from '../state/reading';
import { geography, territory, theme } from '../state/territory';
import { keep, recall, view } from '../state/view';

export type Plan =
  | { state: 'idle' }
  | { state: 'working'; progress: number | null }
  | { state: 'ready'; round: Round; kept: boolean }
  | { state: 'failed'; problem: Problem };

export const plan = signal<Plan>({ state: 'idle' });
const attempt = signal(0);
export const planAgain = (): void => {
  attempt.value += 1;
};

const KEY = 'maillage.rounds';
const MOST_KEPT = 6;
const PACE = 700;
const STOP_MINUTES = 20;
/** The server may answer at once. */
const PATIENCE = { Prefer: 'wait=5' };

type Asked = Record<string, unknown>;

/** What is asked, and the words by which it is known again. */
function asked(): { body: Asked; key: string } | null {
  const { from, round, mode, question: asking } = view.value;
  if (!from || round === null || !territory.value || !geography.value || asking === 'scenario') return null;
  const wanted = theme.value ?? territory.value.themes.find(({ services }) => services > 0)?.code;
  if (!wanted) return null;
  const body = {
    start: from,
    minutes: round,
    mode,
    theme: wanted,
    geography: geography.value.code,
    stop_minutes: STOP_MINUTES,
    return: true,
  };
  return { body, key: [placeWords(from), round, mode, wanted, geography.value.code].join(' ') };
}

/** As words, so that nothing is asked again for what changes beside it. */
const question = computed(() => JSON.stringify(asked()));

effect(() => {
  void attempt.value;
  const wanted = JSON.parse(question.value) as ReturnType<typeof asked>;
  if (!wanted) {
    plan.value = { state: 'idle' };
    return;
  }
  const stop = new AbortController();
  plan.value = { state: 'working', progress: null };
  run(wanted.body, stop.signal).then(
    (round) => settle(stop, () => done(wanted.key, round)),
    (cause) => settle(stop, () => failed(wanted.key, cause)),
  );
  return () => stop.abort();
});

function settle(stop: AbortController, act: () => void): void {
  if (!stop.signal.aborted) act();
}

function done(key: string, round: Round): void {
  keepRound(key, round);
  plan.value = { state: 'ready', round, kept: false };
}

/** Without network the round planned here before is still there. */
function failed(key: string, cause: unknown): void {
  const problem = cause instanceof Refusal ? cause.problem : { type: 'about:blank', title: String(cause), status: 0 };
  const before = keptRounds()[key];
  const away = problem.type === UNREACHABLE || problem.status === 0;
  plan.value = away && before ? { state: 'ready', round: before, kept: true } : { state: 'failed', problem };
}

async function run(body: Asked, abort: AbortSignal): Promise<Round> {
  const first = await postJson<Job | Round>('plans/rounds', body, PATIENCE, abort);
  if ('stops' in first) return first;
  const path = `plans/${first.jobID}`;
  abort.addEventListener('abort', () => void remove(path).catch(() => {}));
  return follow(path, first, abort);
}

async function follow(path: string, first: Job, abort: AbortSignal): Promise<Round> {
  for (let job = first; ; ) {
    if (job.status === 'successful') return getJson<Round>(`${path}/results`, abort);
    if (job.status === 'failed' || job.status === 'dismissed') {
      const title = job.message?.[document.documentElement.lang === 'en' ? 'en' : 'fr'] ?? job.status;
      throw new Refusal({ type: 'about:blank', title, status: 500 });
    }
    plan.value = { state: 'working', progress: job.progress ?? null };
    await new Promise((resolve) => setTimeout(resolve, PACE));
    abort.throwIfAborted();
    job = await getJson<Job>(path, abort, false);
  }
}

export function keptRounds(): Record<string, Round> {
  try {
    const read: unknown = JSON.parse(recall(KEY) ?? '{}');
    return read && typeof read === 'object' ? (read as Record<string, Round>) : {};
  } catch {
    return {};
  }
}

function keepRound(key: string, round: Round): void {
  const { [key]: _, ...others } = keptRounds();
  keep(KEY, JSON.stringify(Object.fromEntries([...Object.entries(others).slice(1 - MOST_KEPT), [key, round]])));
}
