import { UNREACHABLE } from '../api/client';
import type { Problem } from '../api/types';
import { words } from '../i18n';
import { online } from '../state/device';

/** Something is on its way. */
export function Waiting() {
  return (
    <div class="state" role="status">
      <span class="pulse" aria-hidden="true" />
      <p>{words.value.loading}</p>
    </div>
  );
}

/** What went wrong and how to mend it, in the server's words when it answered. */
export function Failed({ problem, retry }: { problem: Problem; retry: () => void }) {
  const unreachable = problem.type === UNREACHABLE;
  const { failedTitle, unreachable: title, unreachableHint, retry: again } = words.value;
  return (
    <div class="state state-failed" role="alert">
      <h2>{unreachable ? title : problem.title || failedTitle}</h2>
      {!unreachable && problem.detail && !problem.detail.includes(problem.title) && <p>{problem.detail}</p>}
      {(unreachable || problem.hint) && <p class="hint">{unreachable ? unreachableHint : problem.hint}</p>}
      <button type="button" class="button" onClick={retry}>
        {again}
      </button>
    </div>
  );
}

/** What an act came to: heard when it was done, read where it failed. */
export function Outcome({ said = '', failed }: { said?: string; failed: string | null }) {
  return (
    <>
      <p class="unseen" role="status">
        {said}
      </p>
      {failed && (
        <p class="notice" role="alert">
          {failed}
        </p>
      )}
    </>
  );
}

/** A territory without data: how to load some. */
export function Empty() {
  const { emptyTitle, emptyAbout, emptyDemo, emptyImport } = words.value;
  return (
    <div class="state state-empty">
      <h1>{emptyTitle}</h1>
      <p>{emptyAbout}</p>
      <dl>
        <dt>{emptyDemo}</dt>
        <dd>
          <code>maillage demo</code>
        </dd>
        <dt>{emptyImport}</dt>
        <dd>
          <code>maillage import contours.geojson indicateurs.csv services.csv</code>
        </dd>
      </dl>
    </div>
  );
}

/** Shown while the network is away. */
export function OfflineNotice() {
  if (online.value) return null;
  return (
    <p class="offline" role="status">
      {words.value.offline}
    </p>
  );
}
