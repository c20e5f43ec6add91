/** Puts points that would lie on one another on screen into groups. */

export interface Placed<T> {
  item: T;
  x: number;
  y: number;
}

export interface Group<T> {
  items: T[];
  /** The mean of its points. */
  x: number;
  y: number;
}

/** One group a square cell of `cell` pixels; no grouping while there are at most `free` points. */
export function grouped<T>(points: readonly Placed<T>[], cell: number, free: number): Group<T>[] {
  if (points.length <= free) return points.map(({ item, x, y }) => ({ items: [item], x, y }));
  const cells = new Map<string, Placed<T>[]>();
  for (const point of points) {
    const key = `${Math.floor(point.x / cell)}/${Math.floor(point.y / cell)}`;
    cells.set(key, [...(cells.get(key) ?? []), point]);
  }
  return [...cells.values()].map(groupOf);
}

function groupOf<T>(points: Placed<T>[]): Group<T> {
  const mean = (pick: (point: Placed<T>) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  return { items: points.map(({ item }) => item), x: mean(({ x }) => x), y: mean(({ y }) => y) };
}
