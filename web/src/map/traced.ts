import L from 'leaflet';
import type { LatLngs } from './zones';

/** The outline of one zone at a time, over the others: the one pointed at, or the one chosen. */
export class Traced {
  private readonly group: L.FeatureGroup;

  constructor(
    map: L.Map,
    private readonly pane: string,
    private readonly classes: string[],
  ) {
    this.group = L.featureGroup().addTo(map);
  }

  draw(shape: LatLngs | '' | null): void {
    this.group.clearLayers();
    if (!shape) return;
    for (const className of this.classes) {
      const options = { pane: this.pane, className, interactive: false, fill: false, smoothFactor: 0 };
      L.polygon(shape, options).addTo(this.group);
    }
  }
}
