/** Change in people: three classes of loss, three of gain, and those where nothing changes left uncoloured. */
import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import type { Shade } from './shade';

/** Round numbers of people, lower bounds included. */
const SMALL = 50;
const LARGE = 200;

export function changeShade(net: number): Shade {
  if (net === 0) return 'plain';
  const size = Math.abs(net);
  const step = size >= LARGE ? 2 : size >= SMALL ? 1 : 0;
  return net > 0 ? ((['c3', 'c4', 'c5'] as const)[step] as Shade) : ((['c2', 'c1', 'c0'] as const)[step] as Shade);
}

export function changeEntries(none: string): { shade: Shade; label: string }[] {
  const { gainRange, lossRange } = words.value;
  const ranges = [
    [whole(1), whole(SMALL)],
    [whole(SMALL), whole(LARGE)],
    [whole(LARGE), null],
  ] as const;
  const gains = ranges.map(([from, to], step) => ({ shade: `c${3 + step}` as Shade, label: gainRange(from, to) }));
  const losses = ranges.map(([from, to], step) => ({ shade: `c${2 - step}` as Shade, label: lossRange(from, to) }));
  return [...losses.toReversed(), { shade: 'plain' as Shade, label: none }, ...gains];
}
