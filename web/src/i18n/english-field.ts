/** In the field, in English. */
import type { frenchField } from './french-field';

const several = (n: number, one: string, many: string): string => (Math.abs(n) === 1 ? one : many);

export const englishField: typeof frenchField = {
  notedReasons: {
    'non-knowledge': 'Does not know of it',
    'non-demand': 'Knows, does not ask',
    'non-reception': 'Asked, does not receive',
    'non-proposal': 'Was never offered it',
    unknown: 'Does not apply, or not known',
  },
  offers: {
    information: 'Information',
    accompaniment: 'Accompaniment',
    referral: 'A referral',
    nothing: 'Nothing this time',
  },
  sightings: { there: 'Still there', closed: 'Closed', wrong_hours: 'Wrong hours' },

  remove: 'Remove',
  noteAbout: 'Closed lists only: no name, no address, no free text.',
  noteDay: 'Day',
  notePersons: 'People met',
  oneLess: 'One less',
  oneMore: 'One more',
  noteThemes: (most: string) => `Themes spoken of (${most} at most)`,
  noteReason: 'If a right is not taken up',
  noteOffered: 'What was offered',
  noteKeep: 'Keep the note',
  noteKept: 'Note kept on this device.',
  noteNotKept: 'This browser keeps nothing: the note is not recorded.',
  noteOf: (zone: string, persons: string) => `${zone}: ${persons}`,
  persons: (n: number, words: string) => `${words} ${several(n, 'person', 'people')}`,

  check: 'Are you there?',
  checkAbout: 'Say what you see: one press is enough.',
  checkKept: (state: string) => `“${state}”: kept on this device.`,
  checkOf: (service: string, state: string) => `${service}: ${state}`,

  round: 'Outreach round',
  roundAbout: 'Stops where most need goes unmet, in order, the way back included; 20 minutes a stop.',
  roundFor: 'Time, from here',
  roundOff: 'None',
  hours: (n: string) => `${n} h`,
  hoursMinutes: (hours: string, minutes: string) => `${hours} h ${minutes} min`,
  roundWorking: (progress: string | null) => (progress ? `Looking for stops… ${progress}%` : 'Looking for stops…'),
  roundNone: 'No useful stop in reach in that time.',
  roundKept: 'Offline: the last round worked out here.',
  roundSum: (n: number, words: string, time: string, people: string) =>
    `${words} ${several(n, 'stop', 'stops')} in ${time}: ${people} people whose need goes unmet.`,
  roundHour: (people: string) => `${people} people an hour.`,
  roundProved: 'No other way does better: that is proved.',
  roundBound: (most: string) => `No way can reach more than ${most} people.`,
  roundLeft: (n: number, words: string) =>
    `${words} ${several(n, 'zone in reach does', 'zones in reach do')} not fit in the time given.`,
  arrival: (time: string) => `after ${time}`,
  walk: (time: string, metres: string) => `${time} on the way, ${metres}`,
  unmetPeople: (people: string) => `${people} people whose need goes unmet`,
  stopOpen: (name: string) => `${name}: open the card`,

  outbox: 'To send',
  outboxStates: {
    idle: 'Notes leave as soon as the server answers.',
    sending: 'Sending…',
    closed: 'This server does not take notes yet: they stay on this device, nothing is lost.',
    signedOut: 'This server takes notes of teams that are signed in only: until then they stay on this device.',
    unreachable: 'No network: the notes stay on this device and will leave later.',
  },
  outboxSignIn: 'Sign in to send',
  outboxEmpty: 'Everything has left.',
  outboxSend: 'Send now',
  outboxFile: 'Keep a copy (JSON)',
  outboxDrop: (about: string) => `Remove “${about}”`,
  outboxDropSure: 'Throw away for good',
  outboxRefused: 'Refused by the server',
  outboxSent: (n: number, words: string) => `${words} ${several(n, 'note sent', 'notes sent')}.`,
};
