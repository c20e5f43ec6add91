/** Whether a difference between two years exceeds what chance and rounding allow, or cannot be said to. */
import type { Series } from '../api/types';

/** `bare`: one of the two values is published without an uncertainty, so that nothing can be said of their difference. */
export type Sureness = 'sure' | 'unsure' | 'bare';

export function surenessOf({ difference }: Series, zone: number): Sureness | null {
  if ((difference?.values[zone] ?? null) === null) return null;
  const sure = difference?.sure[zone] ?? null;
  if (sure === null) return 'bare';
  return sure ? 'sure' : 'unsure';
}

/** How many differences are of each kind. */
export function surenesses(series: Series): Record<Sureness, number> {
  const counts = { sure: 0, unsure: 0, bare: 0 };
  for (let zone = 0; zone < series.codes.length; zone += 1) {
    const kind = surenessOf(series, zone);
    if (kind) counts[kind] += 1;
  }
  return counts;
}

/**
 * Whether each zone is coloured: where the difference is sure. Where no uncertainty is published of any, all are, and it is said;
 * colour never means one thing here and another there.
 */
export function colouredOf(series: Series): (zone: number) => boolean {
  const { sure, unsure } = surenesses(series);
  const kind: Sureness = sure + unsure > 0 ? 'sure' : 'bare';
  return (zone) => surenessOf(series, zone) === kind;
}
