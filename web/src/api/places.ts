/** What is said of a point or of an outline. */
import type { Collection, Measure, Method, Mode, Outline, ReleasedFigure, Text } from './types';

/** `GET /near`: services by the time it takes to go there. */
export interface Near {
  snapshot: string;
  point: [number, number];
  mode?: Mode;
  /** Why times from the point are not known, when they are not. */
  unplaced?: { code: string } | null;
  method: Method;
  services: NearService[];
}

export interface NearService {
  id: string;
  name: string;
  category: string;
  themes: string[];
  position: [number, number];
  minutes: number;
  metres: number;
  opening: string | null;
  open: boolean | null;
  address: string | null;
}

/** What the last release of field notes says of the inside of an outline. */
export interface ReleasedInside {
  quarter: string;
  figures: ReleasedFigure[];
}

/** `POST /areas`: what lies inside a drawn outline. */
export interface AreaStatistics {
  snapshot: string;
  area_km2: number;
  zones: { code: string; name: string; share: number }[];
  indicators: { id: string; label: Text; measure: Measure }[];
  services: { theme: string; count: number }[];
  /** Null where nothing was released, or of none of the places touched. */
  released: ReleasedInside | null;
  left_out: Text[];
}

/** `GET /isochrones`: as far as one gets in so many minutes. */
export type Isochrones = Collection<{ minutes: number; mode: Mode; method_fr: string; method_en: string }, Outline>;
