import L from 'leaflet';
import type { Round } from '../api/types';

const SIZE = 26;

/** Stops in the order they are visited, joined by the way. */
export class RoundLayer {
  private readonly group: L.FeatureGroup;

  constructor(
    map: L.Map,
    private readonly choose: (zone: string) => void,
    private readonly look: (box: [number, number, number, number]) => void,
  ) {
    this.group = L.featureGroup().addTo(map);
  }

  draw(round: Round | null): void {
    this.group.clearLayers();
    if (!round) return;
    for (const { points } of round.legs) {
      const way = points.map(([lon, lat]) => L.latLng(lat, lon));
      for (const className of ['round-halo', 'round-way']) {
        L.polyline(way, { pane: 'drawing', className, interactive: false, smoothFactor: 0.5 }).addTo(this.group);
      }
    }
    for (const { order, position, zone, name } of round.stops) {
      const figure = document.createElement('span');
      figure.textContent = String(order);
      const icon = L.divIcon({ className: 'round-stop', html: figure, iconSize: [SIZE, SIZE] });
      const at = L.latLng(position[1], position[0]);
      const marker = L.marker(at, { icon, pane: 'ranks', keyboard: false, title: name, zIndexOffset: 1500 });
      marker.on('click', () => this.choose(zone));
      marker.addTo(this.group);
    }
    const bounds = this.group.getBounds();
    if (bounds.isValid()) this.look([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
  }
}
