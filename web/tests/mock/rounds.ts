/** A round of outreach through the invented town. */
import type { Position, Round } from '../../src/api/types';
import { method, SNAPSHOT } from './answers.ts';
import { cells, centreOf } from './town.ts';

const STOPS = [10, 11, 19, 18];
const START: Position = [3.84, 43.6];

export function roundOf(): Round {
  const places = STOPS.map((cell) => centreOf(cells[cell] as (typeof cells)[number]));
  return {
    snapshot: SNAPSHOT,
    method,
    minutes: 171,
    unmet: 523,
    unmet_per_hour: 183.5,
    bound: 540,
    proved: false,
    stops: STOPS.map((cell, index) => ({
      order: index + 1,
      zone: cells[cell]?.code ?? '',
      name: cells[cell]?.name ?? '',
      position: places[index] ?? START,
      arrival_minutes: 12 + 38 * index,
      departure_minutes: 32 + 38 * index,
      unmet: 210 - 40 * index,
      why: {
        fr: 'besoin fort et aucun service à 30 min à pied',
        en: 'strong need and no service within 30 minutes on foot',
      },
    })),
    legs: [START, ...places].map((from, index) => ({
      minutes: 12 + 3 * index,
      metres: 900 + 220 * index,
      points: [from, places[index] ?? START],
    })),
    left_out: 3,
    sources: ['services-2024'],
  };
}
