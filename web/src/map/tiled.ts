import L from 'leaflet';
import { type Palette, placeOfShade, type Shade } from '../picture/shade';
import { type Box, type Roll, rollOfCodes } from '../state/rolls';
import { lookupOf, swatchesOf } from '../tiles/colours';
import type { NamedZone, ZoneGround } from './ground';
import { type AskTile, IdTiles } from './id-tiles';
import type { MapEvents } from './territory-map';
import { type OwnShades, shadesByTown, type Town, type Towns } from './towns';
import { Traced } from './traced';
import { type LatLngs, spotOf } from './zones';

/** What the tiles of a geography are drawn from. */
export interface TileSource {
  /** Names the state of the data and the geography. */
  key: string;
  /** Where the zones lie, known before each of them is. */
  box: Box | null;
  ask: AskTile;
  /** The outline of one zone, or of a town, asked for when it is pointed at or chosen. */
  shapeOf: (code: string, ofTown: boolean) => Promise<LatLngs | null>;
}

const NOBODY = rollOfCodes([]);

/** A zone narrower than this on screen, in the middle of all, has no border of its own. */
const BORDERED = 14;
const REST = 90;

/**
 * The zones as tiles of numbers coloured through a table: as many zones as a country has. Tiles are asked for at
 * once; what the numbers stand for may be told later.
 */
export class TiledZones implements ZoneGround {
  private readonly tiles: IdTiles;
  private roll = NOBODY;
  private towns: Towns | null = null;
  private own: OwnShades | null = null;
  private boxes: L.LatLngBounds[] = [];
  private centres: L.LatLng[] = [];
  private readonly chosen: Traced;
  private readonly pointed: Traced;
  private shades: Uint8Array = new Uint8Array();
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
    this.tiles = new IdTiles(source.ask, 'zones');
    this.tiles.addTo(map);
    this.pointed = new Traced(map, 'pointed', ['zone-pointed']);
    this.chosen = new Traced(map, 'chosen', ['zone-chosen-halo', 'zone-chosen']);
    map.on('mousemove', this.hover);
    map.on('mouseout', this.leave);
    map.on('click', this.press);
    map.on('move', this.follow);
  }

  get key(): string {
    return this.source.key;
  }

  /** Tells what the numbers of the tiles stand for. */
  know(roll: Roll): void {
    if (roll === this.roll) return;
    this.roll = roll;
    this.shades = new Uint8Array(roll.codes.length);
    this.boxes = roll.boxes.map(boundsOfBox);
    this.centres = roll.centres.map(([lon, lat]) => L.latLng(lat, lon));
    this.tiles.setBorders(bordersFrom(roll));
  }

  /** Draws towns in the place of their zones, by their own shades where they have one; null draws zones. */
  group(towns: Towns | null, own: OwnShades | null): void {
    if (towns === this.towns && own === this.own) return;
    this.towns = towns;
    this.own = own;
    this.colour();
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
    const { codes } = this.roll;
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
    const { codes } = this.roll;
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

  point(code: string | null, ofTown = false): void {
    clearTimeout(this.timer);
    this.wanted.point = code;
    this.pointed.draw(null);
    if (code) this.timer = setTimeout(() => void this.trace('point', code, ofTown), REST);
  }

  choose(code: string | null, elsewhere: LatLngs | '' | null): void {
    this.wanted.choose = code;
    if (!code || !this.roll.at.has(code)) this.chosen.draw(elsewhere);
    else void this.trace('choose', code);
  }

  *all(): Generator<NamedZone> {
    const { names } = this.roll;
    for (let zone = 0; zone < names.length; zone += 1) {
      const [centre, bounds] = [this.centres[zone], this.boxes[zone]];
      if (centre && bounds) yield { name: names[zone] as string, centre, bounds };
    }
  }

  bounds(): L.LatLngBounds {
    const { box } = this.source;
    const whole = box && this.boxes.length === 0 ? boundsOfBox(box) : L.latLngBounds([]);
    for (const box of this.boxes) whole.extend(box);
    return whole;
  }

  someBounds(holds: (bounds: L.LatLngBounds) => boolean): boolean {
    return this.boxes.length === 0 ? holds(this.bounds()) : this.boxes.some(holds);
  }

  boundsOf(code: string): L.LatLngBounds | null {
    return this.boxes[this.roll.at.get(code) ?? -1] ?? null;
  }

  centreOf(code: string): L.LatLng | null {
    return this.centres[this.roll.at.get(code) ?? -1] ?? null;
  }

  private colour(): void {
    if (this.shades.length === 0) return;
    const swatches = swatchesOf(this.map.getContainer(), this.paletteOf());
    const table = (shades: Uint8Array) => lookupOf(this.together(shades), swatches, this.only);
    this.tiles.colour(table(this.shades), this.other && table(this.other));
  }

  private together(shades: Uint8Array): Uint8Array {
    return this.towns ? shadesByTown(this.towns, shades, this.roll.people, this.only, this.own) : shades;
  }

  private async trace(what: 'point' | 'choose', code: string, ofTown = false): Promise<void> {
    const shape = await this.source.shapeOf(code, ofTown).catch(() => null);
    if (this.wanted[what] === code) (what === 'point' ? this.pointed : this.chosen).draw(shape);
  }

  /** The zone at a place, or the town that stands for it. */
  private at(event: L.LeafletMouseEvent): { zone: string } | { town: Town } | null {
    const zone = this.tiles.zoneAt(event.latlng);
    const town = this.towns?.list[this.towns.of[zone] ?? -1];
    if (town) return { town };
    const code = this.roll.codes[zone];
    return code === undefined ? null : { zone: code };
  }

  private readonly hover = (event: L.LeafletMouseEvent): void => {
    if (!onMark(event)) this.events.over(this.at(event), spotOf(event));
  };

  private readonly leave = (event: L.LeafletMouseEvent): void => this.events.over(null, spotOf(event));

  private readonly press = (event: L.LeafletMouseEvent): void => {
    const what = onMark(event) ? null : this.at(event);
    if (what && 'town' in what) this.events.town(what.town);
    else if (what) this.events.zone(what.zone);
  };
}

const boundsOfBox = ([west, south, east, north]: Box): L.LatLngBounds => L.latLngBounds([south, west], [north, east]);

/** Marks speak for themselves. */
const onMark = ({ originalEvent }: L.LeafletMouseEvent): boolean =>
  originalEvent?.target instanceof Element && originalEvent.target.closest('.leaflet-marker-icon') !== null;

/** The zoom from which the zone in the middle of all, by its width, is wide enough to have a border. */
function bordersFrom({ boxes }: Roll): number {
  const widths = boxes.map(([west, , east]) => east - west).sort((a, b) => a - b);
  const middle = widths[Math.floor(widths.length / 2)] ?? 1;
  return Math.ceil(Math.log2((BORDERED * 360) / (256 * Math.max(middle, 1e-6))));
}
