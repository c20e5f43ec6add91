/** What the present view rests on, kept in the browser to be read without network. */
import { addressOf } from '../api/client';
import { roll } from '../state/roll';
import {
  columnPath,
  componentsPath,
  coveragePath,
  geography,
  hasPriorityAreas,
  outlinesOf,
  servicesOf,
  stabilityPath,
  takeUpPath,
  targetsPath,
  territory,
  theme,
} from '../state/territory';

const CACHE = 'maillage-pack';
const MOST_ZONES = 400;
const AT_ONCE = 4;
/** Half an hour on foot, as the card of a zone has it. */
const USUAL = 'limit=30';

export interface Packed {
  zones: number;
  failed: number;
}

export const canPack = (): boolean => 'caches' in globalThis && 'serviceWorker' in navigator;

/** Keeps the answers about the zones in sight; tells how far it is. */
export async function pack(
  sight: [number, number, number, number],
  tell: (done: number, of: number) => void,
): Promise<Packed> {
  const cards = zonesIn(sight).slice(0, MOST_ZONES);
  const paths = [...new Set([...general(), ...cards.map((code) => `zones/${encodeURIComponent(code)}`)])];
  await caches.delete(CACHE);
  const kept = await caches.open(CACHE);
  let [done, failed] = [0, 0];
  const queue = paths.values();
  const work = async () => {
    for (const path of queue) {
      await kept.add(addressOf(path)).catch(() => {
        failed += 1;
      });
      done += 1;
      tell(done, paths.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { zones: cards.length, failed };
}

/** The frame of every screen: what is loaded, outlines, answers, services of each theme. */
function general(): string[] {
  const shown = geography.peek();
  if (!shown) return [];
  const served = territory.peek()?.themes.filter(({ services }) => services > 0) ?? [];
  const place = `geography=${shown.code}`;
  const frames = ['commune', ...(hasPriorityAreas.peek() ? ['qpv'] : []), shown.code];
  const loaded = new Set(territory.peek()?.geographies.map(({ code }) => code));
  return [
    'atlas',
    ...frames.filter((code) => loaded.has(code)).map(outlinesOf),
    ...(shown.targets ? [componentsPath.peek(), stabilityPath.peek()].filter((path) => path !== null) : []),
    ...(shown.targets ? [targetsPath.peek(), `targets?${place}&limit=20`, `targets?${place}&limit=1`] : []),
    ...(shown.take_up ? [takeUpPath.peek(), 'collections/take-up-zones/items?limit=10000'] : []),
    ...served.map(({ code }) => `coverage?theme=${code}&${place}&${USUAL}`),
    ...served.map(({ code }) => servicesOf(code)),
    ...[columnPath.peek()].filter((path) => path !== null),
    ...(theme.peek() ? [coveragePath.peek()] : []),
  ];
}

function zonesIn([west, south, east, north]: [number, number, number, number]): string[] {
  const listed = roll.peek();
  const near = (index: number): boolean => {
    const [left, bottom, right, top] = listed?.boxes[index] ?? [0, 0, 0, 0];
    return left <= east && right >= west && bottom <= north && top >= south;
  };
  return listed?.codes.filter((_, index) => near(index)) ?? [];
}
