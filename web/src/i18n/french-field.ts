/** In the field, in French. */
import type { NonTakeUpReason, Offered, Sighting } from '../outbox/entry';

type Words<K extends string> = Record<K, string>;

const notedReasons: Words<NonTakeUpReason | 'unknown'> = {
  'non-knowledge': 'Ne connaît pas ses droits',
  'non-demand': 'Les connaît, ne demande pas',
  'non-reception': 'A demandé, ne reçoit pas',
  'non-proposal': 'On ne les lui a pas proposés',
  unknown: 'Sans objet ou inconnu',
};

const offers: Words<Offered> = {
  information: 'Une information',
  accompaniment: 'Un accompagnement',
  referral: 'Une orientation',
  nothing: 'Rien cette fois',
};

const sightings: Words<Sighting> = {
  there: 'Toujours là',
  closed: 'Fermé',
  wrong_hours: 'Horaires faux',
};

const several = (n: number, one: string, many: string): string => (Math.abs(n) < 2 ? one : many);

export const frenchField = {
  notedReasons,
  offers,
  sightings,

  remove: 'Retirer',
  noteAbout: 'Des listes fermées seulement : aucun nom, aucune adresse, aucun texte libre.',
  noteDay: 'Jour',
  notePersons: 'Personnes rencontrées',
  oneLess: 'Une de moins',
  oneMore: 'Une de plus',
  noteThemes: (most: string) => `Thèmes abordés (${most} au plus)`,
  noteReason: 'Si un droit n’est pas utilisé',
  noteOffered: 'Ce qui a été proposé',
  noteKeep: 'Garder la note',
  noteKept: 'Note gardée sur cet appareil.',
  noteNotKept: 'Ce navigateur ne garde rien : la note n’est pas enregistrée.',
  noteOf: (zone: string, persons: string) => `${zone} : ${persons}`,
  persons: (n: number, words: string) => `${words} ${several(n, 'personne', 'personnes')}`,

  check: 'Vous y êtes ?',
  checkAbout: 'Dire ce que vous voyez : une pression suffit.',
  checkKept: (state: string) => `« ${state} » : gardé sur cet appareil.`,
  checkOf: (service: string, state: string) => `${service} : ${state}`,

  round: 'Sortie d’aller-vers',
  roundAbout:
    'Des arrêts là où le plus de besoins restent sans réponse, dans l’ordre, retour compris ; 20 minutes par arrêt.',
  roundFor: 'Durée, à partir d’ici',
  roundOff: 'Aucune',
  hours: (n: string) => `${n} h`,
  hoursMinutes: (hours: string, minutes: string) => `${hours} h ${minutes}`,
  roundWorking: (progress: string | null) =>
    progress ? `Recherche des arrêts… ${progress} %` : 'Recherche des arrêts…',
  roundNone: 'Aucun arrêt utile à portée dans ce temps.',
  roundKept: 'Hors ligne : la dernière sortie calculée ici.',
  roundSum: (n: number, words: string, time: string, people: string) =>
    `${words} ${several(n, 'arrêt', 'arrêts')} en ${time} : ${people} personnes au besoin sans réponse.`,
  roundHour: (people: string) => `${people} personnes par heure.`,
  roundProved: 'Aucun autre parcours ne fait mieux : c’est prouvé.',
  roundBound: (most: string) => `Aucun parcours ne peut dépasser ${most} personnes.`,
  roundLeft: (n: number, words: string) =>
    `${words} ${several(n, 'zone à portée n’entre pas', 'zones à portée n’entrent pas')} dans le temps donné.`,
  arrival: (time: string) => `après ${time}`,
  walk: (time: string, metres: string) => `${time} de marche, ${metres}`,
  unmetPeople: (people: string) => `${people} personnes au besoin sans réponse`,
  stopOpen: (name: string) => `${name} : ouvrir la fiche`,

  outbox: 'À envoyer',
  outboxStates: {
    idle: 'Les notes partent dès que le serveur répond.',
    sending: 'Envoi en cours…',
    closed: 'Ce serveur ne reçoit pas encore de notes : elles restent sur cet appareil, rien n’est perdu.',
    signedOut:
      'Ce serveur ne reçoit de notes que des équipes connectées : elles restent sur cet appareil en attendant.',
    unreachable: 'Pas de réseau : les notes restent sur cet appareil et partiront plus tard.',
  },
  outboxSignIn: 'Se connecter pour envoyer',
  outboxEmpty: 'Tout est parti.',
  outboxSend: 'Envoyer maintenant',
  outboxFile: 'Garder une copie (JSON)',
  outboxDrop: (about: string) => `Retirer « ${about} »`,
  outboxDropSure: 'Jeter pour de bon',
  outboxRefused: 'Refusée par le serveur',
  outboxSent: (n: number, words: string) => `${words} ${several(n, 'note envoyée', 'notes envoyées')}.`,
};
