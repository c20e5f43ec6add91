import L from 'leaflet';
import type { Outline, ZoneProperties, Zones } from '../api/types';
import type { Shade } from '../picture/shade';
import type { MapEvents, Spot } from './territory-map';

export interface DrawnZone {
  name: string;
  path: L.Polygon;
}

/** Above so many zones outlines are simplified as they are drawn, and colours change at once. */
const DETAILED = 400;

/** The zones as SVG paths. A path carries its shade as a data attribute; the style sheet knows the colours. */
export class ZoneLayer {
  private readonly drawn = new Map<string, DrawnZone>();
  private readonly group: L.FeatureGroup;
  private readonly renderer = L.svg({ pane: 'zones', padding: 0.4 });
  private readonly pointed: L.FeatureGroup;
  private readonly chosen: L.FeatureGroup;

  constructor(
    private readonly map: L.Map,
    private readonly events: MapEvents,
  ) {
    this.group = L.featureGroup().addTo(map);
    this.pointed = L.featureGroup().addTo(map);
    this.chosen = L.featureGroup().addTo(map);
  }

  draw(zones: Zones): void {
    this.group.clearLayers();
    this.pointed.clearLayers();
    this.chosen.clearLayers();
    this.drawn.clear();
    const many = zones.features.length > DETAILED;
    const smoothFactor = many ? 0.6 : 0;
    this.map.getContainer().toggleAttribute('data-many', many);
    for (const { properties, geometry } of zones.features) this.add(properties, geometry, smoothFactor);
  }

  paint(shadeOf: (code: string) => Shade): void {
    for (const [code, { path }] of this.drawn) path.getElement()?.setAttribute('data-shade', shadeOf(code));
  }

  single(shade: Shade | null): void {
    for (const { path } of this.drawn.values()) {
      const element = path.getElement();
      element?.toggleAttribute('data-dim', shade !== null && element.getAttribute('data-shade') !== shade);
    }
  }

  point(code: string | null): void {
    this.trace(this.pointed, code && this.shapeOf(code), 'pointed', ['zone-pointed']);
  }

  /** Outlines a zone, by a shape of another layer when it is none of these. */
  choose(code: string | null, elsewhere: LatLngs | '' | null): void {
    this.trace(this.chosen, (code && this.shapeOf(code)) || elsewhere, 'chosen', ['zone-chosen-halo', 'zone-chosen']);
  }

  all(): IterableIterator<DrawnZone> {
    return this.drawn.values();
  }

  bounds(): L.LatLngBounds {
    return this.group.getBounds();
  }

  someBounds(holds: (bounds: L.LatLngBounds) => boolean): boolean {
    return [...this.drawn.values()].some(({ path }) => holds(path.getBounds()));
  }

  boundsOf(code: string): L.LatLngBounds | null {
    return this.drawn.get(code)?.path.getBounds() ?? null;
  }

  centreOf(code: string): L.LatLng | null {
    return this.drawn.get(code)?.path.getCenter() ?? null;
  }

  private add({ code, name }: ZoneProperties, geometry: Outline, smoothFactor: number): void {
    const path = L.polygon(latLngs(geometry), { renderer: this.renderer, className: 'zone', smoothFactor });
    path.on('click', () => this.events.zone(code));
    path.on('mousemove', (event) => this.events.over({ zone: code }, spotOf(event)));
    path.on('mouseout', (event) => this.events.over(null, spotOf(event)));
    path.addTo(this.group);
    path.getElement()?.setAttribute('data-code', code);
    this.drawn.set(code, { name, path });
  }

  private shapeOf(code: string): LatLngs | null {
    return (this.drawn.get(code)?.path.getLatLngs() as LatLngs | undefined) ?? null;
  }

  private trace(group: L.FeatureGroup, shape: LatLngs | '' | null, pane: string, classes: string[]): void {
    group.clearLayers();
    if (!shape) return;
    for (const className of classes) {
      L.polygon(shape, { pane, className, interactive: false, fill: false, smoothFactor: 0 }).addTo(group);
    }
  }
}

/** GeoJSON puts longitude first, Leaflet latitude. */
export type LatLngs = L.LatLngExpression[][] | L.LatLngExpression[][][];

export function latLngs(geometry: Outline): LatLngs {
  return geometry.type === 'Polygon'
    ? L.GeoJSON.coordsToLatLngs(geometry.coordinates, 1)
    : L.GeoJSON.coordsToLatLngs(geometry.coordinates, 2);
}

export const spotOf = ({ containerPoint: { x, y } }: L.LeafletMouseEvent): Spot => ({ x, y });
