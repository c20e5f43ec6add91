import type { ZoneCard } from '../api/types';
import { words } from '../i18n';
import { boxAround, flatBoxOf, middleOf, padded, pathOf, project } from '../map/flat';
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
  const whole = boxAround(outlines.map(({ geometry }) => flatBoxOf(geometry)));
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
          return found && <Name key={code} name={name} at={near(middleOf(flatBoxOf(found.geometry)))} />;
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
