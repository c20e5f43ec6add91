import type { ConfidentialWords } from './french';

export const englishConfidential: ConfidentialWords = {
  exactAbout: 'Exact counts, for your territory alone; each reading is written into the log.',
  exactNone: 'No quarter has exact counts yet.',
  exactUntold: 'Nothing is told of this zone: too few encounters.',
  quarter: (quarter) => `Quarter ${quarter}`,
  together: (zones) => `Together with its neighbours: ${zones} zones, in each of which few persons were met.`,
  counted: 'Counted',
  exact: 'Exact',
  published: 'Published',
  untold: 'not told',
  untoldAbout: (from) =>
    `“not told”: fewer than ${from}, or kept back so that other counts below ${from} cannot be worked out. An encounter counts once, as in the release.`,
  notes: 'The notes of your team',
  notesAbout:
    'A note can be taken back as long as no release has counted it. After 30 days, only its week is kept; after 24 months it is erased. Notes imported from a file, or from before this list, are not in it.',
  notesNone: 'No note of your team is in the vault.',
  day: 'Day',
  week: (day) => `week of ${day}`,
  zone: 'Zone',
  persons: 'Persons',
  themes: 'Themes',
  reason: 'Non-take-up',
  takeBack: 'Take back',
  takeBackOf: (zone, day) => `Take back the note of ${zone}, ${day}`,
  takenBack: 'The note is taken back.',
  released: (quarter) => `counted in ${quarter}`,
  more: 'Earlier notes',
};
