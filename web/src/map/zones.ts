import L from 'leaflet';
import type { Outline, ZoneProperties, Zones } from '../api/types';
import type { Shade } from '../picture/shade';
import type { NamedZone, ZoneGround } from './ground';
import type { MapEvents, Spot } from './territory-map';
import { Traced } from './traced';

interface DrawnZone {
  name: string;
  path: L.Polygon;
}

/** Above so many zones outlines are simplified as they are drawn, and colours change at once. */
const DETAILED = 400;

/** The zones as SVG paths. A path carries its shade as a data attribute; the style sheet knows the colours. */
export class ZoneLayer implements ZoneGround {
  private readonly drawn = new Map<string, DrawnZone>();
  private readonly group: L.FeatureGroup;
  private readonly renderer = L.svg({ pane: 'zones', padding: 0.4 });
  private readonly pointed: Traced;
  private readonly chosen: Traced;

  constructor(
    private readonly map: L.Map,
    private readonly events: MapEvents,
  ) {
    this.group = L.featureGroup().addTo(map);
    this.pointed = new Traced(map, 'pointed', ['zone-pointed']);
    this.chosen = new Traced(map, 'chosen', ['zone-chosen-halo', 'zone-chosen']);
  }

  draw(zones: Zones): void {
    this.clear();
    const many = zones.features.length > DETAILED;
    const smoothFactor = many ? 0.6 : 0;
    this.map.getContainer().toggleAttribute('data-many', many);
    for (const { properties, geometry } of zones.features) this.add(properties, geometry, smoothFactor);
  }

  clear(): void {
    this.group.clearLayers();
    this.pointed.draw(null);
    this.chosen.draw(null);
    this.drawn.clear();
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
    this.pointed.draw(code && this.shapeOf(code));
  }

  /** Outlines a zone, by a shape of another layer when it is none of these. */
  choose(code: string | null, elsewhere: LatLngs | '' | null): void {
    this.chosen.draw((code && this.shapeOf(code)) || elsewhere);
  }

  *all(): Generator<NamedZone> {
    for (const { name, path } of this.drawn.values()) {
      yield { name, centre: path.getCenter(), bounds: path.getBounds() };
    }
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
}

/** GeoJSON puts longitude first, Leaflet latitude. */
export type LatLngs = L.LatLngExpression[][] | L.LatLngExpression[][][];

export function latLngs(geometry: Outline): LatLngs {
  return geometry.type === 'Polygon'
    ? L.GeoJSON.coordsToLatLngs(geometry.coordinates, 1)
    : L.GeoJSON.coordsToLatLngs(geometry.coordinates, 2);
}

export const spotOf = ({ containerPoint: { x, y } }: L.LeafletMouseEvent): Spot => ({ x, y });
