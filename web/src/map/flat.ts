/** Outlines as paths of a small map of their own, with the same measure east and north. */
import type { Outline } from '../api/types';

/** West, south, east, north, in degrees. */
export type FlatBox = [number, number, number, number];
export type Project = (place: [number, number]) => [number, number];

/** Fits a box of degrees into a frame, in its middle. */
export function project([west, south, east, north]: FlatBox, width: number, height: number): Project {
  const narrowing = Math.cos(((south + north) * Math.PI) / 360);
  const scale = Math.min(width / ((east - west) * narrowing), height / (north - south));
  const [left, top] = [(width - (east - west) * narrowing * scale) / 2, (height - (north - south) * scale) / 2];
  return ([lon, lat]) => [left + (lon - west) * narrowing * scale, top + (north - lat) * scale];
}

const ringsOf = (geometry: Outline) =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();

/** To a tenth of the unit of the frame. */
export const pathOf = (geometry: Outline, place: Project): string =>
  ringsOf(geometry)
    .map(
      (ring) =>
        `M${ring
          .map((corner) =>
            place(corner)
              .map((part) => part.toFixed(1))
              .join(' '),
          )
          .join('L')}Z`,
    )
    .join('');

export function flatBoxOf(geometry: Outline): FlatBox {
  const corners = ringsOf(geometry).flat();
  return boxAround(corners.map(([lon, lat]) => [lon, lat, lon, lat]));
}

export const boxAround = (boxes: FlatBox[]): FlatBox =>
  boxes.reduce(
    ([west, south, east, north], box) => [
      Math.min(west, box[0]),
      Math.min(south, box[1]),
      Math.max(east, box[2]),
      Math.max(north, box[3]),
    ],
    [180, 90, -180, -90],
  );

export const padded = ([west, south, east, north]: FlatBox, part: number): FlatBox => {
  const [wide, high] = [part * (east - west), part * (north - south)];
  return [west - wide, south - high, east + wide, north + high];
};

export const middleOf = ([west, south, east, north]: FlatBox): [number, number] => [
  (west + east) / 2,
  (south + north) / 2,
];
