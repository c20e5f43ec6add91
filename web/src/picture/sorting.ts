import type { Row } from './picture';

export interface Order {
  /** The column: −1 for the name. */
  column: number;
  descending: boolean;
}

/** Rows in an order; those without a value stay last whichever way. */
export function sorted(rows: readonly Row[], { column, descending }: Order, locale: string): Row[] {
  const collator = new Intl.Collator(locale, { numeric: true });
  const key = (row: Row) => (column < 0 ? row.name : (row.cells[column]?.sort ?? null));
  const compare = (a: string | number, b: string | number): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return [...rows].sort((first, second) => {
    const [a, b] = [key(first), key(second)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return descending ? compare(b, a) : compare(a, b);
  });
}
