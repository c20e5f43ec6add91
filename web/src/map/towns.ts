/** Zones seen from afar: those of one municipality together, in the shade of its own value or the one that tells most of its people. */
import { placeOfShade, type Shade } from '../picture/shade';
import { type Box, boxAround, type Roll } from '../state/rolls';

/** A municipality of several zones; one that is a single zone is that zone. */
export interface Town {
  code: string;
  name: string;
  /** Its zones, by their index in the roll. */
  zones: readonly number[];
  box: Box;
}

export interface Towns {
  list: readonly Town[];
  /** The town of each zone, by index; −1 for a zone that is a municipality of its own. */
  of: Int32Array;
}

/** The municipalities of several zones; null when some zone has none, or none has several. */
export function townsOf({ codes, communes, townNames, boxes }: Roll): Towns | null {
  const within = new Map<string, number[]>();
  for (let zone = 0; zone < codes.length; zone += 1) {
    const commune = communes[zone];
    if (!commune) return null;
    const zones = within.get(commune);
    if (zones) zones.push(zone);
    else within.set(commune, [zone]);
  }
  const of = new Int32Array(codes.length).fill(-1);
  const list: Town[] = [];
  for (const [code, zones] of within) {
    if (zones.length === 1) continue;
    for (const zone of zones) of[zone] = list.length;
    list.push({ code, name: townNames[code] ?? code, zones, box: boxAround(zones.map((zone) => boxes[zone] as Box)) });
  }
  return list.length > 0 ? { list, of } : null;
}

/** Shades of towns whose own value is published, by code. */
export type OwnShades = ReadonlyMap<string, Shade>;

/**
 * The shade of a town: that of its own published value; else the one most of its people live under, of its zones where the
 * people of some are not known. Values are never added nor averaged. Of two alike, the first in the order of shades.
 */
export function shadeOfTown(
  { code, zones }: Town,
  shadeAt: (zone: number) => number,
  people: Roll['people'],
  own: OwnShades | null,
): number {
  const published = own?.get(code);
  if (published) return placeOfShade(published);
  const counted = zones.every((zone) => people?.[zone] != null);
  const weights = new Map<number, number>();
  for (const zone of zones) {
    const shade = shadeAt(zone);
    weights.set(shade, (weights.get(shade) ?? 0) + (counted ? (people?.[zone] as number) : 1));
  }
  const most = Math.max(...weights.values());
  return Math.min(...[...weights].filter(([, weight]) => weight === most).map(([shade]) => shade));
}

/** Every zone in the shade of its town; with `only`, towns that have a zone of that shade take it. */
export function shadesByTown(
  towns: Towns,
  shades: Uint8Array,
  people: Roll['people'],
  only: Shade | null,
  own: OwnShades | null,
): Uint8Array {
  const together = Uint8Array.from(shades);
  const wanted = only && placeOfShade(only);
  const shadeAt = (zone: number) => shades[zone] as number;
  for (const town of towns.list) {
    const holds = wanted !== null && town.zones.some((zone) => shadeAt(zone) === wanted);
    const shade = holds ? wanted : shadeOfTown(town, shadeAt, people, own);
    for (const zone of town.zones) together[zone] = shade;
  }
  return together;
}
