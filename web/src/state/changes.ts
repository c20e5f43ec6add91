/** The changes of a scenario as the words of an address: the very array the server reads. */
import type { Change } from '../api/types';
import type { Place } from './reading';

export const MOST_CHANGES = 20;
/** To about a metre. */
const DIGITS = 5;

export const atMetre = ([lon, lat]: Place): Place => [Number(lon.toFixed(DIGITS)), Number(lat.toFixed(DIGITS))];

export const changesWords = (changes: readonly Change[]): string | null =>
  changes.length === 0 ? null : JSON.stringify(changes);

/** Reads changes; one that is not understood leaves the scenario empty rather than another than was sent. */
export function readChanges(words: string | null): Change[] {
  try {
    const read: unknown = JSON.parse(words ?? '[]');
    if (!Array.isArray(read) || read.length > MOST_CHANGES) return [];
    const changes = read.map(readChange);
    return changes.every((change) => change !== null) ? changes : [];
  } catch {
    return [];
  }
}

function readChange(read: Record<string, unknown> | null): Change | null {
  const { kind, service, position, opening, name, capacity } = read ?? {};
  const place = isPlace(position) ? position : null;
  if (kind === 'add' && place) {
    return {
      kind,
      position: place,
      ...(typeof name === 'string' && name && { name }),
      ...(typeof opening === 'string' && opening && { opening }),
      ...(typeof capacity === 'number' && { capacity }),
    };
  }
  if (typeof service !== 'string') return null;
  if (kind === 'move' && place) return { kind, service, position: place };
  if (kind === 'close') return { kind, service };
  return kind === 'hours' && typeof opening === 'string' ? { kind, service, opening } : null;
}

const isPlace = (read: unknown): read is Place =>
  Array.isArray(read) &&
  read.length === 2 &&
  read.every(Number.isFinite) &&
  Math.abs(read[0]) <= 180 &&
  Math.abs(read[1]) <= 90;

const METRES_A_DEGREE = 111_320;

/** A place so many metres east and north of another. */
export function shifted([lon, lat]: Place, east: number, north: number): Place {
  const narrow = Math.cos((lat * Math.PI) / 180);
  return atMetre([lon + east / (METRES_A_DEGREE * narrow), lat + north / METRES_A_DEGREE]);
}
