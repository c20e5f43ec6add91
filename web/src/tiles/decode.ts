import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { markBorders, rasterise, type Shape } from './raster';

const POLYGON = 3;

/** A vector tile into the grid of the zones under its pixels; features carry a zone's index as their id. */
export function decodeTile(bytes: ArrayBuffer): Uint32Array<ArrayBuffer> {
  const layer = Object.values(new VectorTile(new PbfReader(bytes)).layers)[0];
  const ids = rasterise(layer ? shapesOf(layer) : [], layer?.extent ?? 4096);
  markBorders(ids);
  return ids;
}

function* shapesOf(layer: VectorTile['layers'][string]): Generator<Shape> {
  for (let at = 0; at < layer.length; at += 1) {
    const feature = layer.feature(at);
    if (feature.type !== POLYGON || layer.extent <= 0) continue;
    yield { index: feature.id ?? 0, rings: feature.loadGeometry() };
  }
}
