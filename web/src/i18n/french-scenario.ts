/** Scenarios, in French. */
import type { Change } from '../api/types';

type Words<K extends string> = Record<K, string>;

const changeKinds: Words<Change['kind']> = {
  add: 'Nouveau lieu',
  move: 'Déplacé',
  close: 'Fermé',
  hours: 'Autres horaires',
};

const several = (n: number, one: string, many: string): string => (Math.abs(n) < 2 ? one : many);

export const frenchScenario = {
  changeKinds,

  start: 'Poser un lieu, ou choisir un service sur la carte pour le fermer, le déplacer ou changer ses horaires.',
  addHere: 'Poser sur la carte',
  addSearch: 'Poser à une adresse ou dans un quartier',
  placeAbout: 'Cliquer sur la carte. Au clavier : flèches pour déplacer la carte, Entrée pour poser au centre.',
  placeCentre: 'Poser au centre',
  cancel: 'Annuler',
  full: (most: string) => `${most} changements au plus.`,
  changesHeading: 'Changements',
  unnamed: 'Lieu sans nom',
  placeName: 'Nom du lieu',
  ghost: (name: string) => `${name} : flèches pour déplacer de 50 m, Maj + flèches de 200 m`,
  movePlace: (name: string) => `Déplacer ${name}`,
  moved: (direction: string, metres: string) => `${metres} vers ${direction}`,
  directions: { north: 'le nord', south: 'le sud', east: 'l’est', west: 'l’ouest' },
  step: 'Pas',
  lookAt: 'Voir sur la carte',
  removeChange: (name: string) => `Retirer ${name}`,
  remove: 'Retirer',
  openingOf: 'Horaires',
  openings: {
    '': 'Ouvert à toute heure',
    'Mo-Fr 09:00-17:00': 'Lundi à vendredi, 9 h à 17 h',
    'Mo-Sa 08:00-20:00': 'Lundi à samedi, 8 h à 20 h',
    'Mo-Fr 09:00-12:00; Tu 09:00-12:00,17:30-20:30': 'Matins, et mardi soir',
    'Sa 09:00-13:00': 'Samedi matin',
  } as Record<string, string>,
  openingOther: 'Autres…',
  openingText: 'Horaires au format OpenStreetMap',

  whatIf: 'Et si… ?',
  ifClosed: 'Fermait',
  ifMoved: 'Déménageait',
  ifHours: 'Ouvrait autrement',
  newHours: 'Mo-Sa 08:00-20:00',

  groups: 'Qui gagne, qui perd',
  group: 'Public',
  gains: 'Gagnent',
  loses: 'Perdent',
  unknownZones: (n: number, words: string) =>
    `${words} ${several(n, 'zone inconnue', 'zones inconnues')} pour ce public`,
  missingGroups: 'Publics sans données',
  better: 'De meilleurs endroits à côté',
  betterNone: 'Aucun endroit voisin ne fait mieux.',
  betterPlace: (name: string, people: string) => `${name} : ${people} personnes de moins manquent d’accès`,
  betterAway: (minutes: string) => `à ${minutes}`,
  tryHere: 'Essayer ici',
  outcomes: {
    gain: (n: number, words: string) =>
      `${words} ${several(n, 'zone où des personnes gagnent un accès', 'zones où des personnes gagnent un accès')}`,
    better: (n: number, words: string) =>
      `${words} ${several(n, 'autre zone mieux desservie', 'autres zones mieux desservies')}`,
    lose: (n: number, words: string) =>
      `${words} ${several(n, 'zone où des personnes perdent l’accès', 'zones où des personnes perdent l’accès')}`,
    worse: (n: number, words: string) =>
      `${words} ${several(n, 'autre zone moins bien desservie', 'autres zones moins bien desservies')}`,
  },

  keepHeading: 'Garder, comparer, partager',
  scenarioName: 'Nom du scénario',
  keep: 'Garder sur cet appareil',
  keptSaid: (name: string) => `« ${name} » est gardé.`,
  kept: 'Scénarios gardés',
  open: 'Ouvrir',
  compareWith: 'Comparer',
  stopComparing: 'Ne plus comparer',
  dropKept: (name: string) => `Oublier ${name}`,
  present: 'Celui-ci',
  other: 'L’autre',
  share: 'Copier le lien',
  shared: 'Lien copié : il montre ce scénario.',
  exports: 'Exporter',
  emptyAll: 'Tout retirer',
};
