import L from 'leaflet';
import type { DrawnZone } from './zones';

/** Width of one letter of a name on the map, in pixels, on average. */
const LETTER = 6.1;
const AT_MOST = 160;

/** Names of zones, each shown once its zone is wide enough on screen to hold it. */
export class NameLayer {
  private zones: DrawnZone[] = [];
  private shown = true;
  private readonly group: L.LayerGroup;

  constructor(private readonly map: L.Map) {
    this.group = L.layerGroup().addTo(map);
    map.on('zoomend moveend', () => this.refresh());
  }

  draw(zones: Iterable<DrawnZone>): void {
    this.zones = [...zones];
    this.refresh();
  }

  show(shown: boolean): void {
    this.shown = shown;
    this.refresh();
  }

  private refresh(): void {
    this.group.clearLayers();
    if (!this.shown) return;
    const sight = this.map.getBounds();
    const fitting = this.zones.filter(({ path }) => sight.intersects(path.getBounds())).filter((zone) => this.fits(zone));
    for (const { name, path } of fitting.slice(0, AT_MOST)) this.add(name, path.getCenter());
  }

  private fits({ name, path }: DrawnZone): boolean {
    const bounds = path.getBounds();
    const [west, east] = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) => this.map.latLngToLayerPoint(corner));
    return west !== undefined && east !== undefined && east.x - west.x > name.length * LETTER && east.y - west.y > 30;
  }

  private add(name: string, at: L.LatLng): void {
    const word = document.createElement('span');
    word.textContent = name;
    const icon = L.divIcon({ className: 'zone-name', html: word, iconSize: [0, 0] });
    L.marker(at, { icon, pane: 'names', interactive: false, keyboard: false }).addTo(this.group);
  }
}
