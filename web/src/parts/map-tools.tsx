import { useState } from 'preact/hooks';
import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import { type LayerName, SERVICE_FILTERS, type ServiceFilter } from '../state/address';
import { shownServices } from '../state/shown-services';
import { hasPriorityAreas, isOpenStreetMap, territory } from '../state/territory';
import { go, toggleLayer, view } from '../state/view';
import { AroundTools } from './around-tools';
import { SignButton } from './controls';
import { startDrawing } from './drawing';
import { lookAtAll, zoomBy } from './map-region';

type Tool = 'layers' | 'around';

/** Zoom, the whole territory, layers, a point to look around, an outline: every movement has its button. */
export function MapTools() {
  const { zoomIn, zoomOut, wholeTerritory, draw } = words.value;
  const [open, setOpen] = useState<Tool | null>(null);
  const toggle = (tool: Tool) => setOpen(open === tool ? null : tool);
  return (
    <div class="map-tools">
      <div class="tool-group">
        <SignButton name={zoomIn} icon="plus" onPress={() => zoomBy(1)} />
        <SignButton name={zoomOut} icon="minus" onPress={() => zoomBy(-1)} />
        <SignButton name={wholeTerritory} icon="frame" onPress={lookAtAll} />
      </div>
      <Layers open={open === 'layers'} toggle={() => toggle('layers')} />
      <AroundTools open={open === 'around'} toggle={() => toggle('around')} close={() => setOpen(null)} />
      <div class="tool-group">
        <SignButton name={draw} icon="draw" onPress={startDrawing} />
      </div>
    </div>
  );
}

function Layers({ open, toggle }: { open: boolean; toggle: () => void }) {
  const { layersHeading, layers } = words.value;
  const offered: LayerName[] = hasPriorityAreas.value ? ['services', 'qpv', 'names'] : ['services', 'names'];
  return (
    <div class="tool-group tool-open">
      <SignButton name={layersHeading} icon="layers" expanded={open} onPress={toggle} />
      {open && (
        <div class="tool-inside">
          <fieldset class="ticks">
            <legend>{layersHeading}</legend>
            {offered.map((layer) => (
              <label key={layer} class="tick">
                <input
                  type="checkbox"
                  checked={view.value.layers.includes(layer)}
                  onChange={() => toggleLayer(layer)}
                />
                {layers[layer]}
              </label>
            ))}
          </fieldset>
          {view.value.layers.includes('services') && <Filters />}
        </div>
      )}
    </div>
  );
}

/** Which services are shown, and how many are not. */
function Filters() {
  const { onlyServices, filters, servicesHidden, hoursNotKnown } = words.value;
  const { shown, all, hoursUnknown } = shownServices.value;
  if (all === 0) return null;
  return (
    <fieldset class="ticks">
      <legend>{onlyServices}</legend>
      {SERVICE_FILTERS.map((filter) => (
        <label key={filter} class="tick">
          <input type="checkbox" checked={view.value.only.includes(filter)} onChange={() => toggleFilter(filter)} />
          {filters[filter]}
        </label>
      ))}
      <p class="note" role="status">
        {servicesHidden(whole(shown.length), whole(all))}
        {hoursUnknown > 0 && `, ${hoursNotKnown(hoursUnknown, whole(hoursUnknown))}`}
      </p>
    </fieldset>
  );
}

function toggleFilter(filter: ServiceFilter): void {
  const { only } = view.peek();
  go({ only: only.includes(filter) ? only.filter((other) => other !== filter) : [...only, filter] }, true);
}

/** Producers and licences of everything loaded: one line, in full once opened. */
export function Attribution() {
  const datasets = territory.value?.datasets ?? [];
  if (datasets.length === 0) return null;
  const producers = distinct(datasets.flatMap(({ producer }) => producer.split(', ')));
  const licences = distinct(datasets.map(({ licence }) => licence));
  const { openStreetMap, dataFrom, licence, colon } = words.value;
  return (
    <details class="attribution">
      <summary>
        {[datasets.some(isOpenStreetMap) && openStreetMap, `${dataFrom}${colon}${producers.join(', ')}`]
          .filter(Boolean)
          .join(' · ')}
      </summary>
      {`${licence}${colon}${licences.join(', ')}`}
    </details>
  );
}

/** Each name once, in the order and the letters it first comes in. */
const distinct = (names: string[]): string[] =>
  names.filter((name, place) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === place);
