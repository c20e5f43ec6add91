/** Makes the tiles of a geography, fetched with what they need when first shown. */
import type L from 'leaflet';
import type { Palette } from '../picture/shade';
import type { Box } from '../state/rolls';
import { askTile, outlineOf, tilePath } from '../state/tile-source';
import { ready } from '../tiles/decoder';
import type { MapEvents } from './territory-map';
import { TiledZones } from './tiled';
import { latLngs } from './zones';

/** Names what tiles are drawn from. */
export const keyOfTiles = (snapshot: string, geography: string): string => `${snapshot}/${geography}`;

export function tilesOf(snapshot: string, geography: string, box: Box | null, paletteOf: () => Palette) {
  const source = {
    key: keyOfTiles(snapshot, geography),
    box,
    ask: (zoom: number, column: number, row: number, abort: AbortSignal) =>
      askTile(tilePath(snapshot, geography, zoom, column, row), abort),
    shapeOf: async (code: string, ofTown: boolean) => {
      const outline = await outlineOf(ofTown ? 'commune' : geography, code);
      return outline && latLngs(outline);
    },
  };
  ready();
  return (map: L.Map, events: MapEvents): TiledZones => new TiledZones(map, source, events, paletteOf);
}
