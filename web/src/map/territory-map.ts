/** The one door to Leaflet: the rest of the screen speaks of zones, services and ranks, never of layers. */
import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import type { Isochrones, ServicePoint, Zones } from '../api/types';
import { SHADES, type Shade } from '../picture/shade';
import type { MapView, Place } from '../state/address';
import type { Roll } from '../state/rolls';
import { type Box, overlaps } from './boxes';
import { DrawingLayer } from './drawing';
import type { Covered, MapEvents, Spot } from './events';
import type { ZoneGround } from './ground';
import { NameLayer } from './names';
import { OutlineLayer } from './outlines';
import { RankLayer } from './ranks';
import { ReachLayer } from './reach';
import { ServiceLayer } from './services';
import type { TiledZones } from './tiled';
import type { OwnShades, Towns } from './towns';
import { ZoneLayer } from './zones';

export type { Covered, MapEvents, Over, Spot } from './events';

export type OutlineKind = 'commune' | 'qpv' | 'cluster';

/** Drawing order, from the ground up. */
const PANES = {
  land: 390,
  zones: 400,
  outlines: 420,
  reach: 425,
  drawing: 428,
  pointed: 430,
  chosen: 440,
  services: 600,
  names: 610,
  minutes: 615,
  ranks: 620,
} as const;
const OUTLINES: OutlineKind[] = ['commune', 'qpv', 'cluster'];
const CLOSEST_ZOOM = 18;
const CLOSE_ZOOM = 14;
/** The part of the screen one press of an arrow moves by. */
const PAN = 0.15;
/** Leaflet draws nothing before it has looked somewhere: France, until the zones are known. */
const ANYWHERE: MapView = { zoom: 6, lat: 46.6, lon: 2.4 };
const MARGIN = 24;
/** Kept between the middle of a chosen zone and the edges. */
const AROUND = 56;
/** A map so many times wider than what covers its corner shows the whole territory beside it. */
const SPACIOUS = 2.6;
/** How far from the zones one may stray, in their own size. */
const ROOM = 3;

export class TerritoryMap {
  private readonly map: L.Map;
  private readonly outlined: ZoneLayer;
  private tiled: TiledZones | null = null;
  private readonly services: ServiceLayer;
  private readonly names: NameLayer;
  private readonly ranks: RankLayer;
  private readonly outlines: Record<OutlineKind, OutlineLayer>;
  private readonly land: OutlineLayer;
  private readonly reach: ReachLayer;
  private readonly drawing: DrawingLayer;
  private readonly watcher: ResizeObserver;
  private ownMove = false;
  /** Nobody has moved the map yet: it follows the size of the screen. */
  private untouched = true;
  private chosen: string | null = null;

  constructor(
    element: HTMLElement,
    private readonly events: MapEvents,
    private readonly covered: Covered,
    still: boolean,
  ) {
    this.map = L.map(element, {
      zoomControl: false,
      attributionControl: false,
      maxZoom: CLOSEST_ZOOM,
      zoomSnap: 0.25,
      wheelPxPerZoomLevel: 90,
      zoomAnimation: !still,
      fadeAnimation: false,
      markerZoomAnimation: !still,
      inertia: !still,
      keyboard: false,
    });
    this.map.setView([ANYWHERE.lat, ANYWHERE.lon], ANYWHERE.zoom);
    for (const [name, level] of Object.entries(PANES)) this.map.createPane(name).style.zIndex = String(level);
    this.outlined = new ZoneLayer(this.map, events);
    this.services = new ServiceLayer(this.map, events);
    this.names = new NameLayer(this.map);
    this.ranks = new RankLayer(this.map, events);
    this.land = new OutlineLayer(this.map, 'land', 'land');
    const outline = (kind: OutlineKind) => [kind, new OutlineLayer(this.map, kind)];
    this.outlines = Object.fromEntries(OUTLINES.map(outline)) as Record<OutlineKind, OutlineLayer>;
    L.control.scale({ imperial: false, position: 'bottomright', maxWidth: 120 }).addTo(this.map);
    this.reach = new ReachLayer(this.map);
    this.drawing = new DrawingLayer(this.map);
    this.map.on('moveend', () => this.moved(events));
    this.map.on('zoomend', () => events.zoomed(this.map.getZoom()));
    this.map.on('click', ({ latlng }) => events.press([latlng.lng, latlng.lat]));
    this.map.on('contextmenu', ({ latlng }) => events.hold([latlng.lng, latlng.lat]));
    this.watcher = new ResizeObserver(() => this.resized());
    this.watcher.observe(element);
  }

  /** Looks at a place. */
  look({ zoom, lat, lon }: MapView): void {
    this.untouched = false;
    this.quietly(() => this.map.setView([lat, lon], zoom, { animate: false }));
  }

  /** Looks at all zones. */
  lookAtAll(): void {
    const bounds = this.zones.bounds();
    if (!bounds.isValid()) return;
    this.untouched = true;
    const fit = (left: number) => this.map.fitBounds(bounds, { ...this.inSight(MARGIN, left), animate: false });
    this.quietly(() => {
      fit(0);
      const { width } = this.covered().corner;
      if (this.map.getSize().x > SPACIOUS * width && this.cornerHidesZones()) fit(width);
    });
  }

  /** Draws zones in the place of those before; looks at them all unless some are in sight and `keepView` asks so. */
  setZones(zones: Zones, keepView: boolean): void {
    this.dropTiles();
    this.outlined.draw(zones);
    this.placed(keepView);
  }

  /** The same from tiles, which have yet to be told what they show; `made` builds them over this map. */
  setTiles(made: (map: L.Map, events: MapEvents) => TiledZones, keepView: boolean): void {
    this.dropTiles();
    this.outlined.clear();
    this.tiled = made(this.map, this.events);
    this.placed(keepView);
  }

  /** What the tiles on the map are drawn from; null when there are none. */
  get tilesKey(): string | null {
    return this.tiled?.key ?? null;
  }

  /** Tells what the numbers of the tiles stand for. */
  knowTiles(roll: Roll): void {
    this.tiled?.know(roll);
    this.names.draw(this.zones.all());
  }

  /** Draws towns in the place of their zones, by their own shades where they have one; null draws zones. */
  group(towns: Towns | null, own: OwnShades | null): void {
    this.tiled?.group(towns, own);
  }

  private dropTiles(): void {
    this.tiled?.clear();
    this.tiled = null;
  }

  private get zones(): ZoneGround {
    return this.tiled ?? this.outlined;
  }

  private placed(keepView: boolean): void {
    this.names.draw(this.zones.all());
    const bounds = this.zones.bounds();
    if (!bounds.isValid()) return;
    if (!keepView || !this.map.getBounds().intersects(bounds)) this.lookAtAll();
    this.map.setMaxBounds(bounds.pad(ROOM));
  }

  paint(shadeOf: (code: string) => Shade): void {
    this.zones.paint(shadeOf);
  }

  /** Shades by index in the roll: the way of what changes at every movement of a finger. */
  paintAll(shades: Uint8Array, codes: readonly string[]): void {
    if (this.tiled) this.tiled.paintAll(shades);
    else {
      const named = new Map(codes.map((code, index) => [code, SHADES[shades[index] as number] as Shade]));
      this.zones.paint((code) => named.get(code) ?? 'plain');
    }
  }

  /** Leaves only the zones of one class in full colour; null for all. */
  single(shade: Shade | null): void {
    this.zones.single(shade);
  }

  choose(code: string | null): void {
    this.chosen = code;
    this.zones.choose(code, code && (this.outlines.commune.shapeOf(code) ?? this.outlines.qpv.shapeOf(code)));
    if (code) this.reveal(code);
  }

  point(code: string | null, ofTown = false): void {
    this.zones.point(code, ofTown);
  }

  /** Looks closely at some zones. */
  lookAt(codes: string[]): void {
    const bounds = L.latLngBounds([]);
    for (const code of codes) bounds.extend(this.zones.boundsOf(code) ?? bounds);
    this.lookAtBounds(bounds.isValid() ? bounds.pad(0.4) : bounds);
  }

  setOutline(kind: OutlineKind, zones: Zones | null): void {
    this.outlines[kind].draw(zones);
    if (kind === 'commune') this.land.draw(zones);
  }

  setServices(services: ServicePoint[]): void {
    this.services.draw(services);
  }

  chooseService(id: string | null): void {
    this.services.choose(id);
  }

  /** Numbers the first zones; while they change with a finger, names stay where they are. */
  setRanks(ranks: { code: string; rank: number }[], moving = false): void {
    const placed = ranks.flatMap(({ code, rank }) => {
      const [at, bounds] = [this.zones.centreOf(code), this.zones.boundsOf(code)];
      return at && bounds ? [{ code, rank, at, bounds }] : [];
    });
    this.ranks.draw(placed);
    if (!moving) this.names.avoid(placed.map(({ at }) => at));
  }

  /** Draws how far one gets from a place, and looks at the whole of it. */
  setReach(reach: Isochrones | null, from: Place | null, sign: (minutes: number) => string): void {
    this.reach.draw(reach, from, sign);
  }

  lookAtReach(): void {
    this.lookAtBounds(this.reach.bounds());
  }

  setDrawing(corners: Place[], closed: boolean): void {
    this.drawing.draw(corners, closed);
    if (corners.length > 0 && !closed) this.map.doubleClickZoom.disable();
    else this.map.doubleClickZoom.enable();
  }

  lookAtDrawing(): void {
    this.lookAtBounds(this.drawing.bounds());
  }

  /** Looks at a place, in the middle of what nothing covers, no closer than it takes to see what is around. */
  lookAtPlace([lon, lat]: Place): void {
    const zoom = Math.max(this.map.getZoom(), CLOSE_ZOOM);
    const { corner, bottom } = this.covered();
    const aside = L.point(-corner.width / 2, bottom / 2);
    this.map.setView(this.map.unproject(this.map.project([lat, lon], zoom).add(aside), zoom), zoom);
  }

  /** Looks at a box: west, south, east, north; a point is seen with what is around. */
  lookAtBox([west, south, east, north]: [number, number, number, number]): void {
    const bounds = L.latLngBounds([south, west], [north, east]).pad(0.2);
    this.map.fitBounds(bounds, { ...this.inSight(), maxZoom: CLOSE_ZOOM + 1 });
  }

  /** The middle of what is in sight. */
  centre(): Place {
    const { lng, lat } = this.map.getCenter();
    return [lng, lat];
  }

  /** What is in sight: west, south, east, north. */
  sight(): [number, number, number, number] {
    const bounds = this.map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  /** Moves by a part of the screen, east and south being positive. */
  pan(east: number, south: number): void {
    const { x, y } = this.map.getSize();
    this.map.panBy([east * x * PAN, south * y * PAN]);
  }

  /** Moves as little as it takes to show a zone. */
  show(code: string): void {
    this.reveal(code);
  }

  /** A layer of its own over the others. */
  overlay<T>(make: (map: L.Map) => T): T {
    return make(this.map);
  }

  /** Two pictures side by side: the second right of the split; null for one. */
  compare(shadeOf: ((code: string) => Shade) | null): void {
    this.tiled?.compare(shadeOf);
  }

  split(at: number): void {
    this.tiled?.split(at);
  }

  setNames(shown: boolean): void {
    this.names.show(shown);
  }

  closeness(): number {
    return this.map.getZoom();
  }

  zoom(steps: number): void {
    this.map.setZoom(this.map.getZoom() + steps);
  }

  /** Where the middle of a zone is on screen, or null when it is out of sight. */
  spotOf(code: string): Spot | null {
    const centre = this.zones.centreOf(code);
    if (!centre || !this.map.getBounds().contains(centre)) return null;
    const { x, y } = this.map.latLngToContainerPoint(centre);
    return { x, y };
  }

  /** Whether it is still on the page. */
  isThere = true;

  remove(): void {
    this.isThere = false;
    this.watcher.disconnect();
    this.map.stop();
    this.map.remove();
  }

  /** Moves as little as it takes to show the middle of a zone. */
  private reveal(code: string): void {
    const [centre, bounds] = [this.zones.centreOf(code), this.zones.boundsOf(code)];
    if (!centre || !bounds) return;
    const left = overlaps(this.corner(), this.boxOf(bounds)) ? this.covered().corner.width : 0;
    this.map.panInside(centre, this.inSight(AROUND, left));
  }

  private lookAtBounds(bounds: L.LatLngBounds): void {
    if (bounds.isValid()) this.map.fitBounds(bounds, this.inSight());
  }

  private resized(): void {
    this.quietly(() => this.map.invalidateSize({ animate: false }));
    if (this.chosen) this.reveal(this.chosen);
    else if (this.untouched) this.lookAtAll();
  }

  private corner(): Box {
    const { width, height } = this.covered().corner;
    const { y } = this.map.getSize();
    return { left: 0, right: width, top: y - height, bottom: y };
  }

  private cornerHidesZones(): boolean {
    const corner = this.corner();
    return this.zones.someBounds((bounds) => overlaps(corner, this.boxOf(bounds)));
  }

  private boxOf(bounds: L.LatLngBounds): Box {
    const northWest = this.map.latLngToContainerPoint(bounds.getNorthWest());
    const southEast = this.map.latLngToContainerPoint(bounds.getSouthEast());
    return { left: northWest.x, right: southEast.x, top: northWest.y, bottom: southEast.y };
  }

  /** The margins within which a place is in full sight. */
  private inSight(margin = MARGIN, left = this.covered().corner.width) {
    const { bottom } = this.covered();
    return { paddingTopLeft: L.point(margin + left, margin), paddingBottomRight: L.point(margin, margin + bottom) };
  }

  private quietly(move: () => void): void {
    this.ownMove = true;
    move();
    this.ownMove = false;
  }

  private moved(events: MapEvents): void {
    if (this.ownMove) return;
    this.untouched = false;
    const { lat, lng } = this.map.getCenter();
    events.moved({ zoom: this.map.getZoom(), lat, lon: lng });
  }
}
