import L from 'leaflet';
import type { Zones } from '../api/types';
import { type LatLngs, latLngs } from './zones';

/** Outlines that take no part in what is asked: the land, municipalities, priority neighbourhoods, clusters. */
export class OutlineLayer {
  private readonly group: L.FeatureGroup;
  private readonly shapes = new Map<string, LatLngs>();

  constructor(
    map: L.Map,
    private readonly kind: string,
    private readonly pane = 'outlines',
  ) {
    this.group = L.featureGroup().addTo(map);
  }

  draw(zones: Zones | null): void {
    this.group.clearLayers();
    this.shapes.clear();
    const options = { pane: this.pane, className: `outline outline-${this.kind}`, interactive: false };
    for (const { properties, geometry } of zones?.features ?? []) {
      const shape = latLngs(geometry);
      this.shapes.set(properties.code, shape);
      L.polygon(shape, options).addTo(this.group);
    }
  }

  /** The outline of one of them. */
  shapeOf(code: string): LatLngs | null {
    return this.shapes.get(code) ?? null;
  }
}
