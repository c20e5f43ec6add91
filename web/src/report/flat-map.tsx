import { useId } from 'preact/hooks';
import type { Outline, Zones } from '../api/types';
import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import { boxAround, flatBoxOf, type Project, padded, pathOf, project } from '../map/flat';
import type { Entry, Picture } from '../picture/picture';
import type { Palette, Shade } from '../picture/shade';
import { Cite } from './citing';
import { DotHatch, LineHatch } from './hatching';
import { outlineSources } from './outlines';
import { report } from './words';

export interface Frame {
  wide: number;
  high: number;
}
const USUAL: Frame = { wide: 300, high: 205 };

interface Drawn {
  zones: Zones;
  shades: ReadonlyMap<string, Shade>;
  palette: Palette;
  title: string;
  legend: readonly Entry[];
}

/** A small map in the colours of the large one; its classes are said in words for who does not see it. */
export function FlatMap(props: Drawn & { frame?: Frame }) {
  const { zones, shades, palette, title, legend, frame = USUAL } = props;
  const id = useId();
  if (zones.features.length === 0) return null;
  const around = boxAround(zones.features.map(({ geometry }) => flatBoxOf(geometry as Outline)));
  const paths = pathsOf(zones, shades, project(padded(around, 0.01), frame.wide, frame.high));
  const [withheld, missing] = [paths.get('withheld'), paths.get('missing')];
  const classes = legend.filter((entry) => entry.zones > 0).map(inWords);
  return (
    <svg
      class="flat-map"
      data-palette={palette}
      viewBox={`0 0 ${frame.wide} ${frame.high}`}
      role="img"
      aria-label={report.value.mapAlt(title, classes.join(' ; '))}
    >
      {[...paths].map(([shade, path]) => (
        <path key={shade} class="zone" data-shade={shade} d={path} />
      ))}
      {withheld && <LineHatch id={`${id}-lines`} inside={withheld} {...frame} />}
      {missing && <DotHatch id={`${id}-dots`} inside={missing} {...frame} />}
    </svg>
  );
}

const inWords = ({ label, zones }: Entry): string => report.value.zonesIn(label, zones, whole(zones));

/** The zones of each shade as one path: a print of it stays small. */
function pathsOf({ features }: Zones, shades: ReadonlyMap<string, Shade>, place: Project): Map<Shade, string> {
  const paths = new Map<Shade, string>();
  for (const { properties, geometry } of features) {
    const shade = shades.get(properties.code) ?? 'missing';
    paths.set(shade, (paths.get(shade) ?? '') + pathOf(geometry as Outline, place));
  }
  return paths;
}

export const shadesOf = (picture: Picture): Map<string, Shade> =>
  new Map(picture.rows.map(({ code, shade }) => [code, shade]));

/** The classes of a map, with how many zones are in each where that is one map’s. */
export function FlatLegend(props: { legend: readonly Entry[]; palette: Palette; counted?: boolean }) {
  const { legend, palette, counted = true } = props;
  return (
    <ul class="flat-legend" data-palette={palette} aria-label={words.value.legend}>
      {legend
        .filter(({ zones }) => zones > 0)
        .map((entry) => (
          <li key={entry.label}>
            <span class="swatch" data-shade={entry.shade} aria-hidden="true" />
            {counted ? inWords(entry) : entry.label}
          </li>
        ))}
    </ul>
  );
}

/** A map with its title and sources above and its classes beside. */
export function MapFigure({ zones, picture, unranked }: { zones: Zones; picture: Picture; unranked?: Shade }) {
  const { title, unit, palette, legend, sources } = picture;
  const shades = shadesOf(picture);
  for (const { properties } of zones.features) {
    if (!shades.has(properties.code)) shades.set(properties.code, unranked ?? 'missing');
  }
  return (
    <div class="map-figure">
      <p class="map-title">
        {[title, unit].filter(Boolean).join(' · ')}
        <Cite ids={[...sources, ...outlineSources()]} />
      </p>
      <FlatMap {...{ zones, shades, palette, title, legend }} />
      <FlatLegend legend={legend} palette={palette} />
    </div>
  );
}
