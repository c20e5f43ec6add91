/** What the reader does with the map, in English. */
import type { frenchTools } from './french-tools';

const several = (n: number, one: string, many: string): string => (n === 1 ? one : many);

export const englishTools: typeof frenchTools = {
  filters: {
    open: 'Open at this hour',
    free: 'Free of charge',
    on_site: 'In person',
    fresh: 'Checked in the last 2 years',
  },
  classMethods: {
    fisher_jenks: 'Natural breaks',
    quantile: 'Equal counts',
    equal: 'Equal widths',
    by_hand: 'By hand',
  },

  search: 'Find a place or a service',
  searchAbout: 'Neighbourhood, municipality, service. Arrows to go through, Enter to choose.',
  searchFound: (n, words) => (n === 0 ? 'No result' : `${words} ${several(n, 'result', 'results')}`),
  searchNothing: (sought) => `Nothing matches “${sought}”.`,

  keys: 'Arrows: the zone next to it. N: the next to look at first. Enter: its card. Shift + arrows: move the map. + and −: zoom.',
  keysEdge: 'Edge of the territory.',
  keysSame: 'same class',
  keysChange: (before, after) => `from “${before}” to “${after}”`,
  keysWorst: (place, of) => `${place} of ${of}`,

  classes: 'Classes',
  classMethod: 'How classes are cut',
  classCount: 'Number of classes',
  classesByHand: 'breaks chosen by hand',
  bound: (n) => `Break ${n}`,
  distribution: 'Distribution of values',
  distributionAbout: (zones) => `${zones} zones by value; breaks are moved with the mouse or the arrows.`,

  clock: 'Through the week',
  clockAbout: 'Services open at each hour, by the hours known',
  play: 'Run through the day',
  pause: 'Stop',
  clockOpen: (n, words) => (n === 0 ? 'no service open' : `${words} ${several(n, 'service open', 'services open')}`),
  clockUnknown: (n, words) => `${words} ${several(n, 'service has hours unknown', 'services have hours unknown')}`,
  clockMoment: (day, time, open) => `${day} ${time}, ${open}`,

  onlyServices: 'Services shown',
  servicesHidden: (shown, all) => `${shown} services shown of ${all}`,
  hoursNotKnown: (n, words) => `${words} with hours unknown ${several(n, 'is not shown', 'are not shown')}`,

  scope: 'Territory read',
  wholeScope: 'The whole territory',
  scopeAbout: (zones, name) => `Ranks and counts among the ${zones} zones of ${name}.`,
  rankHere: 'Rank',

  crossTitle: 'Need and access crossed',
  crossNeed: 'Need',
  crossAccess: 'Access',
  crossWith: 'Cross with',
  crossNeeds: ['low need', 'medium need', 'high need'],
  crossAccesses: ['covered', 'partly', 'not covered'],
  crossCell: (need, access) => `${need}, ${access}`,
  crossUnknown: 'Need or access unknown',
  crossThirds: 'Need in three groups of equal count',

  draw: 'Draw an outline',
  drawAbout: 'A click sets a corner. By keyboard: arrows move the map, Enter sets a corner in its middle.',
  drawCorners: (n, words) => `${words} ${several(n, 'corner set', 'corners set')}`,
  drawAdd: 'Set in the middle',
  drawBack: 'Take the last back',
  drawEnd: 'Finish',
  drawCancel: 'Cancel',
  areaDrawn: 'Outline drawn',
  areaZones: (n, words) => `${words} ${several(n, 'zone touched', 'zones touched')}`,
  areaFigures: 'Estimates inside this outline',
  areaAbout: 'By share of surface; the interval goes from the zones wholly inside to all those touched.',
  areaServices: 'Services inside this outline',
  areaNoService: 'No service inside this outline.',
  areaLeftOut: 'What is not told',
  areaShare: 'Share of the zone',
  drawAgain: 'Draw another outline',

  image: 'Image',
  imageAbout: 'The map as a PNG image, with legend, method and licence',
  imageDone: 'The image is ready.',
  madeWith: (product, snapshot) => `${product}, snapshot ${snapshot}`,
  print: 'Print the sheet',
  printed: 'Territory sheet',
  locator: 'Where it is',
  permalink: 'Permanent link',
  printedFrom: (snapshot) => `Data: snapshot ${snapshot}`,

  note: 'Field note',
  outboxCount: (n: number, words: string) => `${words} ${several(n, 'note to send', 'notes to send')}`,

  pack: 'Offline',
  packAbout: 'Keep this view and the cards of its zones to read them without network',
  packing: (done, of) => `${done} of ${of}`,
  packed: (n, words) => `${words} ${several(n, 'zone kept', 'zones kept')} for offline.`,
  packFailed: 'Not everything could be kept: try again with a network.',
  packImpossible: 'This browser keeps nothing offline at this address: it takes https or localhost.',
};
