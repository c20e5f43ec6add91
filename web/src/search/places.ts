/** The places one can search: municipalities, the other geographies, then services. */
import { getCollection } from '../api/client';
import type { Atlas, Feature, Geometry, Outline, ServicePoint, ServiceProperties, ZoneProperties } from '../api/types';
import { outlinesOf, servicesOf } from '../state/territory';
import { type Gazetteer, gazetteerOf, type Place } from './gazetteer';

/** Municipalities first, then from the finest geography on. */
const firstOf = (code: string): number => (code === 'commune' ? 0 : 1);

/** Asks for all names at once; answers already on the map are not asked again. */
export async function gazetteer({ geographies }: Atlas): Promise<Gazetteer> {
  const inOrder = geographies.map(({ code }) => code).sort((a, b) => firstOf(a) - firstOf(b));
  const zones = Promise.all(inOrder.map((code) => getCollection<ZoneProperties, Outline>(outlinesOf(code))));
  const services = getCollection<ServiceProperties, ServicePoint['geometry']>(servicesOf(null));
  const [collections, { features }] = await Promise.all([zones, services]);
  const communes = collections[inOrder.indexOf('commune')]?.features ?? [];
  const nameOf = new Map(communes.map(({ properties: { code, name } }) => [code, name]));
  const within = (commune: string | null | undefined): string => (commune && nameOf.get(commune)) || '';
  return gazetteerOf([
    ...collections.flatMap((collection, index) =>
      collection.features.map((zone) => placeOf(zone, inOrder[index] ?? '', within(zone.properties.commune))),
    ),
    ...features.map((service) => placeOf(service, 'service', aboutOf(service.properties, within))),
  ]);
}

function placeOf(feature: Feature<ZoneProperties | ServiceProperties>, kind: string, within: string): Place {
  const { properties, geometry } = feature;
  const code = 'id' in properties ? properties.id : properties.code;
  return { kind, code, name: properties.name, within, box: boxOf(geometry) };
}

const aboutOf = ({ category, commune }: ServiceProperties, within: (code: string | null) => string): string =>
  [category, within(commune)].filter(Boolean).join(', ');

function boxOf(geometry: Geometry): Place['box'] {
  const points = geometry.type === 'Point' ? [geometry.coordinates] : cornersOf(geometry);
  return points.reduce<Place['box']>(
    ([west, south, east, north], [lon, lat]) => [
      Math.min(west, lon),
      Math.min(south, lat),
      Math.max(east, lon),
      Math.max(north, lat),
    ],
    [180, 90, -180, -90],
  );
}

const cornersOf = (geometry: Outline): [number, number][] =>
  geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.coordinates.flat(2);
