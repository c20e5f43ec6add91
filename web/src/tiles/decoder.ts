/** The page's side of the worker that decodes tiles. */
import type { Done, Job } from './worker';

type Grid = Uint32Array<ArrayBuffer>;
interface Waiting {
  resolve: (ids: Grid) => void;
  reject: (cause: Error) => void;
}

const waiting = new Map<number, Waiting>();
let worker: Worker | null = null;
let jobs = 0;

/** Starts the worker before the first tile is there. */
export function ready(): void {
  worker ??= start();
}

/** Hands the bytes over and gives back the grid of the zones under the pixels. */
export function decode(bytes: ArrayBuffer): Promise<Grid> {
  worker ??= start();
  jobs += 1;
  const job = jobs;
  const asked: Job = { job, bytes };
  worker.postMessage(asked, [bytes]);
  return new Promise((resolve, reject) => waiting.set(job, { resolve, reject }));
}

function start(): Worker {
  const started = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<Done>) => {
    const asker = waiting.get(data.job);
    waiting.delete(data.job);
    if ('ids' in data) asker?.resolve(data.ids);
    else asker?.reject(new Error(data.failed));
  });
  return started;
}
