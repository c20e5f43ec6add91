import L from 'leaflet';
import type { Zones } from '../api/types';
import { latLngs } from './zones';

/** Outlines without inside: municipalities, priority neighbourhoods, clusters. */
export class OutlineLayer {
  private readonly group: L.FeatureGroup;

  constructor(
    map: L.Map,
    private readonly kind: string,
  ) {
    this.group = L.featureGroup().addTo(map);
  }

  draw(zones: Zones | null): void {
    this.group.clearLayers();
    const options = { pane: 'outlines', className: `outline outline-${this.kind}`, interactive: false, fill: false };
    for (const { geometry } of zones?.features ?? []) L.polygon(latLngs(geometry), options).addTo(this.group);
  }
}
