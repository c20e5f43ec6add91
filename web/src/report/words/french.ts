/** What a report says, in French. Sentences are templates: numbers come worded, in their unit. */

const several = (n: number, one: string, many: string): string => (Math.abs(n) < 2 ? one : many);

export const frenchReport = {
  title: 'Analyse des besoins sociaux',
  subtitle: (place: string) => `Territoire : ${place}`,
  about:
    'Ce document aide à préparer l’analyse des besoins sociaux que l’article R. 123-1 du code de l’action sociale et des familles demande aux centres communaux et intercommunaux d’action sociale. Il rassemble ce que disent les données chargées ; il ne remplace ni l’avis des habitants et des partenaires, ni la décision.',
  drawnUp: (date: string, snapshot: string) => `Établi le ${date} à partir de l’instantané ${snapshot} des données.`,
  fictionalEveryPage: 'Données fictives : aucun chiffre ne décrit un lieu réel',
  pageOf: { before: 'Page ', between: ' sur ' },
  permalink: 'Adresse de ce rapport',

  choices: 'Ce dont parle le rapport',
  scope: 'Territoire',
  wholeScope: 'Tout le territoire chargé',
  themes: 'Thèmes',
  everyTheme: 'Tous les thèmes',
  noTheme: 'Choisir au moins un thème : le rapport n’a rien à dire sans thème.',
  contents: 'Sommaire',
  print: 'Imprimer ou enregistrer en PDF',
  printAbout: 'Dans la fenêtre d’impression du navigateur, choisir « Enregistrer en PDF » : le PDF est balisé.',
  tooLarge: (zones: string, most: string) =>
    `Le territoire compte ${zones} zones : un rapport d’un seul tenant n’en décrit pas plus de ${most}. Choisir une commune.`,
  gathering: 'Le rapport se prépare…',

  map: (title: string) => `Carte : ${title}`,
  mapAlt: (title: string, classes: string) => `Carte : ${title}. ${classes}.`,
  zonesIn: (label: string, n: number, words: string) => `${label} : ${words} ${several(n, 'zone', 'zones')}`,
  source: (n: string, title: string) => `Source ${n} : ${title}`,
  zone: 'Zone',
  theme: 'Thème',
  indicator: 'Indicateur',
  value: 'Total',
  bounds: 'Intervalle',
  ofPopulation: 'Part de la population',
  zonesKnown: 'Zones connues',
  knownOf: (known: string, of: string) => `${known} sur ${of}`,
  withheld: (words: string) => `${words} sous secret`,
  missing: (n: number, words: string) => `${words} ${several(n, 'non disponible', 'non disponibles')}`,
  lowest: 'La plus basse',
  middle: 'Médiane des zones',
  highest: 'La plus haute',
  placed: (value: string, name: string) => `${value} (${name})`,
  unknownEverywhere: 'Aucune valeur publiée',
  reliabilityKept:
    'Un total ne porte que sur les zones où le chiffre est publié : le secret statistique n’est jamais compté comme un zéro. Les taux, médianes et rapports ne s’additionnent pas : on en donne l’étendue d’une zone à l’autre.',

  summary: 'En bref',
  portrait: 'Portrait du territoire',
  population: (place: string, people: string, year: string, zones: string, n: number, geography: string) =>
    `${place} compte ${people} habitants en ${year}, dans ${zones} ${several(n, 'zone', 'zones')} (${geography}).`,
  populationPartly: (place: string, people: string, year: string, known: string, of: string, geography: string) =>
    `${place} compte ${people} habitants en ${year} dans les ${known} zones où la population est connue, sur ${of} (${geography}).`,
  ages: (young: string, old: string) =>
    `Les moins de 20 ans font ${young} de la population, les 75 ans et plus ${old}.`,
  noPortrait: 'Aucun effectif de population n’est chargé pour ces zones.',
  portraitTable: 'Population, ménages et logements',

  needs: 'Besoins par thème',
  needsAbout:
    'Pour chaque thème, les indicateurs publiés qui disent un besoin. L’écart d’une zone à l’autre compte autant que le niveau.',
  needsNone: 'Aucun indicateur de besoin n’est chargé pour les thèmes choisis.',
  needSpread: (label: string, low: string, high: string, where: string, middle: string) =>
    `${label} : de ${low} à ${high} selon les zones (médiane des zones ${middle}) ; le besoin est le plus fort à ${where}.`,
  rates: (theme: string) => `${theme} : taux et niveaux, d’une zone à l’autre`,
  counts: (theme: string) => `${theme} : effectifs`,

  supply: 'Offre de services',
  supplyAnswer: (n: number, words: string, place: string) =>
    `${words} ${several(n, 'service est recensé', 'services sont recensés')} à ${place}, tous thèmes choisis confondus ; un service peut relever de plusieurs thèmes.`,
  supplyHours: (unknown: string, n: number) =>
    n === 0
      ? 'Tous ont des horaires connus.'
      : `Les horaires de ${unknown} d’entre eux ne sont pas connus : ils ne comptent ni comme ouverts ni comme fermés.`,
  supplyNone: 'Aucun service n’est recensé pour les thèmes choisis.',
  supplyTable: 'Services recensés, par thème',
  services: 'Services',
  hoursKnown: 'Horaires connus',
  evening: 'Ouverts mardi 18 h 30',
  saturday: 'Ouverts samedi 10 h',
  mobile: 'Itinérants',
  remoteOnly: 'À distance',
  aged: 'Fiche de plus de 2 ans',

  gaps: 'Écarts de couverture',
  gapsAbout: (limit: string, by: string) =>
    `Qui a un service à portée, à ${limit} ${by} au plus, et qui en manque. Le manque se compte en personnes : plus l’offre qu’une zone atteint est loin sous la moyenne du territoire, plus grande est la part de ses habitants qui est comptée.`,
  gapsAnswer: (theme: string, people: string) =>
    `Le manque le plus étendu est celui de « ${theme} » : ${people} personnes manquent d’accès.`,
  gapsUncovered: (n: number, words: string) =>
    n === 0
      ? 'Aucun thème n’a de zone sans service à portée.'
      : `${words} ${several(n, 'thème laisse', 'thèmes laissent')} au moins une zone sans aucun service à portée.`,
  gapsMaps: 'Couverture par thème',
  gapsTable: 'Couverture et personnes qui manquent d’accès, par thème',
  covered: 'Couvertes',
  partial: 'Partielles',
  uncovered: 'Non couvertes',
  unknown: 'Inconnues',
  peopleShort: 'Personnes qui manquent d’accès',
  worstOf: (theme: string) => `${theme} : les zones les moins bien servies`,
  minutesHalf: 'Minutes (une personne sur deux)',
  reason: 'Raison',

  takeUp: 'Non-recours probable',
  takeUpAnswer: (benefit: string, n: number, words: string, of: string) =>
    n === 0
      ? `${benefit} : aucune zone, sur ${of}, ne compte à elle seule nettement moins d’allocataires qu’attendu.`
      : `${benefit} : ${words} ${several(n, 'zone', 'zones')} sur ${of} ${several(n, 'compte', 'comptent')} nettement moins d’allocataires qu’attendu.`,
  takeUpSilent: (n: number, words: string) =>
    `${words} ${several(n, 'zone n’est pas jugée', 'zones ne sont pas jugées')}, faute de données suffisantes ou publiées.`,
  takeUpNone:
    'Les allocataires, ou les revenus dont on les attend, ne sont pas chargés pour ces zones : rien n’est dit du non-recours.',
  takeUpSignal:
    'C’est un signal statistique, non un taux de non-recours : aucune source ne l’observe par quartier. Il désigne où vérifier sur le terrain.',
  takeUpTable: 'Zones où moins d’allocataires qu’attendu sont observés',
  clustersTable: 'Regroupements de zones à faible recours',
  observed: 'Observés',
  expected: 'Attendus',
  ratio: 'Rapport et intervalle à 95 %',
  shortfall: 'Manquants',
  cluster: 'Regroupement',
  clusterZones: 'Zones',
  chance: 'p',

  priorities: 'Priorités',
  prioritiesAnswer: (name: string, rank: string) =>
    `La zone à regarder en premier est ${name}, dont le rang va de ${rank}.`,
  prioritiesTied:
    'Deux zones dont les intervalles de rang se recouvrent ne sont pas à départager : la liste dit où regarder, non qui passe avant.',
  prioritiesNone: 'Rien ne permet de classer ces zones.',
  prioritiesLeft: (n: number, words: string) =>
    `${words} ${several(n, 'zone n’est pas classée', 'zones ne sont pas classées')}, faute de données.`,
  prioritiesTable: 'Les premières zones, leur rang et ce qui l’explique',
  rank: 'Rang',
  people: 'Habitants',
  action: 'Action',
  why: 'Pourquoi',

  method: 'Méthode et limites',
  reference: 'Références',
  limits: 'Ce que ce rapport ne dit pas',
  limitList: [
    'Une zone n’est pas une personne : un quartier aisé a des habitants en difficulté, et l’inverse. Les chiffres orientent une équipe, ils ne qualifient personne.',
    'Les contours comptent : avec d’autres découpages, d’autres écarts apparaîtraient.',
    'Les sources ne sont pas de la même année ni du même champ (ménages fiscaux, allocataires, habitants) ; le régime agricole et les personnes sans domicile y manquent souvent.',
    'Les services hors du territoire chargé ne sont pas vus, et un recensement de services n’est jamais complet ni tout à fait à jour.',
    'Les horaires, la capacité et les publics ne comptent que lorsqu’ils sont connus.',
    'Un intervalle porte l’incertitude que l’on sait calculer ; il y en a d’autres, que la connaissance du terrain corrige.',
  ],

  sourcesHeading: 'Sources, millésimes et licences',
  sourcesAbout: 'Les numéros entre crochets du texte et des tableaux renvoient à cette liste.',
  importedOn: (file: string, date: string) => `fichier ${file}, importé le ${date}`,
  fictionalSource: 'données fictives',

  notes: 'Notes du service',
  noteOn: (section: string) => `Note sur « ${section} »`,
  notesAbout: 'Gardées dans ce navigateur seulement, et imprimées avec le rapport.',
  addNote: 'Ajouter une note',
};

/** What a language must say. */
export type ReportWords = typeof frenchReport;
