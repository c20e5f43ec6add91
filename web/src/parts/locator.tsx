import type { Outline, ZoneCard } from '../api/types';
import { words } from '../i18n';
import { dataOf } from '../state/resource';
import { services, zones } from '../state/territory';

const [WIDE, HIGH] = [340, 204];
/** How much of what is around is shown, in the size of the zone. */
const AROUND = 1.6;

/** Where a zone is: itself among its neighbours, and a small map of the whole territory in the corner. */
export function Locator({ card: { zone } }: { card: ZoneCard }) {
  const outlines = dataOf(zones.loaded.value)?.features ?? [];
  const points = dataOf(services.loaded.value)?.features ?? [];
  if (outlines.length === 0) return null;
  const whole = boxAround(outlines.map(({ geometry }) => boxOf(geometry)));
  const near = project(padded(zone.bbox, AROUND), WIDE, HIGH);
  const far = project(padded(whole, 0.04), 96, 84);
  const kindOf = (code: string) => (code === zone.code ? 'locator-here' : 'locator-zone');
  const inOrder = outlines.toSorted((a, b) => Number(a.id === zone.code) - Number(b.id === zone.code));
  return (
    <svg class="locator" viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={words.value.locator}>
      <g>
        {inOrder.map(({ properties: { code }, geometry }) => (
          <path key={code} class={kindOf(code)} d={pathOf(geometry, near)} />
        ))}
        {points.map(({ id, geometry: { coordinates } }) => {
          const [x, y] = near(coordinates);
          return <circle key={id} class="locator-service" cx={x} cy={y} r="3" />;
        })}
        {zone.neighbours.map(({ code, name }) => {
          const found = outlines.find(({ properties }) => properties.code === code);
          return found && <Name key={code} name={name} at={near(middleOf(boxOf(found.geometry)))} />;
        })}
        <Name name={zone.name} at={near(zone.centre)} here />
      </g>
      <g transform={`translate(${WIDE - 104} ${HIGH - 92})`}>
        <rect class="locator-frame" width="104" height="92" />
        <g transform="translate(4 4)">
          {inOrder.map(({ properties: { code }, geometry }) => (
            <path key={code} class={`${kindOf(code)} locator-far`} d={pathOf(geometry, far)} />
          ))}
        </g>
      </g>
    </svg>
  );
}

function Name({ name, at: [x, y], here = false }: { name: string; at: [number, number]; here?: boolean }) {
  return (
    <text class={here ? 'locator-name locator-name-here' : 'locator-name'} x={x} y={y}>
      {name}
    </text>
  );
}

type Box = [number, number, number, number];
type Project = (place: [number, number]) => [number, number];

/** Fits a box of degrees into a frame, with the same measure east and north. */
function project([west, south, east, north]: Box, width: number, height: number): Project {
  const narrowing = Math.cos(((south + north) * Math.PI) / 360);
  const scale = Math.min(width / ((east - west) * narrowing), height / (north - south));
  const [left, top] = [(width - (east - west) * narrowing * scale) / 2, (height - (north - south) * scale) / 2];
  return ([lon, lat]) => [left + (lon - west) * narrowing * scale, top + (north - lat) * scale];
}

const ringsOf = (geometry: Outline) =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();

const pathOf = (geometry: Outline, place: Project): string =>
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

function boxOf(geometry: Outline): Box {
  const corners = ringsOf(geometry).flat();
  return boxAround(corners.map(([lon, lat]) => [lon, lat, lon, lat]));
}

const boxAround = (boxes: Box[]): Box =>
  boxes.reduce(
    ([west, south, east, north], box) => [
      Math.min(west, box[0]),
      Math.min(south, box[1]),
      Math.max(east, box[2]),
      Math.max(north, box[3]),
    ],
    [180, 90, -180, -90],
  );

const padded = ([west, south, east, north]: Box, part: number): Box => {
  const [wide, high] = [part * (east - west), part * (north - south)];
  return [west - wide, south - high, east + wide, north + high];
};

const middleOf = ([west, south, east, north]: Box): [number, number] => [(west + east) / 2, (south + north) / 2];
