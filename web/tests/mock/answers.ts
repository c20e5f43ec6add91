/** What a server would answer about the invented town, address by address. */
import type {
  Access,
  Atlas,
  Column,
  Coverage,
  CoverageClass,
  Indicator,
  Measure,
  Mode,
  TakeUp,
  TakeUpClass,
  ZoneCoverage,
  ZoneTakeUp,
} from '../../src/api/types';
import { absent, type Cell, cells, chanceAt, estimated, published, same, services } from './town.ts';

export const SNAPSHOT = '0123456789abcdef';

export const method = {
  name: { fr: 'Méthode d’essai', en: 'Trial method' },
  note: {
    fr: 'Ces valeurs sont inventées pour dessiner l’écran. Elles ne décrivent aucun lieu et ne prouvent rien.',
    en: 'These values are invented to draw the screen. They describe no place and prove nothing.',
  },
  citation: 'Luo & Qi (2009), Health & Place 15(4)',
};

function indicatorOf(code: string, fr: string, en: string, rest: Partial<Indicator>): Indicator {
  const vintage = rest.vintage ?? 2020;
  return {
    id: `${code}_${vintage}`,
    code,
    vintage,
    label: { fr, en },
    theme: 'pauvrete',
    unit: 'percent',
    nature: 'intensive',
    direction: 'higher_is_need',
    dataset: 'incomes-2020',
    geographies: ['iris'],
    ...rest,
  };
}

export const indicators: Indicator[] = [
  indicatorOf('poverty_rate', 'Taux de pauvreté', 'Poverty rate', {}),
  indicatorOf('median_income', 'Niveau de vie médian', 'Median standard of living', {
    unit: 'euros_per_year',
    direction: 'lower_is_need',
  }),
  indicatorOf('rsa_recipients', 'Allocataires du RSA', 'RSA recipients', {
    vintage: 2009,
    unit: 'claimants',
    nature: 'extensive',
  }),
  indicatorOf('poverty_rate', 'Taux de pauvreté', 'Poverty rate', { vintage: 2016 }),
  indicatorOf('population', 'Population', 'Population', {
    unit: 'persons',
    nature: 'extensive',
    direction: 'neutral',
    theme: 'isolement',
    geographies: ['iris', 'qpv'],
  }),
];

export const atlas: Atlas = {
  snapshot: SNAPSHOT,
  name: 'Belrive',
  fictional: true,
  bbox: [3.795, 43.575, 3.955, 43.668],
  geographies: [
    {
      code: 'iris',
      label: { fr: 'Quartiers (IRIS)', en: 'Neighbourhoods (IRIS)' },
      vintage: 2020,
      zones: 48,
      take_up: true,
      targets: true,
    },
    {
      code: 'qpv',
      label: { fr: 'Quartiers prioritaires (QPV)', en: 'Priority neighbourhoods (QPV)' },
      vintage: 2015,
      zones: 2,
      take_up: false,
      targets: false,
    },
    {
      code: 'commune',
      label: { fr: 'Communes', en: 'Municipalities' },
      vintage: 2020,
      zones: 1,
      take_up: false,
      targets: false,
    },
  ],
  themes: [
    { code: 'acces-aux-droits', label: { fr: 'Accès aux droits', en: 'Access to rights' }, services: 40 },
    { code: 'mediation-numerique', label: { fr: 'Médiation numérique', en: 'Digital mediation' }, services: 14 },
    { code: 'sante', label: { fr: 'Santé', en: 'Health' }, services: 0 },
    { code: 'pauvrete', label: { fr: 'Pauvreté', en: 'Poverty' }, services: 0 },
    { code: 'isolement', label: { fr: 'Isolement', en: 'Isolation' }, services: 0 },
  ],
  audiences: [
    { code: 'familles', label: { fr: 'Familles', en: 'Families' } },
    { code: 'seniors', label: { fr: 'Seniors', en: 'Older people' } },
  ],
  modes: [
    { code: 'walk', label: { fr: 'à pied', en: 'on foot' }, streets: 'streets-2024' },
    { code: 'bike', label: { fr: 'à vélo', en: 'by bicycle' }, streets: 'streets-2024' },
    { code: 'car', label: { fr: 'en voiture', en: 'by car' }, streets: null },
  ],
  indicators,
  datasets: ['incomes-2020', 'services-2024', 'outlines-2020', 'streets-2024'].map((id) => ({
    id,
    format: id,
    title: { fr: `Jeu de données ${id}`, en: `Data set ${id}` },
    producer: 'Ville inventée',
    licence: id === 'streets-2024' ? 'ODbL 1.0' : 'Licence Ouverte 2.0',
    vintage: Number(id.slice(-4)),
    file: `${id}.csv`,
    imported_at: '2026-03-02T08:00:00Z',
    fictional: true,
    secrecy:
      id === 'incomes-2020' ? { rule: { fr: 'Rien sous 11 ménages.', en: 'Nothing under 11 households.' } } : null,
    notes: [],
  })),
};

export function valueAt(cell: Cell, indicator: Indicator): Measure {
  const part = chanceAt(cell.column, cell.row, indicator.code.length);
  if (part > 0.94) return absent('withheld');
  if (part > 0.9) return absent('missing');
  if (indicator.unit === 'euros_per_year') return published(Math.round(11_000 + 22_000 * part));
  if (indicator.unit === 'percent') return estimated(60 * part * part, 55 * part * part, 66 * part * part);
  return published(Math.round(3_000 * part));
}

export function columnOf(id: string): Column | null {
  const indicator = indicators.find((candidate) => candidate.id === id);
  if (!indicator) return null;
  const measures = cells.map((cell) => valueAt(cell, indicator));
  const known = measures.flatMap(({ value }) => value ?? []).sort((a, b) => a - b);
  const breaks = [0, 0.2, 0.4, 0.6, 0.8, 1].map((part) => known[Math.floor(part * (known.length - 1))] ?? 0);
  const counts = breaks.slice(1).map((high, index) => {
    const low = breaks[index] as number;
    return known.filter((value) => value <= high && (index === 0 || value > low)).length;
  });
  return {
    indicator,
    geography: 'iris',
    codes: cells.map(({ code }) => code),
    values: measures.map(({ value }) => value),
    low: measures.map(({ interval }) => interval?.low ?? null),
    high: measures.map(({ interval }) => interval?.high ?? null),
    flags: measures.map(({ flag }) => flag),
    classes: { method: 'quantile', breaks, counts },
  };
}

export function accessOf(cell: Cell): Access {
  const minutes = 3 + 40 * chanceAt(cell.column, cell.row, 5);
  const near = services[Math.floor(chanceAt(cell.column, cell.row, 6) * services.length)]?.properties;
  const nearest = { service: near?.id ?? '', name: near?.name ?? '', minutes, metres: minutes * 75 };
  const people = cell.column === 7 && cell.row === 5;
  const covered: CoverageClass = people
    ? 'no_people'
    : minutes > 30
      ? 'uncovered'
      : minutes > 15
        ? 'partial'
        : 'covered';
  const short = covered === 'covered' ? 0 : Math.round(minutes * 20);
  const sentence = { fr: 'à 1,2 km, mais fermé à ce moment', en: '1.2 km away, but closed at that time' };
  const off = cell.column === 5 && cell.row === 2;
  return {
    class: off ? 'unknown' : covered,
    nearest: off ? null : nearest,
    minutes: off ? null : { median: minutes, p90: 1.6 * minutes },
    share_within: off ? null : Math.max(0, Math.min(1, 1.5 - minutes / 40)),
    in_reach: minutes > 30 ? 0 : Math.round(8 - minutes / 5),
    access: estimated(8 / minutes, 6 / minutes, 11 / minutes),
    short: off ? absent('missing') : published(short),
    reasons: covered === 'uncovered' ? [{ code: 'closed', near_miss: nearest, sentence }] : [],
  };
}

export function coverage(theme: string, limit: number, mode: Mode): Coverage {
  const zones: ZoneCoverage[] = cells.map((cell) => ({
    zone: cell.code,
    name: cell.name,
    people: published(Math.round(800 + 2_000 * chanceAt(cell.column, cell.row, 11))),
    basis: 'addresses',
    unplaced: { count: cell.row, share: cell.column === 5 ? (cell.row === 2 ? 1 : 0.04) : 0 },
    ...accessOf(cell),
  }));
  return {
    snapshot: SNAPSHOT,
    query: { geography: 'iris', theme, audience: null, at: null, mode, limit_minutes: limit },
    method,
    people: { indicator: 'population_2020', label: same('Population'), dataset: 'incomes-2020' },
    reference: 2.1,
    services: services.filter(({ properties }) => properties.themes?.includes(theme)).length,
    short: estimated(9_420, 9_100, 10_050),
    zones,
    sources: ['services-2024', 'incomes-2020'],
  };
}

export function zoneTakeUp(cell: Cell): ZoneTakeUp {
  const part = chanceAt(cell.column, cell.row, 13);
  const inCluster = cell.column === 1 && (cell.row === 3 || cell.row === 4);
  const ratio = inCluster ? 0.52 : 0.6 + 0.8 * part;
  const hidden = part > 0.93 && !inCluster;
  const signal: TakeUpClass = hidden
    ? 'insufficient'
    : ratio < 0.72
      ? 'deficit'
      : ratio > 1.25
        ? 'surplus'
        : 'not_distinguishable';
  const expected = 90 + 120 * chanceAt(cell.row, cell.column, 17);
  return {
    zone: cell.code,
    name: cell.name,
    observed: hidden ? absent('withheld') : published(Math.round(ratio * expected)),
    expected: estimated(expected, expected * 0.9, expected * 1.1),
    ratio: hidden ? absent('withheld') : estimated(ratio, ratio * 0.85, ratio * 1.18),
    shortfall: hidden ? absent('withheld') : estimated(Math.max(0, expected * (1 - ratio)), 0, expected),
    p_adjusted: hidden ? null : Math.abs(1 - ratio) > 0.3 ? 0.0004 : 0.31,
    class: signal,
    cluster: inCluster ? 1 : null,
  };
}

export const takeUp: TakeUp = {
  snapshot: SNAPSHOT,
  geography: 'iris',
  benefit: { fr: 'Revenu de solidarité active', en: 'RSA minimum income' },
  method,
  recipients: {
    indicator: 'rsa_recipients_2009',
    label: { fr: 'Allocataires du RSA', en: 'RSA recipients' },
    dataset: 'incomes-2020',
  },
  strata: [],
  overdispersion: 1.4,
  fdr: 0.05,
  zones: cells.map(zoneTakeUp),
  clusters: [
    {
      rank: 1,
      zones: ['990010126', '990010134'],
      observed: 140,
      expected: 262,
      relative_risk: 0.52,
      llr: 14.2,
      p: 0.001,
    },
  ],
  sources: ['incomes-2020'],
};
