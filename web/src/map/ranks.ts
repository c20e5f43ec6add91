import L from 'leaflet';
import type { MapEvents } from './territory-map';
import { spotOf } from './zones';

const SIZE = 26;

/** Numbered markers on the first zones of a ranking; the first is drawn over the others. */
export class RankLayer {
  private readonly group: L.LayerGroup;

  constructor(
    map: L.Map,
    private readonly events: MapEvents,
  ) {
    this.group = L.layerGroup().addTo(map);
  }

  draw(ranks: { code: string; rank: number; at: L.LatLng }[]): void {
    this.group.clearLayers();
    for (const { code, rank, at } of ranks) this.add(code, rank, at);
  }

  private add(code: string, rank: number, at: L.LatLng): void {
    const figure = document.createElement('span');
    figure.textContent = String(rank);
    const icon = L.divIcon({
      className: `rank-mark${rank <= 5 ? ' rank-first' : ''}`,
      html: figure,
      iconSize: [SIZE, SIZE],
    });
    const marker = L.marker(at, { icon, pane: 'ranks', keyboard: false, zIndexOffset: 1000 - rank });
    marker.on('click', () => this.events.zone(code));
    marker.on('mouseover mousemove', (event) => this.events.over({ zone: code }, spotOf(event as L.LeafletMouseEvent)));
    marker.on('mouseout', (event) => this.events.over(null, spotOf(event)));
    marker.addTo(this.group);
  }
}
