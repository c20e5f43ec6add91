/** Keeps the ghosts on the map in step with the scenario, both ways. */
import { computed, effect } from '@preact/signals';
import type { Change } from '../api/types';
import { distance } from '../i18n/numbers';
import { scenarioWords } from '../i18n/scenario';
import { type Ghost, GhostLayer } from '../map/ghosts';
import type { TerritoryMap } from '../map/territory-map';
import { nameOfChange, STEPS } from '../parts/scenario/changes';
import type { Place } from '../state/address';
import { dataOf } from '../state/resource';
import { announce } from '../state/screen';
import { services } from '../state/territory';
import { view } from '../state/view';
import { isPlaced, placeAt, shift } from './edit';
import { scenario } from './state';

/** A finger asks the server no more often than this, in milliseconds. */
const PACE = 120;

const shown = computed(() => (view.value.question === 'scenario' ? view.value.changes : []));

export function drawGhosts(drawn: TerritoryMap): () => void {
  let asked = 0;
  const layer = drawn.overlay(
    (map) =>
      new GhostLayer(map, {
        drag: (key, place) => {
          if (performance.now() - asked < PACE) return;
          asked = performance.now();
          placeAt(indexOf(key), place, true);
        },
        drop: (key, place) => placeAt(indexOf(key), place),
        step: (key, east, north, long) => {
          const metres = STEPS[long ? 1 : 0];
          shift(indexOf(key), east * metres, north * metres);
          const { moved, directions } = scenarioWords.value;
          const way = north > 0 ? 'north' : north < 0 ? 'south' : east > 0 ? 'east' : 'west';
          announce(moved(directions[way], distance(metres)));
        },
        better: (place) => {
          const better = dataOf(scenario.loaded.peek())?.better;
          if (better) placeAt(better.change, place);
        },
      }),
  );
  const stopGhosts = effect(() => layer.draw(shown.value.map(ghostOf).filter((ghost) => ghost !== null)));
  const stopBetter = effect(() => {
    const better = shown.value.length > 0 ? dataOf(scenario.loaded.value)?.better : null;
    layer.offer(better?.places.map(({ position, name }) => ({ at: position, name })) ?? []);
  });
  return () => {
    stopGhosts();
    stopBetter();
  };
}

const keyOf = (change: Change, index: number): string =>
  change.kind === 'add' ? `add ${index}` : `${change.kind} ${change.service}`;

const indexOf = (key: string): number => view.peek().changes.findIndex((change, index) => keyOf(change, index) === key);

function ghostOf(change: Change, index: number): Ghost | null {
  const told = dataOf(scenario.loaded.value)?.changes[index];
  const name = nameOfChange(change, told);
  const key = keyOf(change, index);
  const from = change.kind === 'add' ? null : placeOfService(change.service);
  if (isPlaced(change)) {
    return { key, name: scenarioWords.value.ghost(name), kind: change.kind, at: change.position, from };
  }
  const at = from ?? told?.position ?? null;
  const { changeKinds } = scenarioWords.value;
  return change.kind === 'close' && at
    ? { key, name: `${changeKinds.close} : ${name}`, kind: 'close', at, from }
    : null;
}

function placeOfService(id: string): Place | null {
  const known = dataOf(services.loaded.value)?.features.find(({ properties }) => properties.id === id);
  return known?.geometry.coordinates ?? null;
}
