/** Every word the screen says, in French. Its type obliges the English to say the same. */
import type {
  Action,
  CoverageClass,
  DriverKind,
  Flag,
  ReasonCode,
  ServiceProperties,
  TakeUpClass,
  Unit,
  ZoneCard,
} from '../api/types';
import type { CoverageFacet, LayerName, Question } from '../state/address';
import { frenchTools } from './french-tools';
import { frenchTravel } from './french-travel';

type Words<K extends string> = Record<K, string>;
type Kind = NonNullable<ZoneCard['zone']['kind']>;
type Days = [string, string, string, string, string, string, string];

const questions: Record<Question, { title: string; about: string }> = {
  targets: { title: 'Où agir d’abord ?', about: 'Besoin, accès et recours réunis, avec leur incertitude' },
  coverage: { title: 'Qui est loin d’un service ?', about: 'Temps de trajet, horaires, publics et capacité' },
  'take-up': { title: 'Où le non-recours est-il probable ?', about: 'Allocataires observés, comparés aux attendus' },
  scenario: { title: 'Que change un nouveau lieu ?', about: 'Ajouter, déplacer, fermer : qui gagne, qui perd' },
  changes: { title: 'Qu’est-ce qui a changé ?', about: 'Depuis votre dernière visite, ou entre deux années' },
  indicator: { title: 'Explorer un indicateur', about: 'Revenus, prestations, emploi, quartier par quartier' },
};

const flags: Words<Flag> = {
  published: 'publié',
  rounded: 'arrondi par le producteur',
  imputed: 'imputé par le producteur',
  estimated: 'estimé',
  withheld: 'secret statistique',
  missing: 'non disponible',
  not_applicable: 'sans objet',
};

const units: Words<Unit> = {
  persons: 'personnes',
  households: 'ménages',
  dwellings: 'logements',
  claimants: 'allocataires',
  percent: '%',
  share: '%',
  euros_per_year: '€ par an',
  ratio: 'rapport',
  consumption_units: 'unités de consommation',
  count: 'nombre',
  code: 'code',
};

const grouped = new Intl.NumberFormat('fr-FR');

const coverageClasses: Words<CoverageClass> = {
  covered: 'Couvert',
  partial: 'Partiellement couvert',
  uncovered: 'Non couvert',
  no_people: 'Inhabité',
  unknown: 'Population ou temps inconnus',
};

const takeUpClasses: Words<TakeUpClass> = {
  deficit: 'Moins d’allocataires qu’attendu',
  surplus: 'Plus d’allocataires qu’attendu',
  not_distinguishable: 'Non distinguable',
  insufficient: 'Données insuffisantes',
};

const reasons: Words<ReasonCode> = {
  none_in_reach: 'Aucun à portée',
  distant: 'À portée, mais loin',
  not_eligible: 'Réservé à d’autres secteurs',
  wrong_audience: 'Réservé à un autre public',
  closed: 'Fermé à ce moment',
  saturated: 'À portée, mais trop sollicité',
  remote_only: 'À distance seulement',
  unplaced: 'Sur aucune rue connue : temps inconnu',
};

const actions: Words<Action> = {
  open: 'Ouvrir ou renforcer',
  extend_hours: 'Élargir les horaires',
  go_out: 'Aller vers et informer',
  watch: 'Surveiller l’accès',
  keep_in_sight: 'Garder en vue',
};

const drivers: Words<DriverKind> = { need: 'Besoin social', gap: 'Manque d’accès', take_up: 'Non-recours probable' };

const facets: Words<CoverageFacet> = {
  class: 'Couverture',
  minutes: 'Minutes',
  short: 'Personnes',
  cross: 'Avec le besoin',
};

const layers: Words<LayerName> = { services: 'Services', qpv: 'Quartiers prioritaires', names: 'Noms' };

const kinds: Words<Kind> = {
  residential: 'quartier d’habitat',
  activity: 'quartier d’activité',
  miscellaneous: 'espace peu habité',
  undivided: 'commune non découpée',
};

const receptions: Words<ServiceProperties['reception']> = {
  in_person: 'Sur place',
  remote: 'À distance seulement',
  both: 'Sur place et à distance',
  unknown: 'Non précisé',
};

/** Zero is singular in French. */
const several = (n: number, one: string, many: string): string => (Math.abs(n) < 2 ? one : many);

export const french = {
  ...frenchTravel,
  ...frenchTools,
  locale: 'fr-FR',
  colon: ' : ',
  questions,
  flags,
  units,
  coverageClasses,
  takeUpClasses,
  reasons,
  actions,
  drivers,
  facets,
  layers,
  kinds,
  receptions,
  days: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as Days,

  product: 'Maillage',
  tagline: 'Besoins, accès et non-recours sur le territoire',
  fictional: 'Territoire fictif',
  fictionalAbout: 'Ce territoire est inventé : aucun chiffre ne décrit un lieu réel.',
  snapshot: 'Instantané',
  snapshotAbout: (id: string) => `Toutes les valeurs affichées viennent de l’instantané ${id} des données.`,
  language: 'Langue',
  toDark: 'Passer au thème sombre',
  toLight: 'Passer au thème clair',
  share: 'Partager',
  copied: 'Copié',
  linkCopied: 'Lien copié : il montre cet écran à l’identique.',
  copyFailed: 'Copie refusée par le navigateur.',
  copyLinkByHand: 'Copier ce lien',
  close: 'Fermer',
  skipToTable: 'Aller au tableau',
  skipToQuestions: 'Aller aux questions',

  questionsHeading: 'Questions',
  theme: 'Thème',
  allThemes: 'Tous les thèmes',
  themeCount: (label: string, n: string) => `${label} (${n})`,
  audience: 'Public',
  anyone: 'Tout public',
  moment: 'Moment de la semaine',
  anyTime: 'Quel que soit l’horaire',
  day: 'Jour',
  hour: 'Heure',
  show: 'Montrer sur la carte',
  geography: 'Découpage',
  cannotAnswer: 'ne permet pas de répondre à cette question',
  weights: 'Pondérations',
  weightsAbout: 'Ce qui compte le plus pour vous ; les poids sont ramenés à un total de 100 %.',
  evenWeights: 'Revenir à l’égalité',
  searchIndicator: 'Chercher un indicateur',
  indicators: 'Indicateurs',
  noIndicator: 'Aucun indicateur ne correspond.',
  needHigher: 'plus c’est haut, plus le besoin est grand',
  needLower: 'plus c’est bas, plus le besoin est grand',

  coverageAnswer: (people: string, uncovered: number, of: string) =>
    `**${people} personnes** manquent d’accès. ${
      uncovered === 0
        ? `Toutes les zones (${of}) ont un service à portée.`
        : `**${uncovered} ${several(uncovered, 'zone', 'zones')}** sur ${of} ${several(uncovered, 'n’a', 'n’ont')} aucun service à portée.`
    }`,
  timesAnswer: (within: string, of: string, limit: string) =>
    `**${within} zones** sur ${of} ont un service à ${limit} au plus.`,
  facetBarred: 'aucune donnée chargée ne compte les habitants',
  nobodyCounted:
    'Aucune donnée chargée ne compte les habitants : on ne peut pas dire combien de personnes manquent d’accès, ni quelles zones sont assez couvertes. La carte montre les temps.',
  coverageInterval: (low: string, high: string) =>
    `Entre ${low} et ${high} selon les zones dont la population est inconnue.`,
  coverageUnknown: (n: number, words: string) =>
    `${words} ${several(n, 'zone dont la population ou le temps est inconnu n’est pas comptée', 'zones dont la population ou le temps est inconnu ne sont pas comptées')}.`,
  coverageServices: (n: number, words: string) =>
    n === 0
      ? 'Aucun service de ce thème.'
      : `${words} ${several(n, 'service', 'services')} de ce thème, territoire et abords.`,
  takeUpAnswer: (deficit: number, of: string) =>
    deficit === 0
      ? `**Aucune zone**, sur ${of}, ne compte à elle seule nettement moins d’allocataires qu’attendu.`
      : `**${deficit} ${several(deficit, 'zone', 'zones')}** sur ${of} ${several(deficit, 'compte', 'comptent')} nettement moins d’allocataires qu’attendu.`,
  readSignal: 'Comment lire ce signal',
  clusters: 'Regroupements',
  noCluster: 'Aucun regroupement ne se détache du hasard.',
  cluster: (rank: string) => `Regroupement ${rank}`,
  clusterAbout: (n: number, observed: string, expected: string) =>
    `${n} ${several(n, 'zone', 'zones')} : ${observed} allocataires observés, ${expected} attendus`,
  clusterChance: (p: string) => `p = ${p}`,
  targetsAnswer: (n: string, of: string) => `**${n} zones** à regarder en premier, sur ${of} classées.`,
  noneRanked: '**Aucune zone n’est classée.**',
  noneRankedWhy:
    'Pour classer, il faut savoir combien d’habitants vivent dans chaque zone, et aucune donnée chargée ne le dit : importer une population. Ce qui se lit sans elle :',
  noneRankedHere: 'À chaque zone il manque de quoi la classer. Ce qui se lit sans classement :',
  leftOut: (n: number) =>
    `${grouped.format(n)} ${several(n, 'zone non classée', 'zones non classées')}, faute de données.`,
  rankFromTo: (low: string, high: string, of: string) => `${low} à ${high} sur ${of}`,
  rankExact: (place: string, of: string) => `${place} sur ${of}`,
  rankedFromTo: (low: string, high: string) => `${low} à ${high}`,
  ordinal: (n: number) => (n === 1 ? '1er' : `${grouped.format(n)}e`),

  map: 'Carte',
  mapAbout: (territory: string, question: string, zones: string) =>
    `Carte de ${territory}. ${question} ${zones} zones. Les mêmes valeurs sont dans le tableau.`,
  zoomIn: 'Zoomer',
  zoomOut: 'Dézoomer',
  wholeTerritory: 'Voir tout le territoire',
  layersHeading: 'Calques',
  dataFrom: 'Données',
  mobileService: 'Service itinérant',
  agedService: 'Estompé : fiche de plus de 2 ans',
  closedService: 'Barré : vu fermé sur place',
  groupOfServices: (n: string) => `${n} services : zoomer pour les voir`,

  legend: 'Légende',
  foldLegend: 'Réduire la légende',
  unfoldLegend: 'Déplier la légende',
  zonesPerClass: 'zones',
  classRange: (low: string, high: string) => `${low} à ${high}`,
  classUpTo: (high: string) => `jusqu’à ${high}`,
  classOver: (low: string) => `plus de ${low}`,
  withheldAbout: 'Secret statistique',
  fewerThan: (n: string) => `moins de ${n}`,
  fewAbout: (n: string) => `Moins de ${n}`,
  fewOrTogether: (n: string) => `Moins de ${n}, ou publié avec ses voisines`,
  metPersons: 'Personnes rencontrées',
  met: (quarter: string) => `Rencontré sur le terrain, ${quarter}`,
  metTogether: (zones: string) => `Publié pour ${zones} zones ensemble, faute d’habitants.`,
  metAbout:
    'Avec bruit : l’intervalle contient le vrai nombre 95 fois sur cent. Là où aucune équipe ne va, personne n’est rencontré.',
  metInside:
    'L’intervalle va des lieux tout à fait dedans à tous ceux touchés : redessiner n’apprend rien de plus que la publication.',
  metRest: (n: number, words: string) =>
    n === 1
      ? 'Une autre chose comptée, en nombre trop petit pour être donné.'
      : `${words} autres choses comptées, en nombres trop petits pour être donnés.`,
  missingAbout: 'Non disponible',
  notApplicableAbout: 'Sans objet',
  townsFromAfar: (rule: string) =>
    `De loin, une couleur par commune : ${rule}. Cliquer une commune, ou se rapprocher, montre ses zones ; les nombres les comptent toutes.`,
  byTown: 'la classe du plus grand nombre de ses zones',
  byTownOfPeople: 'la classe où vivent le plus de ses habitants',
  townsByValue: (own: string, of: string, most: string | null) =>
    `la classe de la valeur publiée pour la commune entière (${own} sur ${of} communes de plusieurs zones)${most ? ` ; à défaut, ${most}` : ''}`,
  townValue: (value: string) => `${value} pour la commune entière`,
  townOfZones: (zones: string) => `commune, ${zones} zones`,
  townClass: (zones: string, label: string) => `${zones} en « ${label} »`,
  townOpened: (name: string, zones: string) => `${name}, ${zones} zones`,
  coarse: 'De loin, une petite zone peut être cachée par ses voisines ; les nombres les comptent toutes.',
  notRanked: 'Non classée',
  otherZones: 'Autres zones classées',
  firstRanks: (low: string, high: string) => `${low} à ${high} rang`,
  clusterOutline: 'Regroupement significatif',
  method: 'Méthode et sources',
  citation: 'Références',
  sources: 'Sources',
  vintage: (year: string) => `millésime ${year}`,
  licence: 'Licence',
  secrecy: 'Secret',
  breaksBy: (method: string) => `Classes : ${method}`,
  breakMethods: {
    fisher_jenks: 'seuils naturels (Fisher-Jenks)',
    quantile: 'effectifs égaux',
    equal: 'amplitudes égales',
  },
  shortTitle: 'Personnes qui manquent d’accès',
  classTitle: 'Couverture par les services',
  ratioTitle: 'Allocataires observés pour un attendu',
  ratioBelow: (high: string) => `moins de ${high}`,
  targetsTitle: 'Zones à regarder en premier',

  zone: 'Zone',
  service: 'Service',
  card: 'Fiche',
  code: 'Code',
  area: (km2: string) => `${km2} km²`,
  showOnMap: 'Centrer sur la carte',
  whyHere: 'Pourquoi ici ?',
  everyThemeEvenWeights: 'Tous les thèmes, pondérations égales',
  ownWeights: 'pondérations choisies',
  copySentence: 'Copier la phrase',
  rank: 'Rang',
  stable: (top: string, share: string, within: string, draws: string) =>
    `Reste dans les ${top} premières dans ${share} des pondérations (${within}, ${draws} tirages au hasard).`,
  stableShort: (share: string) => `stable à ${share}`,
  firmRanks: 'Rang selon les pondérations',
  firstIs: (name: string) => `En premier : ${name}`,
  score: 'Score',
  outOf100: (n: string) => `${n} sur 100`,
  accessHeading: 'Accès aux services',
  accessHere: 'Selon votre question',
  accessUsual: 'Par thème, à 30 min à pied, tous publics et tous horaires',
  nearest: 'Le plus proche',
  inReach: (n: number, words: string) =>
    n === 0 ? 'aucun à portée' : n === 1 ? '1 service à portée' : `${words} services à portée`,
  takeUpHeading: 'Recours aux droits',
  observed: 'Observés',
  expected: 'Attendus',
  ratio: 'Rapport',
  shortfall: 'Manquants',
  ratioReference: 'égalité',
  signalOnly: 'Un signal statistique, pas la preuve d’un non-recours individuel.',
  figures: 'Chiffres clés',
  allFigures: (n: string) => `Voir les ${n} indicateurs`,
  fewerFigures: 'Voir moins',
  nearestServices: 'Services les plus proches',
  hoursUnknown: 'horaires inconnus',
  metres: (n: string) => `${n} m`,
  kilometres: (n: string) => `${n} km`,
  minutes: (n: string) => `${n} min`,
  neighbours: 'Zones voisines',
  noData: 'Aucune valeur n’est connue pour cette zone.',

  category: 'Catégorie',
  themes: 'Thèmes',
  audiences: 'Publics',
  everyone: 'Tous publics',
  audienceUnknown: 'Non précisé',
  reception: 'Accueil',
  placedAbout: {
    house_number: 'Sa source ne donne pas de position : placé à son numéro, trouvé par son adresse.',
    street: 'Sa source ne donne pas de position : placé au milieu de sa rue, trouvée par son adresse.',
    commune: 'Connu à sa commune seulement : montré en son milieu, et compté dans aucun trajet.',
  },
  mobileAbout: 'Service itinérant : la position est sa base, pas ses lieux d’accueil.',
  eligibility: 'Réservé aux habitants de',
  capacity: 'Capacité',
  opening: 'Horaires',
  weeklyHours: (n: string) => `${n} h par semaine`,
  closed: 'fermé',
  allDay: '24 h sur 24',
  price: 'Tarif',
  free: 'Gratuit',
  notFree: 'Payant',
  address: 'Adresse',
  updated: (date: string) => `Mis à jour le ${date}`,
  updatedUnknown: 'Date de mise à jour inconnue',
  seen: {
    there: (date: string) => `Vu en place le ${date}`,
    closed: (date: string) => `Vu fermé sur place le ${date} : à vérifier, un seul passage ne prouve rien`,
    wrong_hours: (date: string) => `Autres horaires vus sur place le ${date}`,
  },
  inZone: 'Dans la zone',

  table: 'Tableau',
  tableAbout: (title: string) => `${title}. Cliquer sur une ligne montre la zone sur la carte.`,
  openTable: 'Ouvrir le tableau',
  closeTable: 'Réduire le tableau',
  sortBy: (column: string) => `Trier par ${column}`,
  rows: (n: number, words: string) => `${words} ${several(n, 'ligne', 'lignes')}`,
  showAllRows: (n: string) => `Afficher les ${n} lignes`,
  download: 'Télécharger',
  columns: {
    stable: 'Stabilité',
    value: 'Valeur',
    interval: 'Intervalle',
    reliability: 'Fiabilité',
    class: 'Classe',
    nearest: 'Plus proche',
    minutes: 'Minutes',
    p90: 'Neuf sur dix',
    within: 'Dans la durée',
    inReach: 'À portée',
    access: 'Services pour 10 000 hab.',
    people: 'Population',
    short: 'Manquent d’accès',
    reason: 'Raison',
    pAdjusted: 'p ajustée',
    cluster: 'Regroupement',
    action: 'Action',
    main: 'Premier facteur',
  },

  loading: 'Chargement…',
  emptyTitle: 'Aucune donnée n’est encore chargée',
  emptyAbout:
    'Charger la ville de démonstration, ou importer les fichiers de votre territoire, puis recharger cette page.',
  emptyDemo: 'La ville de démonstration',
  emptyImport: 'Vos fichiers : contours, indicateurs, services',
  failedTitle: 'La réponse n’est pas venue',
  unreachable: 'Le serveur ne répond pas',
  unreachableHint: 'Vérifier que le programme tourne et que le réseau fonctionne, puis réessayer.',
  retry: 'Réessayer',
  offline: 'Hors ligne : ce qui est affiché date du dernier chargement.',

  sheet: 'Panneau',
  sheetTaller: 'Agrandir le panneau',
  sheetShorter: 'Réduire le panneau',
  tabs: { question: 'Question', legend: 'Légende', table: 'Tableau', card: 'Fiche' },
};

/** What a language must say. */
export type Dictionary = typeof french;
