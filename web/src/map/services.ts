import L from 'leaflet';
import type { ServicePoint } from '../api/types';
import { isAged } from '../picture/freshness';
import { type Group, grouped, type Placed } from './grouping';
import type { MapEvents } from './territory-map';
import { spotOf } from './zones';

/** Up to so many points in sight each is drawn; beyond, neighbours are counted together. */
const FREE = 500;
const CELL = 44;
const HIT = 24;

/** Services as points: a disc, or a diamond for those that move; faded when their record is old, struck through when seen closed. */
export class ServiceLayer {
  private services: ServicePoint[] = [];
  private chosen: string | null = null;
  private readonly group: L.LayerGroup;

  constructor(
    private readonly map: L.Map,
    private readonly events: MapEvents,
  ) {
    this.group = L.layerGroup().addTo(map);
    map.on('moveend', () => this.refresh());
  }

  draw(services: ServicePoint[]): void {
    this.services = services;
    this.refresh();
  }

  choose(id: string | null): void {
    this.chosen = id;
    this.refresh();
  }

  private refresh(): void {
    this.group.clearLayers();
    for (const group of grouped(this.inSight(), CELL, FREE)) this.add(group);
  }

  private inSight(): Placed<ServicePoint>[] {
    const sight = this.map.getBounds().pad(0.1);
    return this.services.flatMap((item) => {
      const at = latLngOf(item);
      if (!sight.contains(at)) return [];
      const { x, y } = this.map.latLngToLayerPoint(at);
      return [{ item, x, y }];
    });
  }

  private add(group: Group<ServicePoint>): void {
    const [only, ...others] = group.items;
    if (only === undefined) return;
    const marker = others.length === 0 ? this.single(only) : this.several(group);
    marker.on('mouseout', (event) => this.events.over(null, spotOf(event)));
    marker.addTo(this.group);
  }

  private single(service: ServicePoint): L.Marker {
    const { id } = service.properties;
    const marker = L.marker(latLngOf(service), { icon: glyphOf(service, id === this.chosen), ...options });
    marker.on('click', () => this.events.service(id));
    marker.on('mouseover', (event) => this.events.over({ service: id }, spotOf(event)));
    return marker;
  }

  private several({ items, x, y }: Group<ServicePoint>): L.Marker {
    const at = this.map.layerPointToLatLng([x, y]);
    const marker = L.marker(at, { icon: countOf(items.length), ...options });
    marker.on('click', () => this.map.setView(at, this.map.getZoom() + 2));
    marker.on('mouseover', (event) => this.events.over({ group: items.length }, spotOf(event)));
    return marker;
  }
}

const options = { pane: 'services', keyboard: false, bubblingMouseEvents: true };

function latLngOf({ geometry }: ServicePoint): L.LatLng {
  const [lon, lat] = geometry.coordinates;
  return L.latLng(lat, lon);
}

function glyphOf({ properties }: ServicePoint, chosen: boolean): L.DivIcon {
  const glyph = document.createElement('span');
  glyph.dataset.mobility = properties.mobility;
  glyph.toggleAttribute('data-aged', isAged(properties.updated));
  glyph.toggleAttribute('data-closed', properties.sighting === 'closed');
  glyph.toggleAttribute('data-chosen', chosen);
  return L.divIcon({ className: 'service-mark', html: glyph, iconSize: [HIT, HIT] });
}

function countOf(count: number): L.DivIcon {
  const figure = document.createElement('span');
  figure.textContent = String(count);
  return L.divIcon({ className: 'service-group', html: figure, iconSize: [HIT, HIT] });
}
