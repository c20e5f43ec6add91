import L from 'leaflet';
import type { MapEvents } from './territory-map';
import { spotOf } from './zones';

const SIZE = 26;
/** On a zone narrower than this on screen its mark is smaller. */
const NARROW = 46;
const SMALL = 19;

export interface Ranked {
  code: string;
  rank: number;
  at: L.LatLng;
  bounds: L.LatLngBounds;
}

/** Numbered markers on the first zones of a ranking; the first is drawn over the others. */
export class RankLayer {
  private ranks: Ranked[] = [];
  private readonly group: L.LayerGroup;

  constructor(
    private readonly map: L.Map,
    private readonly events: MapEvents,
  ) {
    this.group = L.layerGroup().addTo(map);
    map.on('zoomend', () => this.refresh());
  }

  draw(ranks: Ranked[]): void {
    this.ranks = ranks;
    this.refresh();
  }

  private refresh(): void {
    this.group.clearLayers();
    for (const ranked of this.ranks) this.add(ranked);
  }

  private isNarrow(bounds: L.LatLngBounds): boolean {
    const west = this.map.latLngToLayerPoint(bounds.getNorthWest());
    return this.map.latLngToLayerPoint(bounds.getSouthEast()).subtract(west).x < NARROW;
  }

  private add({ code, rank, at, bounds }: Ranked): void {
    const small = this.isNarrow(bounds);
    const side = small ? SMALL : SIZE;
    const figure = document.createElement('span');
    figure.textContent = String(rank);
    const className = `rank-mark${rank <= 5 ? ' rank-first' : ''}${small ? ' rank-small' : ''}`;
    const icon = L.divIcon({ className, html: figure, iconSize: [side, side] });
    const marker = L.marker(at, {
      icon,
      pane: 'ranks',
      keyboard: false,
      bubblingMouseEvents: true,
      zIndexOffset: 1000 - rank,
    });
    marker.on('click', () => this.events.zone(code));
    marker.on('mouseover mousemove', (event) => this.events.over({ zone: code }, spotOf(event as L.LeafletMouseEvent)));
    marker.on('mouseout', (event) => this.events.over(null, spotOf(event)));
    marker.addTo(this.group);
  }
}
