import L from 'leaflet';
import type { Zones } from '../api/types';
import { latLngs } from './zones';

/** Outlines that take no part in what is asked: the land, municipalities, priority neighbourhoods, clusters. */
export class OutlineLayer {
  private readonly group: L.FeatureGroup;

  constructor(
    map: L.Map,
    private readonly kind: string,
    private readonly pane = 'outlines',
  ) {
    this.group = L.featureGroup().addTo(map);
  }

  draw(zones: Zones | null): void {
    this.group.clearLayers();
    const options = { pane: this.pane, className: `outline outline-${this.kind}`, interactive: false };
    for (const { geometry } of zones?.features ?? []) L.polygon(latLngs(geometry), options).addTo(this.group);
  }
}
