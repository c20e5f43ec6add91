import L from 'leaflet';
import { decode } from '../tiles/decoder';
import { type Lookup, paintTile, zoneAt } from '../tiles/paint';
import { SIDE } from '../tiles/raster';

/** Screen pixels on a side of a tile: the grid has two a pixel. */
const TILE = 256;
const CLOSEST_TILES = 14;

interface Tile {
  canvas: HTMLCanvasElement;
  coords: L.Coords;
  ids: Uint32Array | null;
  /** The column of the grid where the second picture began when it was last painted. */
  split: number;
  /** Whether it was painted before the present colours. */
  stale: boolean;
  stop: AbortController;
}

export type AskTile = (zoom: number, column: number, row: number, abort: AbortSignal) => Promise<ArrayBuffer | null>;

/** Tiles that hold the number of the zone under each pixel, coloured through a table: new colours touch no geometry. */
export class IdTiles extends L.GridLayer {
  private readonly held = new Map<string, Tile>();
  private lookup: Lookup | null = null;
  private other: Lookup | null = null;
  /** Where the second picture begins, in pixels of the map from its left. */
  private splitAt = 0;
  private readonly image = new ImageData(SIDE, SIDE);
  /** Borders are drawn from this zoom on. */
  private bordersFrom = 0;

  constructor(
    private readonly ask: AskTile,
    pane: string,
  ) {
    super({
      tileSize: TILE,
      maxNativeZoom: CLOSEST_TILES,
      pane,
      updateWhenZooming: false,
      keepBuffer: 1,
    });
    this.on('tileunload', ({ coords }) => this.forget(coords));
    this.on('add', () => this._map.on('move zoomend', this.refresh, this));
    this.on('remove', () => this._map.off('move zoomend', this.refresh, this));
  }

  setBorders(from: number): void {
    this.bordersFrom = from;
  }

  /** Colours every tile anew; the second table holds right of the split. */
  colour(lookup: Lookup, other: Lookup | null = null): void {
    this.lookup = lookup;
    this.other = other;
    for (const tile of this.held.values()) tile.stale = true;
    this.refresh();
  }

  /** Paints what is in sight and out of date; the rest waits until it comes into sight. */
  private refresh(): void {
    for (const tile of this.held.values()) if (tile.stale && this.inSight(tile)) this.repaint(tile);
  }

  private inSight({ coords }: Tile): boolean {
    if (!this._map) return true;
    const [left, top] = this.cornerOf(coords.x, coords.y, coords.z);
    const [right, bottom] = this.cornerOf(coords.x + 1, coords.y + 1, coords.z);
    const { x, y } = this._map.getSize();
    return left < x && right > 0 && top < y && bottom > 0;
  }

  /** Where a corner of the grid of tiles is on screen. */
  private cornerOf(x: number, y: number, z: number): [number, number] {
    const place = this._map.unproject(L.point(x * TILE, y * TILE), z);
    const point = this._map.latLngToContainerPoint(place);
    return [point.x, point.y];
  }

  /** Moves the split: only the tiles it runs through are painted anew. */
  split(at: number): void {
    this.splitAt = at;
    for (const tile of this.held.values()) if (this.splitOf(tile) !== tile.split) this.repaint(tile);
  }

  /** The index of the zone at a place; −1 for none, or when its tile is not there. */
  zoneAt(place: L.LatLng): number {
    const zoom = Math.min(this.tileZoom(), CLOSEST_TILES);
    const { x, y } = this._map.project(place, zoom).divideBy(TILE);
    const tile = this.held.get(keyOf({ x: Math.floor(x), y: Math.floor(y), z: zoom }));
    return tile?.ids ? zoneAt(tile.ids, x - Math.floor(x), y - Math.floor(y)) : -1;
  }

  protected override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    canvas.width = SIDE;
    canvas.height = SIDE;
    const tile: Tile = { canvas, coords, ids: null, split: -1, stale: true, stop: new AbortController() };
    this.held.set(keyOf(coords), tile);
    void this.load(tile).then(
      () => done(undefined, canvas),
      (cause) => done(cause, canvas),
    );
    return canvas;
  }

  private async load(tile: Tile): Promise<void> {
    const { x, y, z } = tile.coords;
    const bytes = await this.ask(z, x, y, tile.stop.signal);
    if (bytes === null || tile.stop.signal.aborted) return;
    tile.ids = await decode(bytes);
    this.repaint(tile);
  }

  private repaint(tile: Tile): void {
    const paper = tile.ids && this.lookup && tile.canvas.getContext('2d');
    if (!tile.ids || !this.lookup || !paper) return;
    tile.split = this.splitOf(tile);
    const split = this.other ? { other: this.other, from: tile.split } : undefined;
    const pixels = new Uint32Array(this.image.data.buffer);
    paintTile(tile.ids, pixels, this.lookup, tile.coords.z >= this.bordersFrom, split);
    paper.putImageData(this.image, 0, 0);
    tile.stale = false;
  }

  /** Where the split runs through a tile, in columns of its grid, held within it. */
  private splitOf({ coords }: Tile): number {
    if (!this.other || !this._map) return -1;
    const [left] = this.cornerOf(coords.x, coords.y, coords.z);
    const [right] = this.cornerOf(coords.x + 1, coords.y, coords.z);
    const column = Math.round((SIDE * (this.splitAt - left)) / Math.max(right - left, 1));
    return Math.min(Math.max(column, 0), SIDE);
  }

  private tileZoom(): number {
    return Math.round(this._map.getZoom());
  }

  private forget(coords: L.Coords): void {
    this.held.get(keyOf(coords))?.stop.abort();
    this.held.delete(keyOf(coords));
  }
}

const keyOf = ({ x, y, z }: { x: number; y: number; z: number }): string => `${z}/${x}/${y}`;
