import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Series } from '../../src/api/types';
import { pictureOfChanges, shiftsOf } from '../../src/picture/changes';
import { breaksOf, formerShades, pictureOfSeries, yearsOf } from '../../src/picture/series';
import { surenesses } from '../../src/picture/sureness';
import { rollOfOutlines } from '../../src/state/rolls';
import { go } from '../../src/state/view';
import { columnOf, indicators } from '../mock/answers';
import { changesOf, seriesOf } from '../mock/changed';
import { iris } from '../mock/town';

vi.hoisted(() => {
  globalThis.fetch = () => new Promise(() => {});
});
const { readSeen } = await import('../../src/changes/visit');

beforeEach(() => go({ lang: 'fr' }));

const roll = rollOfOutlines(iris);
const series = seriesOf('poverty_rate', new URLSearchParams()) as Series;
const indicator = indicators.find(({ id }) => id === series.to);

describe('what changed since a state', () => {
  it('sums themes, or reads one', () => {
    const changes = changesOf(null);
    const [first] = changes.coverage;
    if (!first) throw new Error('no theme');
    const twice = { ...changes, coverage: [first, { ...first, theme: 'sante' }] };
    const zone = first.gained[0]?.zone ?? '';
    expect(shiftsOf(twice, null).get(zone)).toMatchObject({ gained: 620, before: null });
    expect(shiftsOf(twice, 'sante').get(zone)).toMatchObject({ gained: 310, before: 0.42, after: 0.77 });
    expect(shiftsOf(twice, 'logement').size).toBe(0);
  });

  it('has a row for every zone, coloured where access changed', () => {
    const picture = pictureOfChanges(changesOf(null), roll, null);
    expect(picture.rows).toHaveLength(roll.codes.length);
    expect(picture.rows.filter(({ shade }) => shade !== 'plain')).toHaveLength(5);
  });

  it('remembers the state seen before the present one', () => {
    expect(readSeen(null)).toEqual({ present: null, before: null });
    expect(readSeen('b a')).toEqual({ present: 'b', before: 'a' });
  });
});

describe('two years', () => {
  it('are coloured only where the difference is sure', () => {
    const { rows } = pictureOfSeries(series, indicator, roll);
    rows.forEach((row, zone) => {
      const sure = series.difference?.sure[zone] ?? false;
      expect(/^c\d$/.test(row.shade)).toBe(sure === true);
    });
    expect(rows.some(({ shade }) => shade === 'plain')).toBe(true);
  });

  it('mark hollow the values carried from a former edition of the zones, and say how', () => {
    const { rows } = pictureOfSeries(series, indicator, roll);
    const [merged, split, same] = rows.map(
      ({ reading, cells }) => `${reading} | ${cells.map(({ words }) => words).join(' | ')}`,
    );
    expect(merged).toContain('○ zones de 2018 : somme exacte');
    expect(split).toContain('○ zones de 2018 : part estimée');
    expect(same).not.toContain('○');
    const refused = {
      ...series,
      before: series.before && {
        ...series.before,
        carried: ['not_carried' as const],
        not_carried: ['rate_of_merged' as const],
      },
    };
    expect(pictureOfSeries(refused, indicator, roll).rows[0]?.reading).toContain('un taux ne se somme pas');
  });

  it('are never called sure where an edition has no published uncertainty, nor coloured beside differences that are', () => {
    const withSure = (sure: (boolean | null)[]): Series => ({
      ...series,
      difference: series.difference && { ...series.difference, sure },
    });
    const none = withSure(series.codes.map(() => null));
    const all = series.difference?.values.filter((value) => value !== null).length;
    expect(surenesses(none)).toEqual({ sure: 0, unsure: 0, bare: all });
    const { rows, unit } = pictureOfSeries(none, indicator, roll);
    expect(unit).toContain('sans incertitude publiée');
    expect(rows.filter(({ reading }) => reading.includes('sans incertitude publiée'))).toHaveLength(all ?? -1);
    expect(rows.some(({ shade }) => /^c\d$/.test(shade))).toBe(true);
    const zone = series.difference?.sure.indexOf(true) ?? -1;
    const one = withSure((series.difference?.sure ?? []).with(zone, null));
    expect(pictureOfSeries(one, indicator, roll).rows[zone]).toMatchObject({ shade: 'plain', worst: null });
    expect(pictureOfSeries(one, indicator, roll).legend.find(({ shade }) => shade === 'plain')?.label).toContain(
      'ou sans',
    );
  });

  it('are brown where need grew, whichever way the indicator runs', () => {
    const grown = (series.difference?.values ?? []).findIndex(
      (value, zone) => value !== null && value > 0 && series.difference?.sure[zone],
    );
    const shadeBy = (direction: 'higher_is_need' | 'lower_is_need') =>
      pictureOfSeries(series, indicator && { ...indicator, direction }, roll).rows[grown]?.shade ?? '';
    expect(shadeBy('higher_is_need')).toMatch(/c[012]/);
    expect(shadeBy('lower_is_need')).toMatch(/c[345]/);
  });

  it('have a legend that counts every zone once, and thresholds that part the sure ones', () => {
    const { legend, rows } = pictureOfSeries(series, indicator, roll);
    expect(legend.reduce((sum, { zones }) => sum + zones, 0)).toBe(rows.length);
    const [small, large] = breaksOf(series);
    expect(small).toBeGreaterThan(0);
    expect(large).toBeGreaterThan(small);
  });

  it('side by side, are in the classes of the later one, secrets hatched in both', () => {
    const later = columnOf(series.to ?? '');
    if (!later || !series.before) throw new Error('no column');
    const shades = formerShades(series, later);
    series.codes.forEach((code, zone) => {
      const hidden = series.before?.values[zone] === null;
      expect(/^c\d$/.test(shades.get(code) ?? '')).toBe(!hidden);
    });
    expect(yearsOf(series)).toEqual(['2016', '2020']);
  });
});
