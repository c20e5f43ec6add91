import { describe, expect, it } from 'vitest';
import type { Column, Flag, Indicator } from '../../src/api/types';
import { readThemes, reportAddress } from '../../src/report/address';
import { needsOf, portraitOf } from '../../src/report/chosen';
import { median, partOf, spread, total } from '../../src/report/sums';
import { inLang, readPage } from '../../src/state/page';

const indicator = (code: string, change: Partial<Indicator> = {}): Indicator => ({
  id: `${code}_${change.vintage ?? 2021}`,
  code,
  vintage: 2021,
  label: { fr: code, en: code },
  theme: 'pauvrete',
  unit: 'claimants',
  nature: 'extensive',
  direction: 'higher_is_need',
  dataset: 'caf',
  geographies: ['iris'],
  ...change,
});

const column = (values: (number | null)[], flags?: Flag[]): Column => ({
  indicator: indicator('rsa_recipients'),
  geography: 'iris',
  codes: values.map((_, index) => `z${index}`),
  values,
  flags: flags ?? values.map((value) => (value === null ? 'withheld' : 'published')),
  classes: { method: 'quantile', breaks: [], counts: [] },
});

describe('a total', () => {
  it('adds what is known, keeps the bounds, and counts secrets as zones, never as zeros', () => {
    const sum = total([
      { value: 10, flag: 'rounded', interval: { low: 8, high: 14 } },
      { value: 5, flag: 'published' },
      { value: null, flag: 'withheld' },
      { value: null, flag: 'missing' },
      { value: null, flag: 'not_applicable' },
    ]);
    expect(sum).toEqual({ value: 15, low: 13, high: 19, zones: { known: 2, withheld: 1, missing: 1, of: 4 } });
  });

  it('of nothing known is unknown, not zero', () => {
    expect(total([{ value: null, flag: 'withheld' }]).value).toBeNull();
    expect(total([]).value).toBeNull();
  });
});

describe('a range over zones', () => {
  it('names both ends and the middle, and leaves secrets out', () => {
    const found = spread(column([4, null, 1, 9]));
    expect(found).toEqual({ low: { code: 'z2', value: 1 }, middle: 4, high: { code: 'z3', value: 9 } });
    expect(spread(column([null, null]))).toBeNull();
    expect(median([1, 2, 3, 10])).toBe(2.5);
  });

  it('makes a share over the zones where both are known alone', () => {
    expect(partOf(column([1, null, 3]), column([10, 100, null]))).toBe(0.1);
    expect(partOf(column([null]), column([10]))).toBeNull();
  });
});

describe('the indicators of a report', () => {
  it('are the newest edition of each, for the zones spoken of', () => {
    const known = [
      indicator('population', { vintage: 2015, direction: 'neutral' }),
      indicator('population', { vintage: 2021, direction: 'neutral' }),
      indicator('population_0_19', { geographies: ['qpv'] }),
    ];
    expect(portraitOf(known, 'iris').map(({ id }) => id)).toEqual(['population_2021']);
  });

  it('of a theme are those most looked at, else what the theme has, codes and neutral ones never', () => {
    const known = [
      indicator('rsa_recipients'),
      indicator('poverty_rate', { unit: 'percent', nature: 'intensive' }),
      indicator('odd'),
      indicator('note', { unit: 'code' }),
      indicator('own', { theme: 'culture' }),
      indicator('calm', { theme: 'mobilite', direction: 'neutral' }),
    ];
    const found = needsOf(known, 'iris', ['culture', 'pauvrete', 'mobilite']);
    expect(found.map(({ theme, indicators }) => [theme, indicators.map(({ code }) => code)])).toEqual([
      ['culture', ['own']],
      ['pauvrete', ['poverty_rate', 'rsa_recipients']],
    ]);
  });
});

describe('the addresses of pages', () => {
  it('lead to the page and keep everything but the language', () => {
    expect(readPage('#/report?lang=fr')).toBe('report');
    expect(readPage('#/reporting')).toBeNull();
    expect(inLang('#/report?lang=fr&scope=00101', 'en')).toBe('#/report?scope=00101&lang=en');
    expect(inLang('#/privacy', 'en')).toBe('#/privacy?lang=en');
  });

  it('of a report say what it is about', () => {
    const asked = { scope: '00101', geography: null, themes: ['sante', 'mobilite'], mode: 'bike', limit: 20 } as const;
    const address = reportAddress({ ...asked, themes: [...asked.themes] }, 'fr');
    expect(address).toBe('#/report?scope=00101&themes=sante,mobilite&mode=bike&limit=20&lang=fr');
    expect(readThemes(address)).toEqual(['sante', 'mobilite']);
    expect(readThemes('#/report')).toBeNull();
  });
});
