import { computed } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { say, words } from '../i18n';
import { whole } from '../i18n/numbers';
import { type Over, type Spot, TerritoryMap } from '../map/territory-map';
import type { Town } from '../map/towns';
import { formerly, picture } from '../picture';
import { placing } from '../scenario/state';
import type { Place } from '../state/address';
import { calm, compact } from '../state/device';
import { scope } from '../state/scope';
import {
  announce,
  chooseService,
  chooseZone,
  drawing,
  legendFolded,
  lookAround,
  pointed,
  sheetHeight,
  sheetSize,
} from '../state/screen';
import { geography, territory } from '../state/territory';
import { closeness } from '../state/towns';
import { go, question, view } from '../state/view';
import { addCorner, DrawingBar } from './drawing';
import { later } from './later';
import { onMapKey } from './map-keys';
import { keepInStep } from './map-steps';
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
export const zoomOfMap = (): number | null => map?.closeness() ?? null;
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

function mount(ground: HTMLElement): () => void {
  const drawn = new TerritoryMap(ground, mapEvents, covered, calm());
  map = drawn;
  closeness.value = drawn.closeness();
  const { map: asked } = view.peek();
  if (asked) drawn.look(asked);
  const stop = keepInStep(drawn);
  return () => {
    stop();
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
  town: ({ name, zones, box }: Town) => {
    if (drawing.peek() || placing.peek()) return;
    lookAtBox(box);
    announce(words.value.townOpened(name, whole(zones.length)));
  },
  zoomed: (zoom: number) => {
    closeness.value = zoom;
  },
  over: (what: Over | null, spot: Spot) => {
    pointed.value = what && !drawing.peek() && !placing.peek() ? { what, spot } : null;
  },
  moved: (moved: { zoom: number; lat: number; lon: number }) => {
    pointed.value = null;
    go({ map: moved }, true);
  },
};

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
