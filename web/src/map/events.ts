/** What passes between the map and the rest of the screen. */
import type { MapView, Place } from '../state/address';
import type { Town } from './towns';

export interface Spot {
  x: number;
  y: number;
}

/** What the pointer is over. */
export type Over = { zone: string } | { town: Town } | { service: string } | { group: number };

/** What the reader does on the map. */
export interface MapEvents {
  zone: (code: string) => void;
  service: (id: string) => void;
  /** The pointer is over a zone or a service, or over neither. */
  over: (what: Over | null, spot: Spot) => void;
  /** A town that stands for its zones is pressed. */
  town: (town: Town) => void;
  moved: (view: MapView) => void;
  /** The map is seen from closer or from farther away. */
  zoomed: (zoom: number) => void;
  /** A place is pressed, be it on a zone, on a service or on neither. */
  press: (place: Place) => void;
  /** A place is pressed for long, or with the other button. */
  hold: (place: Place) => void;
}

/** What other parts of the screen cover, in pixels: a box in the bottom left corner, and a band along the bottom. */
export type Covered = () => { corner: { width: number; height: number }; bottom: number };
