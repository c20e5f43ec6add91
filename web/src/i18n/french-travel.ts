/** Ways and times, in French. */
import type { HomeBasis, Mode } from '../api/types';

type Words<K extends string> = Record<K, string>;

const modes: Words<Mode> = { walk: 'À pied', bike: 'À vélo', car: 'En voiture' };
const byMode: Words<Mode> = { walk: 'à pied', bike: 'à vélo', car: 'en voiture' };

const homes: Words<HomeBasis> = {
  addresses: 'Départs : les adresses de la zone.',
  squares: 'Départs : les carreaux habités de la zone.',
  centre: 'Départ : le centre de la zone, faute de savoir où l’on y habite.',
};

export const frenchTravel = {
  modes,
  byMode,
  homes,
  mode: 'Déplacement',
  withinMinutes: 'Durée maximale',
  minutesBy: (n: string, by: string) => `${n} min ${by}`,
  minutesTitle: (by: string) => `Minutes ${by} jusqu’au service le plus proche`,
  overStreets: (streets: string) => `Par les rues : ${streets}`,
  straightLines: 'À vol d’oiseau, allongé : aucune rue n’est chargée pour ce mode.',
  openStreetMap: '© contributeurs OpenStreetMap',
  unknownTimes: 'Temps inconnu',
  half: 'Une personne sur deux',
  nineInTen: 'Neuf sur dix',
  withinLimit: (limit: string) => `À ${limit} au plus`,
  atMost: (time: string) => `${time} au plus`,
  fewerGetThere: 'n’y parvient pas',
  offStreets: (share: string) =>
    `${share} des habitants ne sont reliés à aucune rue connue : leur temps est inconnu, et n’est pas compté comme nul.`,
  readingSpread: (median: string, p90: string) => `${median} (neuf sur dix : ${p90})`,
  readingWithin: (share: string, limit: string) => `${share} à ${limit} au plus`,

  reach: 'Jusqu’où va-t-on d’ici ?',
  showReach: 'Montrer 5, 10 et 15 minutes',
  reachIn: (minutes: string, by: string) => `À ${minutes} ${by}`,
  reachFailed: 'Les temps autour de ce point ne sont pas disponibles.',
  around: 'Autour d’ici',
  aroundTools: 'Autour d’un point',
  aroundMe: 'Ma position',
  aroundCentre: 'Le centre de la carte',
  aroundHold: 'Ou un appui long sur la carte.',
  aroundPoint: (place: string) => `Point ${place}`,
  locating: 'Recherche de votre position…',
  locateRefused: 'La position n’a pas été donnée par l’appareil. Le centre de la carte peut servir.',
  outsideTerritory: 'Ce point est hors du territoire chargé.',
  offNetwork: 'Ce point est loin de toute rue connue : les temps n’y sont pas calculés.',
  noNearService: 'Aucun service à portée.',
  openNow: 'Ouvert à cette heure',
  closedNow: 'Fermé à cette heure',
  now: 'Maintenant',
};
