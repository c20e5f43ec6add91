/** What the map shows, in a form the map, the legend and the table draw from alike. */
import type { Flag, Text } from '../api/types';
import type { Palette, Shade } from './shade';

/** One line of the legend. */
export interface Entry {
  shade: Shade;
  label: string;
  zones: number;
}

export interface Heading {
  key: string;
  label: string;
  numeric: boolean;
}

/** One cell of the table: what it says and what it sorts by (null goes last). */
export interface Cell {
  words: string;
  sort: number | string | null;
}

/** One zone. */
export interface Row {
  code: string;
  name: string;
  shade: Shade;
  /** The value in words, for the read-out. */
  reading: string;
  /** How much it asks to be looked at first: the higher, the sooner; null when that is unknown. */
  worst: number | null;
  cells: Cell[];
}

export interface Picture {
  palette: Palette;
  title: string;
  /** The unit of the classes, or another line that explains them. */
  unit: string | null;
  legend: Entry[];
  headings: Heading[];
  rows: Row[];
  /** Numbered markers, first to act first. */
  ranks: { code: string; rank: number }[];
  method: { name: Text; note: Text; citation: string } | null;
  /** How the classes were cut, when they were computed. */
  classesBy: string | null;
  /** Data sets it rests on. */
  sources: string[];
  downloads: { geojson: string; csv: string };
}

export const heading = (key: string, label: string, numeric = true): Heading => ({ key, label, numeric });

export const number = (words: string, sort: number | null | undefined): Cell => ({ words, sort: sort ?? null });

export const text = (words: string): Cell => ({ words, sort: words || null });

/** How a value that is not there is drawn. */
export function absentShade(flag: Flag): Shade {
  if (flag === 'withheld') return 'withheld';
  return flag === 'not_applicable' ? 'empty' : 'missing';
}

/** Counts the zones of each entry, leaving out hatched and uncoloured ones that no zone has. */
export function counted(entries: Omit<Entry, 'zones'>[], rows: readonly Row[]): Entry[] {
  const zonesIn = (shade: Shade) => rows.filter((row) => row.shade === shade).length;
  const withCounts = entries.map((entry) => ({ ...entry, zones: zonesIn(entry.shade) }));
  return withCounts.filter(({ shade, zones }) => zones > 0 || /^[cx]/.test(shade));
}

/** The address of a resource in another format. */
export const inFormat = (path: string, format: 'geojson' | 'csv' | 'json'): string =>
  `${path}${path.includes('?') ? '&' : '?'}f=${format}`;
