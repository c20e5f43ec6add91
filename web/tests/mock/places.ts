/** What a server would answer about a point or an outline of the invented town. */
import type { AreaStatistics, Isochrones, Mode, Near, Ring } from '../../src/api/types';
import { isOpen } from '../../src/opening/week.ts';
import { indicators, method, SNAPSHOT } from './answers.ts';
import { cells, chanceAt, estimated, services } from './town.ts';

const METRES_A_MINUTE: Record<Mode, number> = { walk: 75, bike: 250, car: 420 };
const METRES_A_DEGREE = 111_320;
const TUESDAY_TEN = 24 * 60 + 600;

export function near(point: [number, number], mode: Mode): Near {
  const listed = services.slice(0, 8).map(({ properties, geometry }, index) => ({
    id: properties.id,
    name: properties.name,
    category: properties.category,
    themes: properties.themes ?? [],
    position: geometry.coordinates,
    minutes: 3 + (3 * index * 75) / METRES_A_MINUTE[mode],
    metres: 225 + 225 * index,
    opening: properties.opening,
    open: isOpen(properties.opening, TUESDAY_TEN),
    address: properties.address,
  }));
  return { snapshot: SNAPSHOT, point, mode, unplaced: null, method, services: listed };
}

/** Uneven rings, as streets would give. */
export function isochrones([lon, lat]: [number, number], asked: URLSearchParams): Isochrones {
  const mode = (asked.get('mode') ?? 'walk') as Mode;
  const limits = (asked.get('limits') ?? '').split(',').map(Number);
  const features = limits.map((minutes) => ({
    type: 'Feature' as const,
    id: String(minutes),
    properties: { minutes, mode, method_fr: method.note.fr, method_en: method.note.en },
    geometry: { type: 'Polygon' as const, coordinates: [ringAround(lon, lat, minutes * METRES_A_MINUTE[mode])] },
  }));
  return {
    type: 'FeatureCollection',
    features,
    numberMatched: features.length,
    numberReturned: features.length,
  };
}

function ringAround(lon: number, lat: number, metres: number): Ring {
  const ring = Array.from({ length: 36 }, (_, index): [number, number] => {
    const angle = (index * Math.PI) / 18;
    const far = (metres * (0.7 + 0.3 * chanceAt(index, 31))) / METRES_A_DEGREE;
    return [lon + (far * Math.cos(angle)) / Math.cos((lat * Math.PI) / 180), lat + far * Math.sin(angle)];
  });
  return [...ring, ring[0] as [number, number]];
}

export const areaOf = (): AreaStatistics => ({
  snapshot: SNAPSHOT,
  area_km2: 3.42,
  zones: cells.slice(0, 4).map(({ code, name }, index) => ({ code, name, share: 1 - 0.21 * index })),
  indicators: indicators
    .filter(({ nature }) => nature === 'extensive')
    .map(({ id, label }, index) => ({
      id,
      label,
      measure: estimated(4_210 - 3_000 * index, 3_900 - 3_000 * index, 5_010),
    })),
  services: [
    { theme: 'acces-aux-droits', count: 6 },
    { theme: 'mediation-numerique', count: 2 },
  ],
  released: {
    quarter: '2025-T2',
    figures: [
      {
        counted: 'persons',
        label: { fr: 'Personnes rencontrées', en: 'Persons met' },
        measure: estimated(64, 31, 88),
      },
      {
        counted: 'reason:non-demand',
        label: { fr: 'Non-demande', en: 'Non-demand' },
        measure: { value: null, flag: 'withheld', interval: { low: 0, high: 10 } },
      },
    ],
  },
  left_out: [{ fr: 'Les taux et les médianes ne se somment pas.', en: 'Rates and medians are not summed.' }],
});
