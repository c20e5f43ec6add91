/** What the map asks of its zones, be they outlines or tiles. */
import type L from 'leaflet';
import type { Shade } from '../picture/shade';
import type { LatLngs } from './zones';

/** A zone whose name may be written on the map. */
export interface NamedZone {
  name: string;
  centre: L.LatLng;
  bounds: L.LatLngBounds;
}

export interface ZoneGround {
  paint(shadeOf: (code: string) => Shade): void;
  /** Leaves only the zones of one shade in full colour. */
  single(shade: Shade | null): void;
  point(code: string | null, ofTown?: boolean): void;
  choose(code: string | null, elsewhere: LatLngs | '' | null): void;
  all(): Iterable<NamedZone>;
  bounds(): L.LatLngBounds;
  someBounds(holds: (bounds: L.LatLngBounds) => boolean): boolean;
  boundsOf(code: string): L.LatLngBounds | null;
  centreOf(code: string): L.LatLng | null;
  clear(): void;
}
