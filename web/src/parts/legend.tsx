import { useState } from 'preact/hooks';
import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import { picture } from '../picture';
import type { Entry, Picture } from '../picture/picture';
import { compact } from '../state/device';
import { dataOf } from '../state/resource';
import { roll } from '../state/roll';
import { legendFolded, singled } from '../state/screen';
import { clusters, services, tiled } from '../state/territory';
import { ownShades } from '../state/town-values';
import { closeness, isFar, townsShown } from '../state/towns';
import { view } from '../state/view';
import { Fold, SignButton } from './controls';
import { CrossLegend } from './cross-legend';
import { later } from './later';
import { MethodAndSources } from './method';

const ClassChoice = later(() => import('./class-choice').then((part) => part.ClassChoice));

/** What the colours mean, and how many zones have each. */
export function Legend() {
  const present = picture.value;
  if (!present) return null;
  const folded = legendFolded.value && !compact.value;
  const { foldLegend, unfoldLegend } = words.value;
  return (
    <section class="legend" aria-label={words.value.legend} data-palette={present.palette}>
      <header class="legend-head">
        <h2 class="legend-title">{present.title}</h2>
        {!compact.value && (
          <SignButton
            name={folded ? unfoldLegend : foldLegend}
            icon={folded ? 'up' : 'down'}
            expanded={!folded}
            onPress={() => {
              legendFolded.value = !folded;
            }}
          />
        )}
      </header>
      {!folded && (
        <>
          {present.unit && <p class="legend-unit">{present.unit}</p>}
          {present.palette === 'cross' ? <CrossLegend picture={present} /> : <Histogram picture={present} />}
          {view.value.question === 'indicator' && <Classes />}
          <Coarse />
          <Signs />
          <MethodAndSources picture={present} />
        </>
      )}
    </section>
  );
}

/** How the classes are cut, fetched when opened. */
function Classes() {
  const [open, setOpen] = useState(view.peek().classes !== null);
  return (
    <Fold title={words.value.classes} open={open} onToggle={setOpen}>
      {open && <ClassChoice />}
    </Fold>
  );
}

/** Counts over this need a wider column. */
const MANY = 999;

function Histogram({ picture }: { picture: Picture }) {
  const most = Math.max(...picture.legend.map(({ zones }) => zones), 1);
  return (
    <ul class="histogram" data-many={most > MANY || undefined}>
      {picture.legend.map((entry) => (
        <Bar key={entry.shade + entry.label} entry={entry} share={entry.zones / most} />
      ))}
    </ul>
  );
}

/** One class: pressing it leaves only its zones in full colour. */
export function Bar({ entry: { shade, label, zones }, share }: { entry: Entry; share: number }) {
  const pressed = singled.value === shade;
  return (
    <li>
      <button
        type="button"
        class="histogram-line"
        aria-pressed={pressed}
        onClick={() => {
          singled.value = pressed ? null : shade;
        }}
      >
        <span class="swatch" data-shade={shade} aria-hidden="true" />
        <span class="histogram-label">{label}</span>
        <span class="histogram-bar" aria-hidden="true">
          {zones > 0 && <span data-shade={shade} style={{ width: `${100 * share}%` }} />}
        </span>
        <span class="histogram-count">
          {whole(zones)}
          <span class="unseen"> {words.value.zonesPerClass}</span>
        </span>
      </button>
    </li>
  );
}

/** From afar towns stand for their zones, or a zone smaller than a pixel may be hidden by its neighbours: it is said. */
function Coarse() {
  const zoom = closeness.value;
  const classes = picture.value?.legend.length ?? 0;
  if (!tiled.value || zoom === null || !isFar(zoom) || classes < 2) return null;
  const { coarse, townsFromAfar, townsByValue, byTown, byTownOfPeople } = words.value;
  const towns = townsShown.value?.list;
  if (!towns) return <p class="legend-coarse">{coarse}</p>;
  const counted = roll.value?.people?.some((people) => people !== null);
  const most = counted ? byTownOfPeople : byTown;
  const own = towns.filter(({ code }) => ownShades.value?.has(code)).length;
  const rule = own === 0 ? most : townsByValue(whole(own), whole(towns.length), own < towns.length ? most : null);
  return <p class="legend-coarse">{townsFromAfar(rule)}</p>;
}

/** The other signs on the map, when they are there. */
function Signs() {
  const points = dataOf(services.loaded.value)?.features ?? [];
  const outlined = view.value.question === 'take-up' && (dataOf(clusters.loaded.value)?.features.length ?? 0) > 0;
  const { layers, mobileService, agedService, closedService, clusterOutline } = words.value;
  const moving = points.some(({ properties }) => properties.mobility === 'mobile');
  const closed = points.some(({ properties }) => properties.sighting === 'closed');
  const qpv = view.value.layers.includes('qpv');
  if (points.length === 0 && !outlined && !qpv) return null;
  return (
    <ul class="signs">
      {points.length > 0 && <Sign kind="fixed" label={layers.services} />}
      {moving && <Sign kind="mobile" label={mobileService} />}
      {points.length > 0 && <Sign kind="aged" label={agedService} />}
      {closed && <Sign kind="closed" label={closedService} />}
      {outlined && <Sign kind="cluster" label={clusterOutline} />}
      {qpv && <Sign kind="qpv" label={layers.qpv} />}
    </ul>
  );
}

function Sign({ kind, label }: { kind: string; label: string }) {
  return (
    <li>
      <span class="sign-sample" data-sign={kind} aria-hidden="true" />
      {label}
    </li>
  );
}
