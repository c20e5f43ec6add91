/** Which indicators a report shows: the few that a social analysis looks at, then what else a theme has. */
import type { Indicator } from '../api/types';

/** Counts of a portrait, in the order they are read. */
const PORTRAIT = [
  'population',
  'population_0_19',
  'population_20_24',
  'population_25_39',
  'population_40_59',
  'population_60_74',
  'population_75_plus',
  'population_women',
  'tax_households',
  'principal_residences',
  'vacant_dwellings',
];
/** Those that tell ages, which together make the population. */
export const AGES = PORTRAIT.slice(1, 7);

/** Indicators of need, those most looked at first. */
const NEEDS = [
  'poverty_rate',
  'disposable_income_uc_median',
  'income_uc_median',
  'rsa_recipients',
  'caf_dependent_100',
  'job_seekers_abc',
  'job_seekers_over_2_years',
  'income_share_unemployment',
  'caf_lone_parents',
  'caf_large_families',
  'income_share_family_benefits',
  'caf_housing_aid',
  'vacant_dwellings',
  'income_share_housing_benefits',
  'population_75_plus',
  'population_60_74',
  'caf_disability_allowance',
  'caf_single',
  'population_0_19',
  'population_20_24',
];
const MOST_OF_A_THEME = 4;

/** The newest edition of each code, of those known for a geography. */
function newest(indicators: readonly Indicator[], geography: string): Indicator[] {
  const found = new Map<string, Indicator>();
  for (const indicator of indicators) {
    if (!indicator.geographies.includes(geography)) continue;
    const known = found.get(indicator.code);
    if (!known || known.vintage < indicator.vintage) found.set(indicator.code, indicator);
  }
  return [...found.values()];
}

export function portraitOf(indicators: readonly Indicator[], geography: string): Indicator[] {
  const here = newest(indicators, geography);
  return PORTRAIT.flatMap((code) => here.find((indicator) => indicator.code === code) ?? []);
}

/** Indicators of need of each theme chosen, in the order of the themes; a theme without any is left out. */
export function needsOf(
  indicators: readonly Indicator[],
  geography: string,
  themes: readonly string[],
): { theme: string; indicators: Indicator[] }[] {
  const here = newest(indicators, geography).filter(
    ({ direction, unit }) => direction !== 'neutral' && unit !== 'code',
  );
  const place = ({ code }: Indicator) => (NEEDS.indexOf(code) + NEEDS.length + 1) % (NEEDS.length + 1);
  return themes.flatMap((theme) => {
    const ofTheme = here.filter((indicator) => indicator.theme === theme).sort((a, b) => place(a) - place(b));
    const looked = ofTheme.filter(({ code }) => NEEDS.includes(code));
    const shown = (looked.length > 0 ? looked : ofTheme).slice(0, MOST_OF_A_THEME);
    return shown.length > 0 ? [{ theme, indicators: shown }] : [];
  });
}
