/** What has changed, in French. */
import type { Comparison } from '../state/address';

type Words<K extends string> = Record<K, string>;

const comparisons: Words<Comparison> = { since: 'Depuis un état', years: 'Entre deux années' };
const served: Words<'opened' | 'closed' | 'moved' | 'changed' | 'stale'> = {
  opened: 'Ouverts',
  closed: 'Fermés',
  moved: 'Déplacés',
  changed: 'Modifiés',
  stale: 'Fiches vieillies',
};
const edited: Words<'new' | 'gone' | 'revised'> = { new: 'nouveau', gone: 'retiré', revised: 'révisé' };

const several = (n: number, one: string, many: string): string => (Math.abs(n) < 2 ? one : many);

export const frenchChanges = {
  comparisons,
  served,
  edited,

  compare: 'Comparer',
  since: 'Depuis',
  sinceBefore: 'L’état précédent',
  sinceVisit: 'Votre dernière visite',
  sinceLink: 'L’état du lien reçu',
  nothingBefore: 'Aucun état antérieur n’est gardé par le serveur : rien à comparer pour l’instant.',
  nothingChanged: 'Rien n’a changé depuis.',
  gainedLost: (gained: string, lost: string) => `**${gained} personnes** gagnent un accès, **${lost}** le perdent.`,
  servicesChanged: (n: number, words: string) => `${words} ${several(n, 'service', 'services')}`,
  metresAway: (metres: string) => `à ${metres}`,
  dataChanged: 'Données révisées',
  feed: 'S’abonner (Atom)',

  noSeries: 'Aucun indicateur n’a deux années à comparer.',
  indicator: 'Indicateur',
  from: 'De',
  to: 'À',
  draw: 'Dessiner',
  difference: 'Différence',
  sideBySide: 'Côte à côte',
  divider: (from: string, to: string) => `Limite entre ${from}, à gauche, et ${to}, à droite`,
  dividerAt: (share: string) => `à ${share} de la carte`,
  toLeft: 'Limite vers la gauche',
  toRight: 'Limite vers la droite',
  sureZones: (n: number, sure: string, of: string) =>
    `**${sure} ${several(n, 'zone', 'zones')}** sur ${of} ${several(n, 'a', 'ont')} nettement changé.`,
  bareZones: (n: number, words: string) =>
    n === 1
      ? 'Un écart est sans incertitude publiée : rien ne dit s’il dépasse le hasard.'
      : `${words} écarts sont sans incertitude publiée : rien ne dit lesquels dépassent le hasard.`,
  notComparable: 'Ces deux années ne se comparent pas.',
};
