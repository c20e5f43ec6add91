/** What the reader does with the map, in French. */
import type { ServiceFilter } from '../state/address';
import type { Page } from '../state/page';
import type { ClassMethod } from '../state/reading';

type Words<K extends string> = Record<K, string>;

const filters: Words<ServiceFilter> = {
  open: 'Ouverts à cette heure',
  free: 'Gratuits',
  on_site: 'Sur place',
  fresh: 'Fiche de moins de 2 ans',
};

const classMethods: Words<ClassMethod | 'by_hand'> = {
  fisher_jenks: 'Seuils naturels',
  quantile: 'Effectifs égaux',
  equal: 'Amplitudes égales',
  by_hand: 'À la main',
};

const pages: Words<Page> = {
  report: 'Rapport',
  method: 'Méthode et limites',
  accessibility: 'Accessibilité : non conforme',
  privacy: 'Confidentialité',
  account: 'Mon accès',
};

const several = (n: number, one: string, many: string): string => (Math.abs(n) < 2 ? one : many);

export const frenchTools = {
  filters,
  classMethods,
  pages,
  pagesHeading: 'Autres pages',

  search: 'Chercher un lieu ou un service',
  searchAbout: 'Quartier, commune, service. Flèches pour parcourir, Entrée pour choisir.',
  searchFound: (n: number, words: string) =>
    n === 0 ? 'Aucun résultat' : `${words} ${several(n, 'résultat', 'résultats')}`,
  searchNothing: (sought: string) => `Rien ne correspond à « ${sought} ».`,

  keys: 'Flèches : zone voisine. N : la suivante à regarder en premier. Entrée : sa fiche. Maj + flèches : déplacer la carte. + et − : zoomer.',
  keysEdge: 'Bord du territoire.',
  keysSame: 'même classe',
  keysChange: (before: string, after: string) => `de « ${before} » à « ${after} »`,
  keysWorst: (place: string, of: string) => `${place} sur ${of}`,

  classes: 'Classes',
  classMethod: 'Découpe en classes',
  classCount: 'Nombre de classes',
  classesByHand: 'seuils choisis à la main',
  bound: (n: string) => `Seuil ${n}`,
  distribution: 'Distribution des valeurs',
  distributionAbout: (zones: string) =>
    `${zones} zones, par valeur ; les seuils se déplacent à la souris ou aux flèches.`,

  clock: 'Au fil de la semaine',
  clockAbout: 'Services ouverts à chaque heure, d’après les horaires connus',
  play: 'Faire défiler la journée',
  pause: 'Arrêter',
  clockOpen: (n: number, words: string) =>
    n === 0 ? 'aucun service ouvert' : `${words} ${several(n, 'service ouvert', 'services ouverts')}`,
  clockUnknown: (n: number, words: string) =>
    `${words} ${several(n, 'service a des horaires inconnus', 'services ont des horaires inconnus')}`,
  clockMoment: (day: string, time: string, open: string) => `${day} ${time}, ${open}`,

  onlyServices: 'Services montrés',
  servicesHidden: (shown: string, all: string) => `${shown} services montrés sur ${all}`,
  hoursNotKnown: (n: number, words: string) =>
    `${words} aux horaires inconnus ${several(n, 'n’est pas montré', 'ne sont pas montrés')}`,

  scope: 'Territoire lu',
  wholeScope: 'Tout le territoire',
  scopeAbout: (zones: string, name: string) => `Rangs et effectifs parmi les ${zones} zones de ${name}.`,
  rankHere: 'Rang',

  crossTitle: 'Besoin et accès croisés',
  crossNeed: 'Besoin',
  crossAccess: 'Accès',
  crossWith: 'Croiser avec',
  crossNeeds: ['besoin faible', 'besoin moyen', 'besoin fort'] as [string, string, string],
  crossAccesses: ['couvert', 'partiel', 'non couvert'] as [string, string, string],
  crossCell: (need: string, access: string) => `${need}, ${access}`,
  crossUnknown: 'Besoin ou accès inconnu',
  crossThirds: 'Besoin en trois groupes de même effectif',

  numberFrom: (number: string, sources: string) => `${number} (source : ${sources})`,
  scenarioTitle: 'Qui gagne, qui perd',
  noChange: 'Aucun changement',
  servedOtherwise: 'Mieux ou moins bien desservies, mêmes personnes à portée',
  betterServed: 'mieux desservie, mêmes personnes à portée',
  worseServed: 'moins bien desservie, mêmes personnes à portée',
  gainOf: (people: string) => `${people} personnes gagnent un accès`,
  lossOf: (people: string) => `${people} personnes le perdent`,
  gainRange: (from: string, to: string | null) => (to ? `+${from} à +${to}` : `+${from} et plus`),
  lossRange: (from: string, to: string | null) => (to ? `−${from} à −${to}` : `−${from} et plus`),
  newlyCovered: 'Gagnent un accès',
  noLongerCovered: 'Perdent leur accès',
  coverageTitle: 'Couverture',
  shareInReach: 'Part à portée',
  difference: 'Différence',
  beforeAfter: (before: string, after: string) => `${before} → ${after}`,
  signed: (amount: string, sign: number) => `${sign > 0 ? '+' : sign < 0 ? '−' : ''}${amount}`,
  signedRange: (low: string, high: string, sign: number) => (sign > 0 ? `+${low} à +${high}` : `−${low} à −${high}`),
  signedOver: (low: string, sign: number) => (sign > 0 ? `plus de +${low}` : `au-delà de −${low}`),
  toCheck: 'À vérifier sur le terrain',
  toCheckAbout: 'Deux mesures s’y contredisent : seule une visite peut dire laquelle a raison.',
  toCheckNone: 'Aucune mesure n’en contredit une autre.',
  toCheckUnknown: 'Ce serveur ne compare pas encore ces mesures entre elles.',
  fromSources: 'Chiffres d’après',
  madeElsewhere: 'Ce lien montrait un autre état des données.',
  changedSince: 'Voir ce qui a changé depuis',
  changesTitle: 'Accès gagné ou perdu',
  seriesTitle: (label: string, from: string, to: string) => `${label}, ${from} à ${to}`,
  sure: 'sûr',
  notSure: 'non distinguable',
  /** After the hollow mark of a value carried from a former edition of the zones. */
  carriedFrom: (edition: number, way: string) => `○ zones de ${edition} : ${way}`,
  carriages: {
    merged: 'somme exacte',
    split: 'part estimée',
    overlay: 'recouvrement estimé',
    no_former_zone: 'non porté, pas de zone ici',
    rate_of_merged: 'non porté, un taux ne se somme pas',
    rate_of_part: 'non porté, le taux du tout n’est pas celui de la partie',
  },
  bare: 'sans incertitude publiée',
  notSureOrBare: 'non distinguable, ou sans incertitude publiée',
  noneWithInterval: 'écarts sans incertitude publiée',

  draw: 'Dessiner un périmètre',
  drawAbout:
    'Cliquer pose un point. Au clavier : flèches pour déplacer la carte, Entrée pour poser un point au centre.',
  drawCorners: (n: number, words: string) => `${words} ${several(n, 'point posé', 'points posés')}`,
  drawAdd: 'Poser au centre',
  drawBack: 'Retirer le dernier',
  drawEnd: 'Terminer',
  drawCancel: 'Annuler',
  areaDrawn: 'Périmètre dessiné',
  areaZones: (n: number, words: string) => `${words} ${several(n, 'zone touchée', 'zones touchées')}`,
  areaFigures: 'Estimations dans ce périmètre',
  areaAbout: 'Au prorata des surfaces ; l’intervalle va des zones tout à fait dedans à toutes celles touchées.',
  areaServices: 'Services dans ce périmètre',
  areaNoService: 'Aucun service dans ce périmètre.',
  areaLeftOut: 'Ce qui n’est pas donné',
  areaShare: 'Part de la zone',
  drawAgain: 'Dessiner un autre périmètre',

  image: 'Image',
  imageAbout: 'La carte en image PNG, avec légende, méthode et licence',
  notice: 'Notice',
  noticeAbout: 'Sources, licences, millésimes, méthode et lien permanent de ce que montre la carte, en texte',
  imageDone: 'L’image est prête.',
  madeWith: (product: string, snapshot: string) => `${product}, instantané ${snapshot}`,
  print: 'Imprimer la fiche',
  printed: 'Fiche de territoire',
  locator: 'Situation',
  permalink: 'Lien permanent',
  printedFrom: (snapshot: string) => `Données : instantané ${snapshot}`,

  note: 'Note de terrain',
  exactCounts: 'Comptes exacts (confidentiel)',
  outboxCount: (n: number, words: string) => `${words} ${several(n, 'note à envoyer', 'notes à envoyer')}`,

  pack: 'Hors ligne',
  packAbout: 'Garder cette vue et les fiches de ses zones pour la consulter sans réseau',
  packing: (done: string, of: string) => `${done} sur ${of}`,
  packed: (n: number, words: string) => `${words} ${several(n, 'zone gardée', 'zones gardées')} hors ligne.`,
  packFailed: 'Tout n’a pas pu être gardé : réessayer avec du réseau.',
  packImpossible: 'Ce navigateur ne garde rien hors ligne à cette adresse : il y faut https ou localhost.',
};
