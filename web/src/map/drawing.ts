import L from 'leaflet';
import type { Place } from '../state/address';

/** The outline being drawn, or drawn: its corners, its edges, and what is inside once it is closed. */
export class DrawingLayer {
  private readonly group: L.FeatureGroup;

  constructor(map: L.Map) {
    this.group = L.featureGroup().addTo(map);
  }

  draw(corners: Place[], closed: boolean): void {
    this.group.clearLayers();
    const places = corners.map(([lon, lat]) => L.latLng(lat, lon));
    const options = { pane: 'drawing', interactive: false, smoothFactor: 0 };
    if (closed) L.polygon(places, { ...options, className: 'drawn drawn-closed' }).addTo(this.group);
    else L.polyline(places, { ...options, className: 'drawn', fill: false }).addTo(this.group);
    if (closed) return;
    for (const place of places) {
      L.circleMarker(place, { ...options, className: 'drawn-corner', radius: 5 }).addTo(this.group);
    }
  }

  bounds(): L.LatLngBounds {
    return this.group.getBounds();
  }
}
