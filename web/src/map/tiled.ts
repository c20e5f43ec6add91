import L from 'leaflet';
import { type Palette, placeOfShade, type Shade } from '../picture/shade';
import type { Roll } from '../state/rolls';
import { lookupOf, swatchesOf } from '../tiles/colours';
import type { NamedZone, ZoneGround } from './ground';
import { type AskTile, IdTiles } from './id-tiles';
import type { MapEvents } from './territory-map';
import { Traced } from './traced';
import { type LatLngs, spotOf } from './zones';

/** What the tiles of a geography are drawn from. */
export interface TileSource {
  roll: Roll;
  ask: AskTile;
  /** The outline of one zone, asked for when it is pointed at or chosen. */
  shapeOf: (code: string) => Promise<LatLngs | null>;
}

/** A zone narrower than this on screen, in the middle of all, has no border of its own. */
const BORDERED = 14;
const REST = 90;

/** The zones as tiles of numbers coloured through a table: as many zones as a country has. */
export class TiledZones implements ZoneGround {
  private readonly tiles: IdTiles;
  private readonly boxes: L.LatLngBounds[];
  private readonly centres: L.LatLng[];
  private readonly chosen: Traced;
  private readonly pointed: Traced;
  private shades: Uint8Array;
  private other: Uint8Array | null = null;
  private only: Shade | null = null;
  private splitAt = 0;
  private wanted = { point: null as string | null, choose: null as string | null };
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly map: L.Map,
    private readonly source: TileSource,
    private readonly events: MapEvents,
    private readonly paletteOf: () => Palette,
  ) {
    const { roll, ask } = source;
    this.shades = new Uint8Array(roll.codes.length);
    this.boxes = roll.boxes.map(([west, south, east, north]) => L.latLngBounds([south, west], [north, east]));
    this.centres = roll.centres.map(([lon, lat]) => L.latLng(lat, lon));
    this.tiles = new IdTiles(ask, 'zones');
    this.tiles.setBorders(bordersFrom(roll));
    this.tiles.addTo(map);
    this.pointed = new Traced(map, 'pointed', ['zone-pointed']);
    this.chosen = new Traced(map, 'chosen', ['zone-chosen-halo', 'zone-chosen']);
    map.on('mousemove', this.hover);
    map.on('mouseout', this.leave);
    map.on('click', this.press);
    map.on('move', this.follow);
  }

  clear(): void {
    this.map.off('mousemove', this.hover);
    this.map.off('mouseout', this.leave);
    this.map.off('click', this.press);
    this.map.off('move', this.follow);
    clearTimeout(this.timer);
    this.tiles.remove();
    this.pointed.draw(null);
    this.chosen.draw(null);
  }

  paint(shadeOf: (code: string) => Shade): void {
    const { codes } = this.source.roll;
    for (let zone = 0; zone < codes.length; zone += 1) {
      this.shades[zone] = placeOfShade(shadeOf(codes[zone] as string));
    }
    this.colour();
  }

  /** Shades by index, as `SHADES` numbers them: the way of what changes at every movement of a finger. */
  paintAll(shades: Uint8Array): void {
    this.shades = shades;
    this.colour();
  }

  /** A second picture right of the split; null for one alone. */
  compare(shadeOf: ((code: string) => Shade) | null): void {
    const { codes } = this.source.roll;
    this.other = shadeOf && Uint8Array.from(codes, (code) => placeOfShade(shadeOf(code)));
    this.colour();
  }

  /** `at` is in pixels from the left of the map. */
  split(at: number): void {
    this.splitAt = at;
    this.tiles.split(at);
  }

  private readonly follow = (): void => {
    if (this.other) this.tiles.split(this.splitAt);
  };

  single(shade: Shade | null): void {
    if (shade === this.only) return;
    this.only = shade;
    this.colour();
  }

  point(code: string | null): void {
    clearTimeout(this.timer);
    this.wanted.point = code;
    this.pointed.draw(null);
    if (code) this.timer = setTimeout(() => void this.trace('point', code), REST);
  }

  choose(code: string | null, elsewhere: LatLngs | '' | null): void {
    this.wanted.choose = code;
    if (!code || !this.source.roll.at.has(code)) this.chosen.draw(elsewhere);
    else void this.trace('choose', code);
  }

  *all(): Generator<NamedZone> {
    const { names } = this.source.roll;
    for (let zone = 0; zone < names.length; zone += 1) {
      const [centre, bounds] = [this.centres[zone], this.boxes[zone]];
      if (centre && bounds) yield { name: names[zone] as string, centre, bounds };
    }
  }

  bounds(): L.LatLngBounds {
    const whole = L.latLngBounds([]);
    for (const box of this.boxes) whole.extend(box);
    return whole;
  }

  someBounds(holds: (bounds: L.LatLngBounds) => boolean): boolean {
    return this.boxes.some(holds);
  }

  boundsOf(code: string): L.LatLngBounds | null {
    return this.boxes[this.source.roll.at.get(code) ?? -1] ?? null;
  }

  centreOf(code: string): L.LatLng | null {
    return this.centres[this.source.roll.at.get(code) ?? -1] ?? null;
  }

  private colour(): void {
    const swatches = swatchesOf(this.map.getContainer(), this.paletteOf());
    const first = lookupOf(this.shades, swatches, this.only);
    this.tiles.colour(first, this.other && lookupOf(this.other, swatches, this.only));
  }

  private async trace(what: 'point' | 'choose', code: string): Promise<void> {
    const shape = await this.source.shapeOf(code).catch(() => null);
    if (this.wanted[what] === code) (what === 'point' ? this.pointed : this.chosen).draw(shape);
  }

  private codeAt(event: L.LeafletMouseEvent): string | null {
    return this.source.roll.codes[this.tiles.zoneAt(event.latlng)] ?? null;
  }

  private readonly hover = (event: L.LeafletMouseEvent): void => {
    if (onMark(event)) return;
    const code = this.codeAt(event);
    this.events.over(code === null ? null : { zone: code }, spotOf(event));
  };

  private readonly leave = (event: L.LeafletMouseEvent): void => this.events.over(null, spotOf(event));

  private readonly press = (event: L.LeafletMouseEvent): void => {
    const code = onMark(event) ? null : this.codeAt(event);
    if (code !== null) this.events.zone(code);
  };
}

/** Marks speak for themselves. */
const onMark = ({ originalEvent }: L.LeafletMouseEvent): boolean =>
  originalEvent?.target instanceof Element && originalEvent.target.closest('.leaflet-marker-icon') !== null;

/** The zoom from which the zone in the middle of all, by its width, is wide enough to have a border. */
function bordersFrom({ boxes }: Roll): number {
  const widths = boxes.map(([west, , east]) => east - west).sort((a, b) => a - b);
  const middle = widths[Math.floor(widths.length / 2)] ?? 1;
  return Math.ceil(Math.log2((BORDERED * 360) / (256 * Math.max(middle, 1e-6))));
}
