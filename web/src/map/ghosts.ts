import L from 'leaflet';
import type { Place } from '../state/address';

export interface Ghost {
  /** The same for as long as it is the same place that moves. */
  key: string;
  name: string;
  kind: 'add' | 'move' | 'close';
  at: Place;
  /** Where the service stood before. */
  from: Place | null;
}

export interface GhostEvents {
  /** Under a finger: often, before it rests. */
  drag: (key: string, place: Place) => void;
  drop: (key: string, place: Place) => void;
  /** By the arrows: how many steps east and north, and whether they are long. */
  step: (key: string, east: number, north: number, long: boolean) => void;
  better: (place: Place) => void;
}

const SIZE = 34;
const ARROWS: Record<string, [number, number]> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** Places that are not there yet, services moved or closed, and better places nearby. */
export class GhostLayer {
  private readonly markers = new Map<string, L.Marker>();
  private readonly ways: L.LayerGroup;
  private readonly better: L.LayerGroup;
  private dragged: string | null = null;

  constructor(
    private readonly map: L.Map,
    private readonly events: GhostEvents,
  ) {
    this.ways = L.layerGroup().addTo(map);
    this.better = L.layerGroup().addTo(map);
  }

  draw(ghosts: Ghost[]): void {
    const kept = new Set(ghosts.map(({ key }) => key));
    for (const [key, marker] of this.markers) {
      if (kept.has(key)) continue;
      marker.remove();
      this.markers.delete(key);
    }
    this.ways.clearLayers();
    for (const ghost of ghosts) this.put(ghost);
  }

  /** Better places, one press away; the panel has them as buttons. */
  offer(places: { at: Place; name: string }[]): void {
    this.better.clearLayers();
    for (const { at, name } of places) {
      const sign = document.createElement('span');
      sign.textContent = '+';
      const icon = L.divIcon({ className: 'better-mark', html: sign, iconSize: [28, 28] });
      const marker = L.marker(latLng(at), { icon, pane: 'ranks', title: name, keyboard: false });
      marker.on('click', () => this.events.better(at));
      marker.addTo(this.better);
    }
  }

  private put(ghost: Ghost): void {
    if (ghost.from && ghost.kind === 'move') {
      const line = [latLng(ghost.from), latLng(ghost.at)];
      L.polyline(line, { pane: 'drawing', className: 'ghost-way', interactive: false }).addTo(this.ways);
    }
    const known = this.markers.get(ghost.key);
    if (known && ghost.key !== this.dragged) known.setLatLng(latLng(ghost.at));
    const marker = known ?? this.made(ghost);
    const element = marker.getElement();
    element?.setAttribute('aria-label', ghost.name);
    if (element) element.title = ghost.name;
  }

  private made({ key, kind, at }: Ghost): L.Marker {
    const icon = L.divIcon({
      className: `ghost ghost-${kind}`,
      html: document.createElement('span'),
      iconSize: [SIZE, SIZE],
    });
    const still = kind === 'close';
    const marker = L.marker(latLng(at), {
      icon,
      pane: 'ranks',
      draggable: !still,
      keyboard: !still,
      zIndexOffset: 2000,
    });
    marker.on('dragstart', () => {
      this.dragged = key;
    });
    marker.on('drag', () => this.events.drag(key, placeOf(marker)));
    marker.on('dragend', () => {
      this.dragged = null;
      this.events.drop(key, placeOf(marker));
    });
    marker.addTo(this.map);
    marker.getElement()?.addEventListener('keydown', (event) => {
      const way = ARROWS[event.key];
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      this.events.step(key, ...way, event.shiftKey);
    });
    this.markers.set(key, marker);
    return marker;
  }
}

const latLng = ([lon, lat]: Place): L.LatLng => L.latLng(lat, lon);

function placeOf(marker: L.Marker): Place {
  const { lng, lat } = marker.getLatLng();
  return [lng, lat];
}
