/** Keeps the map in step with the signals, each by its own effect so that nothing is drawn twice. */
import { effect, signal } from '@preact/signals';
import type { Geography } from '../api/types';
import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import type { OutlineKind, TerritoryMap } from '../map/territory-map';
import { formerly, leftOut, picture } from '../picture';
import { placeOfShade, type Shade } from '../picture/shade';
import { shade } from '../state/device';
import { reach, reachFrom } from '../state/reach';
import { dataOf } from '../state/resource';
import { roll } from '../state/roll';
import { boxAround, type Roll, rollOfCodes } from '../state/rolls';
import { scope } from '../state/scope';
import { drawing, pointed, singled } from '../state/screen';
import { shownServices } from '../state/shown-services';
import { clusters, column, communes, geography, priorityAreas, territory, tiled, zones } from '../state/territory';
import { ownShades } from '../state/town-values';
import { townsShown } from '../state/towns';
import { chosenService, chosenZone, layers, outlined, question, view } from '../state/view';
import { inRoll, sliding, tiersOf, weighed } from '../weighing/live';

/** Begins to draw; what it gives back ends it. */
export function keepInStep(drawn: TerritoryMap): () => void {
  const steps = [
    drawZones,
    drawTowns,
    drawPicture,
    drawWeights,
    drawScenario,
    drawPlan,
    drawOutlines,
    drawServices,
    drawChoice,
  ];
  const stops = [...steps, drawReach, drawDrawing].map((draw) => draw(drawn));
  return () => {
    for (const stop of stops) stop();
  };
}

function drawZones(drawn: TerritoryMap): () => void {
  return effect(() => {
    const outlines = dataOf(zones.loaded.value);
    if (tiled.value) void drawTiles(drawn);
    else if (outlines) drawn.setZones(outlines, view.peek().map !== null);
  });
}

/** Counts what was painted from tiles: colours and choices follow once they are there. */
const tilesDrawn = signal(0);

/** Tiles are asked for before the list of what they show has come, where one knows where to look. */
async function drawTiles(drawn: TerritoryMap): Promise<void> {
  const [listed, snapshot, shown] = [roll.value, territory.value?.snapshot, geography.value];
  if (!snapshot || !shown || !(listed || shown.bbox)) return;
  const known = listed ?? codesOfColumn(shown);
  const { keyOfTiles, tilesOf } = await import('../map/tiling');
  if (!drawn.isThere || geography.peek()?.code !== shown.code || roll.peek() !== listed) return;
  if (drawn.tilesKey !== keyOfTiles(snapshot, shown.code)) {
    const box = shown.bbox ?? (listed && boxAround(listed.boxes));
    const made = tilesOf(snapshot, shown.code, box, () => picture.peek()?.palette ?? 'need');
    drawn.setTiles(made, view.peek().map !== null);
  }
  if (!known) return;
  drawn.knowTiles(known);
  tilesDrawn.value += 1;
}

/** A column of every zone is in the order of the numbers of tiles: it can be painted before the zones are listed. */
function codesOfColumn({ code, zones }: Geography): Roll | null {
  const present = dataOf(column.loaded.value);
  return present?.geography === code && present.codes.length === zones ? rollOfCodes(present.codes) : null;
}

/** From afar, towns stand for their zones. */
function drawTowns(drawn: TerritoryMap): () => void {
  return effect(() => {
    void tilesDrawn.value;
    drawn.group(townsShown.value, ownShades.value);
  });
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
    requestAnimationFrame(() => drawn.isThere && drawn.choose(zone));
  });
  const stopPointed = effect(() => {
    const what = pointed.value?.what;
    if (what && 'town' in what) drawn.point(what.town.code, true);
    else drawn.point(what && 'zone' in what ? what.zone : null);
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
