/** The state of the data this device saw last, to tell what changed since. */
import { effect, signal } from '@preact/signals';
import { territory } from '../state/territory';
import { keep, recall } from '../state/view';

const KEY = 'maillage.seen';

/** The snapshot before the present one, on this device; null when it saw no other. */
export const lastVisit = signal<string | null>(null);

/** Two ids: the present one, and the one before it. */
export function readSeen(kept: string | null): { present: string | null; before: string | null } {
  const [present = '', before = ''] = (kept ?? '').split(' ');
  return { present: present || null, before: before || null };
}

effect(() => {
  const snapshot = territory.value?.snapshot;
  if (!snapshot) return;
  const seen = readSeen(recall(KEY));
  const before = seen.present === snapshot ? seen.before : seen.present;
  lastVisit.value = before;
  keep(KEY, before ? `${snapshot} ${before}` : snapshot);
});
