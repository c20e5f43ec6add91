import L from 'leaflet';
import { type Box, overlaps } from './boxes';
import type { NamedZone } from './ground';

/** Size of one letter of a name on the map, in pixels, on average. */
const LETTER = 6.2;
const LINE = 14;
/** Half the side of a rank mark, and how far under it a name stands. */
const MARK = 14;
const UNDER = 22;
const AT_MOST = 160;

/** Names of zones, each shown once its zone can hold it on screen and nothing else stands there. */
export class NameLayer {
  private zones: NamedZone[] = [];
  private marks: L.LatLng[] = [];
  private shown = true;
  private readonly group: L.LayerGroup;

  constructor(private readonly map: L.Map) {
    this.group = L.layerGroup().addTo(map);
    map.on('zoomend moveend', () => this.refresh());
  }

  draw(zones: Iterable<NamedZone>): void {
    this.zones = [...zones];
    this.refresh();
  }

  show(shown: boolean): void {
    this.shown = shown;
    this.refresh();
  }

  /** Names go under the marks. */
  avoid(marks: L.LatLng[]): void {
    this.marks = marks;
    this.refresh();
  }

  private refresh(): void {
    this.group.clearLayers();
    if (!this.shown) return;
    const sight = this.map.getBounds();
    const taken: Box[] = this.marks.map((mark) => this.boxOfMark(mark));
    for (const zone of this.zones.filter(({ bounds }) => sight.intersects(bounds))) {
      if (!this.fits(zone)) continue;
      const box = this.boxOfName(zone, taken);
      if (taken.length > AT_MOST || taken.some((other) => overlaps(box, other))) continue;
      taken.push(box);
      this.add(zone.name, L.point((box.left + box.right) / 2, (box.top + box.bottom) / 2));
    }
  }

  private boxOfMark(mark: L.LatLng): Box {
    const { x, y } = this.map.latLngToLayerPoint(mark);
    return { left: x - MARK, right: x + MARK, top: y - MARK, bottom: y + MARK };
  }

  private boxOfName({ name, centre }: NamedZone, marks: Box[]): Box {
    const { x, y } = this.map.latLngToLayerPoint(centre);
    const half = (name.length * LETTER) / 2;
    const box = { left: x - half, right: x + half, top: y - LINE / 2, bottom: y + LINE / 2 };
    const marked = marks.some((mark) => overlaps(box, mark));
    return marked ? { ...box, top: box.top + UNDER, bottom: box.bottom + UNDER } : box;
  }

  private fits({ name, bounds }: NamedZone): boolean {
    const northWest = this.map.latLngToLayerPoint(bounds.getNorthWest());
    const size = this.map.latLngToLayerPoint(bounds.getSouthEast()).subtract(northWest);
    return size.x > name.length * LETTER && size.y > 2 * LINE;
  }

  private add(name: string, at: L.Point): void {
    const word = document.createElement('span');
    word.textContent = name;
    const icon = L.divIcon({ className: 'zone-name', html: word, iconSize: [0, 0] });
    const options = { icon, pane: 'names', interactive: false, keyboard: false };
    L.marker(this.map.layerPointToLatLng(at), options).addTo(this.group);
  }
}
