/** Makes the tiles of a geography, fetched with what they need when first shown. */
import type L from 'leaflet';
import type { Palette } from '../picture/shade';
import type { Roll } from '../state/rolls';
import { askTile, outlineOf, tilePath } from '../state/tile-source';
import type { MapEvents } from './territory-map';
import { TiledZones } from './tiled';
import { latLngs } from './zones';

export function tilesOf(snapshot: string, geography: string, roll: Roll, paletteOf: () => Palette) {
  const source = {
    roll,
    ask: (zoom: number, column: number, row: number, abort: AbortSignal) =>
      askTile(tilePath(snapshot, geography, zoom, column, row), abort),
    shapeOf: async (code: string) => {
      const outline = await outlineOf(geography, code);
      return outline && latLngs(outline);
    },
  };
  return (map: L.Map, events: MapEvents): TiledZones => new TiledZones(map, source, events, paletteOf);
}
