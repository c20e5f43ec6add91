/** What only those who are signed in read, in French. */
export interface ConfidentialWords {
  exactAbout: string;
  exactNone: string;
  exactUntold: string;
  quarter: (quarter: string) => string;
  together: (zones: string) => string;
  counted: string;
  exact: string;
  published: string;
  untold: string;
  untoldAbout: (from: string) => string;
  notes: string;
  notesAbout: string;
  notesNone: string;
  day: string;
  week: (day: string) => string;
  zone: string;
  persons: string;
  themes: string;
  reason: string;
  takeBack: string;
  takeBackOf: (zone: string, day: string) => string;
  takenBack: string;
  released: (quarter: string) => string;
  more: string;
}

export const frenchConfidential: ConfidentialWords = {
  exactAbout: 'Comptes exacts, réservés à votre territoire ; chaque lecture est inscrite au journal.',
  exactNone: 'Aucun trimestre n’a encore de comptes exacts.',
  exactUntold: 'Rien n’est dit de cette zone : trop peu de rencontres.',
  quarter: (quarter) => `Trimestre ${quarter}`,
  together: (zones) => `Ensemble avec ses voisines : ${zones} zones, où peu de personnes ont été rencontrées chacune.`,
  counted: 'Compté',
  exact: 'Exact',
  published: 'Publié',
  untold: 'non dit',
  untoldAbout: (from) =>
    `« non dit » : moins de ${from}, ou gardé pour que d’autres comptes sous ${from} ne se déduisent pas. Une rencontre compte une fois, comme dans la publication.`,
  notes: 'Les notes de votre équipe',
  notesAbout:
    'Une note se retire tant qu’aucune publication ne l’a comptée. Au bout de 30 jours, seule sa semaine est gardée ; au bout de 24 mois, elle est effacée. Les notes importées d’un fichier, ou d’avant cette liste, n’y sont pas.',
  notesNone: 'Aucune note de votre équipe n’est au coffre.',
  day: 'Jour',
  week: (day) => `semaine du ${day}`,
  zone: 'Zone',
  persons: 'Personnes',
  themes: 'Thèmes',
  reason: 'Non-recours',
  takeBack: 'Retirer',
  takeBackOf: (zone, day) => `Retirer la note de ${zone}, ${day}`,
  takenBack: 'La note est retirée.',
  released: (quarter) => `comptée en ${quarter}`,
  more: 'Notes d’avant',
};
