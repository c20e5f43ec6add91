/** Decodes tiles beside the page, so that the map keeps moving. */
import { decodeTile } from './decode';

export interface Job {
  job: number;
  bytes: ArrayBuffer;
}

export type Done = { job: number; ids: Uint32Array<ArrayBuffer> } | { job: number; failed: string };

addEventListener('message', ({ data: { job, bytes } }: MessageEvent<Job>) => {
  try {
    const ids = decodeTile(bytes);
    const done: Done = { job, ids };
    postMessage(done, { transfer: [ids.buffer] });
  } catch (cause) {
    const done: Done = { job, failed: String(cause) };
    postMessage(done);
  }
});
