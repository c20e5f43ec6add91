import { computed, effect, signal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { say, words } from '../i18n';
import { whole } from '../i18n/numbers';
import { type OutlineKind, type Spot, TerritoryMap } from '../map/territory-map';
import { formerly, leftOut, picture } from '../picture';
import { placeOfShade, type Shade } from '../picture/shade';
import { placing } from '../scenario/state';
import type { Place } from '../state/address';
import { calm, compact, shade } from '../state/device';
import { reach, reachFrom } from '../state/reach';
import { dataOf } from '../state/resource';
import { roll } from '../state/roll';
import { scope } from '../state/scope';
import {
  chooseService,
  chooseZone,
  drawing,
  legendFolded,
  lookAround,
  pointed,
  sheetHeight,
  sheetSize,
  singled,
} from '../state/screen';
import { shownServices } from '../state/shown-services';
import { clusters, communes, geography, priorityAreas, territory, tiled, zones } from '../state/territory';
import { chosenService, chosenZone, go, layers, outlined, question, view } from '../state/view';
import { inRoll, sliding, tiersOf, weighed } from '../weighing/live';
import { addCorner, DrawingBar } from './drawing';
import { later } from './later';
import { onMapKey } from './map-keys';
import { Attribution, MapTools } from './map-tools';
import { ReadOut } from './read-out';

const PlacingBar = later(
  () => import('./placing-bar').then((part) => part.PlacingBar),
  () => null,
);
const SwipeLine = later(
  () => import('./changes/swipe').then((part) => part.SwipeLine),
  () => null,
);
const swiping = computed(() => formerly.value !== null);

let map: TerritoryMap | null = null;

export const lookAtZones = (codes: string[]): void => map?.lookAt(codes);
export const lookAtAll = (): void => map?.lookAtAll();
export const zoomBy = (steps: number): void => map?.zoom(steps);
export const lookAtPlace = (place: Place): void => map?.lookAtPlace(place);
export const lookAtBox = (box: [number, number, number, number]): void => map?.lookAtBox(box);
export const centreOfMap = (): Place | null => map?.centre() ?? null;
export const sightOfMap = (): [number, number, number, number] | null => map?.sight() ?? null;
/** Where the divider of two pictures stands, in pixels from the left of the map. */
export const splitMap = (at: number): void => map?.split(at);
export const panMap = (east: number, south: number): void => map?.pan(east, south);
export const showZone = (code: string): void => map?.show(code);
export const focusMap = (): void => document.querySelector<HTMLElement>('.map')?.focus();
export const spotOfZone = (code: string): Spot | null => map?.spotOf(code) ?? null;

/** The map, its tools and what it says of the place under the pointer. */
export function MapRegion() {
  const ground = useRef<HTMLDivElement>(null);
  const about = useId();
  useEffect(() => (ground.current ? mount(ground.current) : undefined), []);
  return (
    <section
      class="map-region"
      aria-label={words.value.map}
      data-drawing={drawing.value !== null || placing.value !== null || undefined}
    >
      <p id={about} class="unseen">
        {summary()}
      </p>
      <div
        ref={ground}
        class="map"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the map is read with the arrows
        tabIndex={0}
        aria-label={words.value.map}
        aria-describedby={about}
        data-palette={picture.value?.palette}
        data-scoped={scope.value !== null || undefined}
        onKeyDown={onMapKey}
      />
      <p class="map-keys" aria-hidden="true">
        {words.value.keys}
      </p>
      <DrawingBar />
      {placing.value && <PlacingBar />}
      {swiping.value && <SwipeLine />}
      <MapTools />
      <Attribution />
      <ReadOut />
    </section>
  );
}

function summary(): string {
  const { mapAbout, questions, keys } = words.value;
  const name = territory.value?.name ?? '';
  const zoneCount = whole(geography.value?.zones ?? 0);
  const legend = picture.value?.legend.map(({ label, zones }) => `${label}${words.value.colon}${whole(zones)}`) ?? [];
  const kind = geography.value ? say(geography.value.label) : '';
  const title = `${questions[question.value].title} ${picture.value?.title ?? ''}.`;
  return `${mapAbout(name, title, zoneCount)} ${kind}. ${legend.join(' ; ')}. ${keys}`;
}

/** Keeps the map in step with the signals, each by its own effect so that nothing is drawn twice. */
function mount(ground: HTMLElement): () => void {
  const drawn = new TerritoryMap(ground, mapEvents, covered, calm());
  map = drawn;
  const { map: asked } = view.peek();
  if (asked) drawn.look(asked);
  const stops = [
    drawZones,
    drawPicture,
    drawWeights,
    drawScenario,
    drawPlan,
    drawOutlines,
    drawServices,
    drawChoice,
    drawReach,
    drawDrawing,
  ].map((draw) => draw(drawn));
  return () => {
    for (const stop of stops) stop();
    drawn.remove();
    map = null;
  };
}

const mapEvents = {
  zone: (code: string) => {
    if (!drawing.peek() && !placing.peek()) chooseZone(code);
  },
  service: (id: string) => {
    if (!drawing.peek() && !placing.peek()) chooseService(id);
  },
  press: (place: Place) => {
    if (placing.peek()) void import('./placing-bar').then((part) => part.placeHere(place));
    else addCorner(place);
  },
  hold: (place: Place) => {
    if (!drawing.peek() && !placing.peek()) lookAround(place);
  },
  over: (what: { zone: string } | { service: string } | { group: number } | null, spot: Spot) => {
    pointed.value = what && !drawing.peek() && !placing.peek() ? { what, spot } : null;
  },
  moved: (moved: { zoom: number; lat: number; lon: number }) => {
    pointed.value = null;
    go({ map: moved }, true);
  },
};

function drawZones(drawn: TerritoryMap): () => void {
  return effect(() => {
    const outlines = dataOf(zones.loaded.value);
    if (tiled.value) void drawTiles(drawn);
    else if (outlines) drawn.setZones(outlines, view.peek().map !== null);
  });
}

/** Counts what was painted from tiles: colours and choices follow once they are there. */
const tilesDrawn = signal(0);

async function drawTiles(drawn: TerritoryMap): Promise<void> {
  const [listed, snapshot, shown] = [roll.value, territory.value?.snapshot, geography.value?.code];
  if (!listed || !snapshot || !shown) return;
  const { tilesOf } = await import('../map/tiling');
  if (map !== drawn || roll.peek() !== listed) return;
  drawn.setTiles(
    tilesOf(snapshot, shown, listed, () => picture.peek()?.palette ?? 'need'),
    view.peek().map !== null,
  );
  tilesDrawn.value += 1;
}

/** While a weight is under a finger, colours and numbers follow it without anything else being drawn. */
function drawWeights(drawn: TerritoryMap): () => void {
  return effect(() => {
    const [present, listed] = [sliding.value && weighed.value, roll.value];
    if (!present || !listed) return;
    const shades = new Uint8Array(listed.codes.length).fill(placeOfShade('plain'));
    const tiers = tiersOf(present.ranked).map(({ shade }) => placeOfShade(shade));
    const [missing, outside] = [placeOfShade('missing'), placeOfShade('outside')];
    const inside = scope.value?.codes;
    inRoll.value.forEach((place, zone) => {
      const unranked = inside && !inside.has(listed.codes[place] as string) ? outside : missing;
      if (place >= 0) shades[place] = tiers[present.tiers[zone] as number] ?? unranked;
    });
    drawn.paintAll(shades, listed.codes);
    const ranks = present.first.map((zone, place) => ({ code: present.parts.codes[zone] as string, rank: place + 1 }));
    drawn.setRanks(ranks, true);
  });
}

/** Colours follow the picture alone: outlines are not drawn again for it, and the zone chosen keeps its own. */
function drawPicture(drawn: TerritoryMap): () => void {
  const stopPaint = effect(() => {
    void picture.value;
    void zones.loaded.value;
    void tilesDrawn.value;
    void shade.value;
    paint(drawn);
  });
  const stopSingle = effect(() => {
    void picture.value;
    void tilesDrawn.value;
    drawn.single(singled.value);
  });
  return () => {
    stopPaint();
    stopSingle();
  };
}

/** Ghosts and their words are fetched with the first scenario. */
function drawScenario(drawn: TerritoryMap): () => void {
  let stop: (() => void) | null = null;
  let gone = false;
  const wait = effect(() => {
    if (question.value !== 'scenario' || stop) return;
    stop = () => {};
    void import('../scenario/drawing').then(({ drawGhosts }) => {
      if (!gone) stop = drawGhosts(drawn);
    });
  });
  return () => {
    gone = true;
    wait();
    stop?.();
  };
}

/** A round and its way are fetched with the first round asked for. */
function drawPlan(drawn: TerritoryMap): () => void {
  let stop: (() => void) | null = null;
  let gone = false;
  const wait = effect(() => {
    if (view.value.round === null || stop) return;
    stop = () => {};
    void import('../rounds/drawing').then(({ drawRound }) => {
      if (!gone) stop = drawRound(drawn);
    });
  });
  return () => {
    gone = true;
    wait();
    stop?.();
  };
}

function paint(drawn: TerritoryMap): void {
  const shades = new Map<string, Shade>(picture.value?.rows.map(({ code, shade }) => [code, shade]));
  for (const code of leftOut.value) shades.set(code, 'missing');
  const inside = scope.value?.codes;
  const shadeOf = (known: ReadonlyMap<string, Shade>) => (code: string) =>
    inside && !inside.has(code) ? 'outside' : (known.get(code) ?? 'plain');
  const former = formerly.value;
  drawn.paint(shadeOf(former ?? shades));
  drawn.compare(former && shadeOf(shades));
  drawn.setRanks(picture.value?.ranks ?? []);
}

function drawOutlines(drawn: TerritoryMap): () => void {
  const sources = { commune: communes, qpv: priorityAreas, cluster: clusters };
  const stops = (Object.keys(sources) as OutlineKind[]).map((kind) =>
    effect(() => drawn.setOutline(kind, dataOf(sources[kind].loaded.value) ?? null)),
  );
  return () => {
    for (const stop of stops) stop();
  };
}

function drawServices(drawn: TerritoryMap): () => void {
  const stopPoints = effect(() => drawn.setServices(shownServices.value.shown));
  const stopChosen = effect(() => drawn.chooseService(chosenService.value));
  return () => {
    stopPoints();
    stopChosen();
  };
}

function drawChoice(drawn: TerritoryMap): () => void {
  const stopNames = effect(() => drawn.setNames(layers.value.includes('names')));
  const stopChosen = effect(() => {
    void zones.loaded.value;
    void tilesDrawn.value;
    const zone = chosenZone.value;
    requestAnimationFrame(() => map === drawn && drawn.choose(zone));
  });
  const stopPointed = effect(() => {
    const what = pointed.value?.what;
    drawn.point(what && 'zone' in what ? what.zone : null);
  });
  return () => {
    stopNames();
    stopChosen();
    stopPointed();
  };
}

/** Outlines of time; a new place that is looked around is brought into sight with them. */
function drawReach(drawn: TerritoryMap): () => void {
  return effect(() => {
    const { minutes } = words.value;
    const loaded = reach.loaded.value;
    const outlines = loaded.state === 'ready' ? loaded.data : null;
    drawn.setReach(outlines, view.peek().service ? null : reachFrom.value, (time) => minutes(whole(time)));
    if (outlines && view.peek().map === null) drawn.lookAtReach();
  });
}

function drawDrawing(drawn: TerritoryMap): () => void {
  return effect(() => {
    const corners = drawing.value;
    drawn.setDrawing(corners ?? outlined.value ?? [], corners === null);
  });
}

/** The legend and its margins; on a narrower map it may lie over part of the territory. */
const LEGEND = { width: 312, height: 340 };
const NOTHING = { width: 0, height: 0 };
const ROOMY = 620;

/** The legend stands in a corner of the map; on a phone the sheet covers its bottom. */
function covered() {
  const { width = 0, height = 0 } = document.querySelector('.map')?.getBoundingClientRect() ?? {};
  const corner = width > ROOMY && !legendFolded.peek() ? LEGEND : NOTHING;
  return { corner, bottom: compact.peek() ? sheetHeight(sheetSize.peek(), height) : 0 };
}
