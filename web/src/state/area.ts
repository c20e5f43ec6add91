/** Statistics of the outline drawn. */
import { postGeoJson } from '../api/client';
import type { AreaStatistics, Ring } from '../api/types';
import { cornersWords, readCorners } from './reading';
import { resource } from './resource';
import { view } from './view';

export const area = resource<AreaStatistics>(
  () => view.value.area && cornersWords(view.value.area),
  (words, abort) => postGeoJson('areas', { type: 'Polygon', coordinates: [closed(readCorners(words) ?? [])] }, abort),
);

/** The ring of some corners, the first again at its end. */
export function closed(corners: Ring): Ring {
  return [...corners, ...corners.slice(0, 1)];
}
