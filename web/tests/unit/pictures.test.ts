import { beforeEach, describe, expect, it } from 'vitest';
import type { Column, Coverage, ZoneCoverage } from '../../src/api/types';
import { knownFacet, pictureOfCoverage } from '../../src/picture/coverage';
import { pictureOfIndicator } from '../../src/picture/indicator';
import type { Picture } from '../../src/picture/picture';
import { classOf, classShade } from '../../src/picture/shade';
import { pictureOfTakeUp } from '../../src/picture/take-up';
import { pictureOfTargets } from '../../src/picture/targets';
import { go } from '../../src/state/view';
import { columnOf, coverage, takeUp } from '../mock/answers';
import { absent, iris, published } from '../mock/town';
import { targets } from '../mock/weights';

beforeEach(() => go({ lang: 'fr' }));

const nameOf = (code: string) => iris.features.find(({ properties }) => properties.code === code)?.properties.name;
const column = (id: string): Column => columnOf(id) as Column;
const zonesIn = (picture: Picture, shade: string) => picture.rows.filter((row) => row.shade === shade).length;

describe('a class', () => {
  it('takes its upper bound, and the first its lower too', () => {
    const breaks = [0, 5, 12, 20];
    expect([0, 5, 5.1, 12, 20].map((value) => classOf(value, breaks))).toEqual([0, 0, 1, 1, 2]);
  });

  it('spreads over the whole palette when there are few', () => {
    expect([0, 1, 2].map((index) => classShade(index, 3))).toEqual(['c0', 'c3', 'c5']);
    expect([0, 1, 2, 3, 4, 5].map((index) => classShade(index, 6))).toEqual(['c0', 'c1', 'c2', 'c3', 'c4', 'c5']);
    expect(classShade(0, 1)).toBe('c3');
  });
});

describe('an indicator', () => {
  it('paints as many zones a class as the server counted', () => {
    for (const id of ['poverty_rate_2020', 'rsa_recipients_2009']) {
      const picture = pictureOfIndicator(column(id), nameOf);
      for (const { shade, zones } of picture.legend) expect(zonesIn(picture, shade)).toBe(zones);
    }
  });

  it('never colours a secret and never writes a zero for it', () => {
    const secret = { ...column('poverty_rate_2020'), low: [], high: [] };
    secret.values = secret.values.map(() => null);
    secret.flags = secret.flags.map(() => 'withheld');
    const picture = pictureOfIndicator(secret, nameOf);
    expect(zonesIn(picture, 'withheld')).toBe(iris.features.length);
    for (const row of picture.rows) {
      expect(row.reading).toBe('secret statistique');
      expect(row.cells[0]).toEqual({ words: 'secret statistique', sort: null });
    }
  });

  it('says fewer than eleven where a release says it, and no more where it does not', () => {
    const released = { ...column('poverty_rate_2020') };
    released.values = released.values.map(() => null);
    released.flags = released.flags.map(() => 'withheld');
    released.low = released.values.map((_, index) => (index === 0 ? null : 0));
    released.high = released.values.map((_, index) => (index === 0 ? null : 10));
    const picture = pictureOfIndicator(released, nameOf);
    expect(picture.rows.slice(0, 2).map((row) => row.reading)).toEqual(['secret statistique', 'moins de 11']);
    const hatched = picture.legend.find(({ shade }) => shade === 'withheld');
    expect(hatched?.label).toBe('Moins de 11, ou publié avec ses voisines');
  });

  it('is darkest where need is, whichever way its values run', () => {
    const income = column('median_income_2020');
    const picture = pictureOfIndicator(income, nameOf);
    const lowest = income.values.indexOf(Math.min(...income.values.flatMap((value) => value ?? [])));
    expect(picture.rows[lowest]?.shade).toBe('c5');
  });

  it('offers the same column as files', () => {
    const { downloads } = pictureOfIndicator(column('poverty_rate_2020'), nameOf);
    expect(downloads.csv).toContain(
      'poverty_rate_2020,poverty_rate_2020_low,poverty_rate_2020_high,poverty_rate_2020_flag&f=csv',
    );
  });
});

function coverageOf(...zones: Partial<ZoneCoverage>[]): Coverage {
  const answer = coverage('sante', 30, 'walk');
  return { ...answer, zones: zones.map((zone, index) => ({ ...(answer.zones[index] as ZoneCoverage), ...zone })) };
}

const at = (minutes: number) => ({
  nearest: { service: 's', name: 'S', minutes, metres: minutes * 75 },
  minutes: { median: minutes, p90: minutes },
});

describe('coverage', () => {
  it('puts a walk of exactly five minutes among those up to five', () => {
    const picture = pictureOfCoverage(
      coverageOf(at(5), at(5.6), at(30), at(31), { minutes: null, nearest: null }),
      'minutes',
      'coverage',
    );
    expect(picture.rows.map(({ shade }) => shade)).toEqual(['c0', 'c1', 'c4', 'c5', 'missing']);
  });

  it('never draws an unknown time as near, nor a time that most never reach as unknown', () => {
    const never = { minutes: { median: null, p90: null }, share_within: 0.3 };
    const picture = pictureOfCoverage(coverageOf({ minutes: null }, never), 'minutes', 'coverage');
    expect(picture.rows.map(({ shade }) => shade)).toEqual(['missing', 'c5']);
    expect(picture.rows[0]?.cells[2]?.words).toBe('');
    expect(picture.rows[0]?.reading).toContain('Temps inconnu');
  });

  it('tells how long half of the people take, nine in ten, and the share within the limit', () => {
    const zone = { minutes: { median: 8.2, p90: 17.4 }, share_within: 0.914 };
    const [row] = pictureOfCoverage(coverageOf(zone), 'class', 'coverage').rows;
    expect(row?.reading).toContain('8 min (neuf sur dix : 17 min)');
    expect(row?.reading).toMatch(/91\s%.* à 30 min au plus/);
  });

  it('shows times, and speaks of nobody, where nothing counts people', () => {
    const counted = coverageOf(at(5), at(31));
    expect(knownFacet(counted, 'class')).toBe('class');
    const answer: Coverage = { ...counted, people: null };
    for (const facet of ['class', 'short', 'cross'] as const) expect(knownFacet(answer, facet)).toBe('minutes');
    const picture = pictureOfCoverage(answer, 'minutes', 'coverage');
    expect(picture.unit).toBeNull();
    expect(picture.rows.map(({ shade }) => shade)).toEqual(['c0', 'c5']);
  });

  it('leaves unknown and uninhabited zones uncoloured', () => {
    const answer = coverageOf(
      { class: 'unknown', short: absent('withheld') },
      { class: 'no_people', short: published(0) },
    );
    expect(pictureOfCoverage(answer, 'class', 'coverage').rows.map(({ shade }) => shade)).toEqual(['missing', 'empty']);
    expect(pictureOfCoverage(answer, 'short', 'coverage').rows.map(({ shade }) => shade)).toEqual([
      'withheld',
      'empty',
    ]);
  });

  it('tells nobody short from few short', () => {
    const answer = coverageOf(
      { class: 'covered', short: published(0) },
      { class: 'partial', short: published(50) },
      { class: 'partial', short: published(501) },
    );
    expect(pictureOfCoverage(answer, 'short', 'coverage').rows.map(({ shade }) => shade)).toEqual(['c0', 'c1', 'c5']);
  });
});

describe('take-up', () => {
  it('colours only what can be told from chance', () => {
    const picture = pictureOfTakeUp(takeUp);
    takeUp.zones.forEach((zone, index) => {
      const coloured = picture.rows[index]?.shade.startsWith('c');
      expect(coloured).toBe(zone.class === 'deficit' || zone.class === 'surplus');
    });
  });
});

describe('targets', () => {
  it('mark the first twenty and count every zone once', () => {
    const picture = pictureOfTargets(targets, iris.features.length);
    expect(picture.ranks).toHaveLength(20);
    expect(picture.legend.reduce((sum, { zones }) => sum + zones, 0)).toBe(iris.features.length);
  });

  it('say their rank as an interval', () => {
    expect(pictureOfTargets(targets, 48).rows[0]?.reading).toMatch(/^1er à \d+e sur 44/);
  });
});
