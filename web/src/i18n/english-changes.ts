/** What has changed, in English. */
import type { frenchChanges } from './french-changes';

const several = (n: number, one: string, many: string): string => (Math.abs(n) === 1 ? one : many);

export const englishChanges: typeof frenchChanges = {
  comparisons: { since: 'Since a state', years: 'Between two years' },
  served: { opened: 'Opened', closed: 'Closed', moved: 'Moved', changed: 'Changed', stale: 'Records grown old' },
  edited: { new: 'new', gone: 'gone', revised: 'revised' },

  compare: 'Compare',
  since: 'Since',
  sinceBefore: 'The state before',
  sinceVisit: 'Your last visit',
  sinceLink: 'The state of the link received',
  nothingBefore: 'The server keeps no earlier state: nothing to compare for now.',
  nothingChanged: 'Nothing has changed since.',
  gainedLost: (gained: string, lost: string) => `**${gained} people** gain access, **${lost}** lose it.`,
  servicesChanged: (n: number, words: string) => `${words} ${several(n, 'service', 'services')}`,
  metresAway: (metres: string) => `${metres} away`,
  dataChanged: 'Data revised',
  feed: 'Subscribe (Atom)',

  noSeries: 'No indicator has two years to compare.',
  indicator: 'Indicator',
  from: 'From',
  to: 'To',
  draw: 'Draw',
  difference: 'Difference',
  sideBySide: 'Side by side',
  divider: (from: string, to: string) => `Divider between ${from}, on the left, and ${to}, on the right`,
  dividerAt: (share: string) => `at ${share} of the map`,
  toLeft: 'Divider to the left',
  toRight: 'Divider to the right',
  sureZones: (n, sure, of) =>
    `**${sure} ${several(n, 'zone', 'zones')}** of ${of} ${several(n, 'has', 'have')} surely changed.`,
  bareZones: (n, words) =>
    n === 1
      ? 'One difference comes without a published uncertainty: nothing says whether it exceeds chance.'
      : `${words} differences come without a published uncertainty: nothing says which exceed chance.`,
  notComparable: 'These two years do not compare.',
};
