/** The scenario on screen, answered by the server, and the one it is compared with. */
import { computed, signal } from '@preact/signals';
import { getJson } from '../api/client';
import type { Change, Scenario } from '../api/types';
import { changesWords } from '../state/changes';
import { resource } from '../state/resource';
import { geography, query, theme } from '../state/territory';
import { view } from '../state/view';

/** What the next press on the map puts there: a new place, or a service somewhere else. */
export const placing = signal<{ add: true } | { move: string } | null>(null);

const path = (changes: readonly Change[], name: string | null, better: boolean): string | null => {
  const { audience, at, limit, mode, question } = view.value;
  if (question !== 'scenario' || changes.length === 0 || !theme.value || !geography.value) return null;
  const asked = { theme: theme.value, geography: geography.value.code, audience, at, limit };
  const travel = { mode: mode === 'walk' ? null : mode };
  const last = { name, better_for: better ? null : 'none', changes: changesWords(changes) };
  return `scenarios?${query({ ...asked, ...travel, ...last })}`;
};

const changes = computed(() => view.value.changes);
const name = computed(() => view.value.name);
const against = computed(() => view.value.against);

export const scenarioPath = computed(() => path(changes.value, null, true));
/** The same with its name, for files. */
export const exportPath = computed(() => path(changes.value, name.value, true));
export const scenario = resource<Scenario>(() => scenarioPath.value, getJson);

export const compared = resource<Scenario>(() => (against.value ? path(against.value, null, false) : null), getJson);
