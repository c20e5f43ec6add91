/** What was noted in the field and waits to be sent. Closed lists only: no free text, no name, no exact place. */
import type { Problem } from '../api/types';

/** The four kinds of non-take-up of Odenore: not known, not asked for, not received, not offered. */
export const REASONS = ['non-knowledge', 'non-demand', 'non-reception', 'non-proposal'] as const;
export type NonTakeUpReason = (typeof REASONS)[number];

export const OFFERED = ['information', 'accompaniment', 'referral', 'nothing'] as const;
export type Offered = (typeof OFFERED)[number];

/** What is seen of a service on the spot. */
export const SIGHTINGS = ['there', 'closed', 'wrong_hours'] as const;
export type Sighting = (typeof SIGHTINGS)[number];

/** The bounds of a note, as the server holds them: no encounter speaks of more themes or people. */
export const MOST_THEMES = 2;
export const MOST_PERSONS = 20;

/** `POST /observations`: people met in a zone. */
export interface FieldNote {
  zone: string;
  geography: string;
  /** `2026-11-25` */
  day: string;
  persons: number;
  themes: string[];
  reason: NonTakeUpReason | null;
  offered: Offered;
}

/** `POST /service-checks`: what was seen of a service. */
export interface ServiceCheck {
  service: string;
  day: string;
  state: Sighting;
}

export type Content = { path: 'observations'; body: FieldNote } | { path: 'service-checks'; body: ServiceCheck };

/** One thing to send. Its key is made once, so that sending it twice counts once. */
export type Entry = Content & {
  key: string;
  /** What it is about, in words, for who reads the list. */
  about: string;
  made: string;
  /** Why the server refused it; it then waits for its author. */
  refused?: Problem;
};

/** 128 bits of chance; `randomUUID` exists on https and localhost only. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The day on a clock, as its owner sees it. */
export function dayOf(clock: Date): string {
  const parts = [clock.getFullYear(), clock.getMonth() + 1, clock.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

/** Reads what was kept; null for what is none of ours. */
export function readEntry(kept: string | null): Entry | null {
  try {
    const entry = JSON.parse(kept ?? 'null') as Partial<Entry> | null;
    const known = entry?.path === 'observations' || entry?.path === 'service-checks';
    return known && typeof entry.key === 'string' && entry.body ? (entry as Entry) : null;
  } catch {
    return null;
  }
}
