/** What tiles are drawn from, by snapshot: a tile, and the outline of one zone. */
import { getBytes, getJson } from '../api/client';
import type { Feature, Outline } from '../api/types';

export const tilePath = (snapshot: string, geography: string, zoom: number, column: number, row: number): string =>
  `tiles/${snapshot}/${geography}/${zoom}/${column}/${row}`;

export async function askTile(path: string, abort: AbortSignal): Promise<ArrayBuffer | null> {
  return (await getBytes(path, abort))?.bytes ?? null;
}

export async function outlineOf(geography: string, code: string): Promise<Outline | null> {
  const path = `collections/${geography}/items/${encodeURIComponent(code)}`;
  const { geometry } = await getJson<Feature<unknown, Outline>>(path);
  return geometry ?? null;
}
