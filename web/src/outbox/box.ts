/**
 * The outbox: each entry under a key of its own in the storage of the browser, so that two windows never
 * write over one another, and nothing leaves before the server took it or its author threw it away.
 */
import { signal } from '@preact/signals';
import { type Content, type Entry, newKey, readEntry } from './entry';

const PREFIX = 'maillage.outbox.';

/** What waits, oldest first. */
export const waiting = signal<Entry[]>(read());

function read(): Entry[] {
  try {
    const names = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
    const entries = names
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => readEntry(localStorage.getItem(name)));
    return entries.filter((entry) => entry !== null).sort((a, b) => a.made.localeCompare(b.made));
  } catch {
    return [];
  }
}

const refresh = (): void => {
  waiting.value = read();
};
addEventListener('storage', refresh);

/** Keeps something to send; false when the browser keeps nothing, which must then be said. */
export function put(content: Content, about: string, clock: Date): boolean {
  return keepEntry({ ...content, about, key: newKey(), made: clock.toISOString() });
}

export function keepEntry(entry: Entry): boolean {
  try {
    localStorage.setItem(PREFIX + entry.key, JSON.stringify(entry));
  } catch {
    return false;
  }
  refresh();
  return true;
}

/** Once the server took it, or its author threw it away. */
export function drop(key: string): void {
  localStorage.removeItem(PREFIX + key);
  refresh();
}

/** Everything that waits, as a file its author can keep. */
export const asFile = (): Blob => new Blob([JSON.stringify(waiting.peek(), null, 2)], { type: 'application/json' });
