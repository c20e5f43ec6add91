/** GeoJSON as the HTTP interface writes it. */

export type Ring = [number, number][];
export type Geometry =
  | { type: 'Point'; coordinates: [number, number] }
  | { type: 'Polygon'; coordinates: Ring[] }
  | { type: 'MultiPolygon'; coordinates: Ring[][] };

export interface Feature<P = Record<string, unknown>, G extends Geometry = Geometry> {
  type: 'Feature';
  id: string;
  properties: P;
  geometry: G;
}

export interface Collection<P = Record<string, unknown>, G extends Geometry = Geometry> {
  type: 'FeatureCollection';
  features: Feature<P, G>[];
  numberMatched: number;
  numberReturned: number;
  links?: { rel: string; href: string }[];
}
