import L from 'leaflet';
import type { Isochrones } from '../api/types';
import type { Place } from '../state/address';
import { latLngs } from './zones';

/** How far one gets in so many minutes: nested outlines, the farthest at the bottom, each with its minutes. */
export class ReachLayer {
  private readonly group: L.FeatureGroup;

  constructor(map: L.Map) {
    this.group = L.featureGroup().addTo(map);
  }

  draw(reach: Isochrones | null, from: Place | null, sign: (minutes: number) => string): void {
    this.group.clearLayers();
    const farthestFirst = [...(reach?.features ?? [])].sort((a, b) => b.properties.minutes - a.properties.minutes);
    farthestFirst.forEach(({ geometry, properties }, place) => {
      const ring = farthestFirst.length - place;
      const options = { pane: 'reach', interactive: false, smoothFactor: 0.4 };
      const halo = L.polygon(latLngs(geometry), { ...options, className: 'reach-halo', fill: false });
      const area = L.polygon(latLngs(geometry), { ...options, className: `reach reach-${ring}` });
      halo.addTo(this.group);
      area.addTo(this.group);
      if (area.getBounds().isValid()) this.label(area, sign(properties.minutes));
    });
    if (from) this.mark(from);
  }

  bounds(): L.LatLngBounds {
    return this.group.getBounds();
  }

  /** Its minutes, on the northernmost point of the outline. */
  private label(area: L.Polygon, minutes: string): void {
    const corners = (area.getLatLngs() as L.LatLng[][] | L.LatLng[][][]).flat(2);
    const north = corners.reduce((top, corner) => (corner.lat > top.lat ? corner : top));
    const words = document.createElement('span');
    words.textContent = minutes;
    const icon = L.divIcon({ className: 'reach-minutes', html: words, iconSize: [0, 0] });
    L.marker(north, { icon, pane: 'minutes', interactive: false, keyboard: false }).addTo(this.group);
  }

  private mark([lon, lat]: Place): void {
    const icon = L.divIcon({ className: 'reach-from', html: document.createElement('span'), iconSize: [20, 20] });
    L.marker([lat, lon], { icon, pane: 'services', interactive: false, keyboard: false }).addTo(this.group);
  }
}
