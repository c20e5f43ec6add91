/** What the reader does to a scenario: each act makes a new list of changes, which the address holds. */
import type { Change } from '../api/types';
import { atMetre, MOST_CHANGES, shifted } from '../state/changes';
import { compact } from '../state/device';
import type { Place } from '../state/reading';
import { openTab } from '../state/screen';
import { go, view } from '../state/view';

type Placed = Extract<Change, { position: Place }>;

export const isPlaced = (change: Change): change is Placed => 'position' in change;

const set = (changes: Change[], replace = false): void => go({ question: 'scenario', changes }, replace);

/** Room is kept for no more than the server takes. */
export const isFull = (): boolean => view.value.changes.length >= MOST_CHANGES;

export function add(position: Place, name?: string): void {
  if (isFull()) return;
  set([...view.peek().changes, { kind: 'add', position: atMetre(position), ...(name && { name }) }]);
}

export function removeAt(index: number): void {
  set(view.peek().changes.filter((_, at) => at !== index));
}

export function placeAt(index: number, position: Place, replace = false): void {
  const changes = view
    .peek()
    .changes.map((change, at) =>
      at === index && isPlaced(change) ? { ...change, position: atMetre(position) } : change,
    );
  set(changes, replace);
}

/** Moves a place by metres, as one step of the history. */
export function shift(index: number, east: number, north: number): void {
  const change = view.peek().changes[index];
  if (change && isPlaced(change)) placeAt(index, shifted(change.position, east, north), true);
}

/** What is said of one service replaces what was said of it before. */
export function say(change: Exclude<Change, { kind: 'add' }>): void {
  const others = view.peek().changes.filter((other) => other.kind === 'add' || other.service !== change.service);
  set([...others, change]);
  if (compact.peek()) openTab('question');
}

export function setOpening(index: number, opening: string): void {
  const changes = view.peek().changes.map((change, at): Change => {
    if (at !== index) return change;
    if (change.kind === 'hours') return { ...change, opening };
    if (change.kind !== 'add') return change;
    const { opening: _, ...rest } = change;
    return opening ? { ...rest, opening } : rest;
  });
  set(changes, true);
}

export function rename(index: number, name: string): void {
  const changes = view.peek().changes.map((change, at): Change => {
    if (at !== index || change.kind !== 'add') return change;
    const { name: _, ...rest } = change;
    return name ? { ...rest, name } : rest;
  });
  set(changes, true);
}
