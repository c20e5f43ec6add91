/** What a report says, in English. */
import type { ReportWords } from './french';

const several = (n: number, one: string, many: string): string => (n === 1 ? one : many);

export const englishReport: ReportWords = {
  title: 'Analysis of social needs',
  subtitle: (place) => `Territory: ${place}`,
  about:
    'This document helps to prepare the analysis of social needs that article R. 123-1 of the French code of social action and families asks of municipal social action centres. It gathers what the loaded data say; it replaces neither the voice of residents and partners, nor the decision.',
  drawnUp: (date, snapshot) => `Drawn up on ${date} from snapshot ${snapshot} of the data.`,
  fictionalEveryPage: 'Fictional data: no figure describes a real place',
  pageOf: { before: 'Page ', between: ' of ' },
  permalink: 'Address of this report',

  choices: 'What the report is about',
  scope: 'Territory',
  wholeScope: 'The whole territory loaded',
  themes: 'Themes',
  everyTheme: 'Every theme',
  noTheme: 'Choose at least one theme: without a theme the report has nothing to say.',
  contents: 'Contents',
  print: 'Print or save as PDF',
  printAbout: 'In the browser’s print window, choose “Save as PDF”: the PDF is tagged.',
  tooLarge: (zones, most) =>
    `The territory has ${zones} zones: one report describes no more than ${most}. Choose a municipality.`,
  gathering: 'The report is being prepared…',

  map: (title) => `Map: ${title}`,
  mapAlt: (title, classes) => `Map: ${title}. ${classes}.`,
  zonesIn: (label, n, words) => `${label}: ${words} ${several(n, 'zone', 'zones')}`,
  source: (n, title) => `Source ${n}: ${title}`,
  zone: 'Zone',
  theme: 'Theme',
  indicator: 'Indicator',
  value: 'Total',
  bounds: 'Interval',
  ofPopulation: 'Share of the population',
  zonesKnown: 'Zones known',
  knownOf: (known, of) => `${known} of ${of}`,
  withheld: (words) => `${words} withheld for secrecy`,
  missing: (_, words) => `${words} not available`,
  lowest: 'Lowest',
  middle: 'Median of the zones',
  highest: 'Highest',
  placed: (value, name) => `${value} (${name})`,
  unknownEverywhere: 'No value published',
  reliabilityKept:
    'A total speaks only of the zones where the figure is published: a statistical secret is never counted as a zero. Rates, medians and ratios do not add up: their range from zone to zone is given.',

  summary: 'In short',
  portrait: 'Portrait of the territory',
  population: (place, people, year, zones, n, geography) =>
    `${place} has ${people} residents in ${year}, in ${zones} ${several(n, 'zone', 'zones')} (${geography}).`,
  populationPartly: (place, people, year, known, of, geography) =>
    `${place} has ${people} residents in ${year} in the ${known} zones whose population is known, of ${of} (${geography}).`,
  ages: (young, old) => `People under 20 make ${young} of the population, those aged 75 and over ${old}.`,
  noPortrait: 'No count of people is loaded for these zones.',
  portraitTable: 'Population, households and dwellings',

  needs: 'Needs by theme',
  needsAbout:
    'For each theme, the published indicators that tell of a need. How far zones differ matters as much as the level.',
  needsNone: 'No indicator of need is loaded for the themes chosen.',
  needSpread: (label, low, high, where, middle) =>
    `${label}: from ${low} to ${high} depending on the zone (median of the zones ${middle}); need is greatest in ${where}.`,
  rates: (theme) => `${theme}: rates and levels, from zone to zone`,
  counts: (theme) => `${theme}: counts`,

  supply: 'Supply of services',
  supplyAnswer: (n, words, place) =>
    `${words} ${several(n, 'service is listed', 'services are listed')} in ${place} for the themes chosen; one service may belong to several themes.`,
  supplyHours: (unknown, n) =>
    n === 0
      ? 'The hours of all are known.'
      : `The hours of ${unknown} of them are not known: they count neither as open nor as closed.`,
  supplyNone: 'No service is listed for the themes chosen.',
  supplyTable: 'Services listed, by theme',
  services: 'Services',
  hoursKnown: 'Hours known',
  evening: 'Open Tuesday 18:30',
  saturday: 'Open Saturday 10:00',
  mobile: 'Mobile',
  remoteOnly: 'Remote',
  aged: 'Record over 2 years old',

  gaps: 'Gaps in coverage',
  gapsAbout: (limit, by) =>
    `Who has a service in reach, within ${limit} ${by}, and who lacks one. The lack is counted in people: the farther the supply a zone reaches lies below the territory’s mean, the larger the share of its residents counted.`,
  gapsAnswer: (theme, people) => `The widest gap is in “${theme}”: ${people} people lack access.`,
  gapsUncovered: (n, words) =>
    n === 0
      ? 'No theme has a zone without a service in reach.'
      : `${words} ${several(n, 'theme leaves', 'themes leave')} at least one zone without any service in reach.`,
  gapsMaps: 'Coverage by theme',
  gapsTable: 'Coverage and people who lack access, by theme',
  covered: 'Covered',
  partial: 'Partly',
  uncovered: 'Not covered',
  unknown: 'Unknown',
  peopleShort: 'People who lack access',
  worstOf: (theme) => `${theme}: the zones served worst`,
  minutesHalf: 'Minutes (one person in two)',
  reason: 'Reason',

  takeUp: 'Likely non-take-up',
  takeUpAnswer: (benefit, n, words, of) =>
    n === 0
      ? `${benefit}: no zone, of ${of}, has by itself clearly fewer recipients than expected.`
      : `${benefit}: ${words} ${several(n, 'zone', 'zones')} of ${of} ${several(n, 'has', 'have')} clearly fewer recipients than expected.`,
  takeUpSilent: (n, words) =>
    `${words} ${several(n, 'zone is not judged', 'zones are not judged')}, for want of enough published data.`,
  takeUpNone:
    'Recipients, or the incomes they are expected from, are not loaded for these zones: nothing is said of non-take-up.',
  takeUpSignal:
    'This is a statistical signal, not a rate of non-take-up: no source observes that by neighbourhood. It says where to check on the ground.',
  takeUpTable: 'Zones where fewer recipients than expected are observed',
  clustersTable: 'Clusters of zones of low take-up',
  observed: 'Observed',
  expected: 'Expected',
  ratio: 'Ratio and 95% interval',
  shortfall: 'Missing',
  cluster: 'Cluster',
  clusterZones: 'Zones',
  chance: 'p',

  priorities: 'Priorities',
  prioritiesAnswer: (name, rank) => `The zone to look at first is ${name}, whose rank lies within ${rank}.`,
  prioritiesTied:
    'Two zones whose rank intervals overlap are not to be told apart: the list says where to look, not who comes before whom.',
  prioritiesNone: 'Nothing allows these zones to be ranked.',
  prioritiesLeft: (n, words) =>
    `${words} ${several(n, 'zone is not ranked', 'zones are not ranked')}, for want of data.`,
  prioritiesTable: 'The first zones, their rank and what explains it',
  rank: 'Rank',
  people: 'Residents',
  action: 'Action',
  why: 'Why',

  method: 'Method and limits',
  reference: 'References',
  limits: 'What this report does not say',
  limitList: [
    'A zone is not a person: a wealthy neighbourhood has residents in difficulty, and the reverse. The figures guide a team; they describe nobody.',
    'Boundaries matter: other divisions would show other differences.',
    'The sources are neither of one year nor of one scope (tax households, claimants, residents); the farmers’ scheme and people without a home are often absent from them.',
    'Services outside the loaded territory are not seen, and a list of services is never complete nor quite up to date.',
    'Hours, capacity and audiences count only where they are known.',
    'An interval carries the uncertainty that can be worked out; there is more, which knowledge of the ground corrects.',
  ],

  sourcesHeading: 'Sources, vintages and licences',
  sourcesAbout: 'Numbers in brackets in the text and the tables refer to this list.',
  importedOn: (file, date) => `file ${file}, imported on ${date}`,
  fictionalSource: 'fictional data',

  notes: 'Notes of the service',
  noteOn: (section) => `Note on “${section}”`,
  notesAbout: 'Kept in this browser only, and printed with the report.',
  addNote: 'Add a note',
};
