/** Scenarios kept on this device, each with all that its address says. */
import { signal } from '@preact/signals';
import type { Change } from '../api/types';
import { readChanges } from '../state/changes';
import { keep, recall } from '../state/view';

const KEY = 'maillage.scenarios';
const MOST = 40;

export interface Kept {
  name: string;
  changes: Change[];
  /** The part of the address that shows it. */
  address: string;
}

export const kept = signal<Kept[]>(readKept(recall(KEY)));

export function readKept(words: string | null): Kept[] {
  try {
    const read: unknown = JSON.parse(words ?? '[]');
    if (!Array.isArray(read)) return [];
    return read.flatMap((one): Kept[] => {
      const changes = readChanges(JSON.stringify(one?.changes ?? null));
      const known = typeof one?.name === 'string' && typeof one?.address === 'string' && changes.length > 0;
      return known ? [{ name: one.name, address: one.address, changes }] : [];
    });
  } catch {
    return [];
  }
}

/** One of the same name is replaced. */
export function keepScenario(scenario: Kept): void {
  write([...kept.peek().filter(({ name }) => name !== scenario.name), scenario].slice(-MOST));
}

export function dropScenario(name: string): void {
  write(kept.peek().filter((one) => one.name !== name));
}

function write(scenarios: Kept[]): void {
  kept.value = scenarios;
  keep(KEY, JSON.stringify(scenarios));
}
