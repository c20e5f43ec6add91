import { useState } from 'preact/hooks';
import { words } from '../i18n';
import type { LayerName } from '../state/address';
import { hasPriorityAreas, territory } from '../state/territory';
import { toggleLayer, view } from '../state/view';
import { SignButton } from './controls';
import { lookAtAll, zoomBy } from './map-region';

/** Zoom, the whole territory, and the layers: every movement has its button. */
export function MapTools() {
  const { zoomIn, zoomOut, wholeTerritory } = words.value;
  return (
    <div class="map-tools">
      <div class="tool-group">
        <SignButton name={zoomIn} icon="plus" onPress={() => zoomBy(1)} />
        <SignButton name={zoomOut} icon="minus" onPress={() => zoomBy(-1)} />
        <SignButton name={wholeTerritory} icon="frame" onPress={lookAtAll} />
      </div>
      <Layers />
    </div>
  );
}

function Layers() {
  const [open, setOpen] = useState(false);
  const { layersHeading, layers } = words.value;
  const offered: LayerName[] = hasPriorityAreas.value ? ['services', 'qpv', 'names'] : ['services', 'names'];
  return (
    <div class="tool-group layers">
      <SignButton name={layersHeading} icon="layers" expanded={open} onPress={() => setOpen(!open)} />
      {open && (
        <fieldset class="layers-list">
          <legend>{layersHeading}</legend>
          {offered.map((layer) => (
            <label key={layer}>
              <input type="checkbox" checked={view.value.layers.includes(layer)} onChange={() => toggleLayer(layer)} />
              {layers[layer]}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}

/** Producers and licences of everything loaded: one line, in full once opened. */
export function Attribution() {
  const datasets = territory.value?.datasets ?? [];
  if (datasets.length === 0) return null;
  const producers = distinct(datasets.flatMap(({ producer }) => producer.split(', ')));
  const licences = distinct(datasets.map(({ licence }) => licence));
  return (
    <details class="attribution">
      <summary>{`${words.value.dataFrom}${words.value.colon}${producers.join(', ')}`}</summary>
      {`${words.value.licence}${words.value.colon}${licences.join(', ')}`}
    </details>
  );
}

/** Each name once, in the order and the letters it first comes in. */
const distinct = (names: string[]): string[] =>
  names.filter((name, place) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === place);
