import { describe, expect, it } from 'vitest';
import { learn } from '../../src/i18n';
import { amount, chance, decimal, distance, measured, measuredWithin, minutes, ranked } from '../../src/i18n/numbers';
import { go } from '../../src/state/view';
import { absent, estimated, published } from '../mock/town';

const plain = (words: string) => words.replaceAll(/[\u202f\u00a0]/g, ' ');

describe('numbers in French', () => {
  it('have a comma and thin spaces', () => {
    go({ lang: 'fr' });
    expect(plain(decimal(1234.5))).toBe('1 234,5');
    expect(plain(amount(18250, 'euros_per_year'))).toBe('18 250 €');
    expect(plain(amount(12.5, 'percent'))).toBe('12,5 %');
    expect(plain(amount(0.125, 'share'))).toBe('12,5 %');
  });

  it('are ranked by intervals', () => {
    go({ lang: 'fr' });
    expect(ranked(12, 31, 84)).toBe('12e à 31e sur 84');
    expect(ranked(1, 1, 84)).toBe('1er sur 84');
  });
});

describe('numbers in English', () => {
  it('have a point and commas', async () => {
    await learn('en');
    go({ lang: 'en' });
    expect(decimal(1234.5)).toBe('1,234.5');
    expect(amount(12.5, 'percent')).toBe('12.5%');
    expect(ranked(1, 22, 84)).toBe('1st to 22nd of 84');
    expect(ranked(11, 113, 200)).toBe('11th to 113th of 200');
  });
});

describe('a measure', () => {
  it('says why there is no value instead of a zero', () => {
    go({ lang: 'fr' });
    expect(measured(absent('withheld'), 'persons')).toBe('secret statistique');
    expect(measuredWithin(absent('missing'), 'persons')).toBe('non disponible');
    const few = { ...absent('withheld'), interval: { low: 0, high: 10 } };
    expect(measuredWithin(few, 'persons')).toBe('moins de 11');
  });

  it('carries its interval', () => {
    go({ lang: 'fr' });
    expect(measuredWithin(estimated(0.52, 0.44, 0.61), 'ratio')).toBe('0,52 (0,44 à 0,61)');
    expect(measuredWithin(published(12), 'persons')).toBe('12');
  });
});

describe('ways and chances', () => {
  it('are said as people say them', () => {
    go({ lang: 'fr' });
    expect(plain(distance(347))).toBe('350 m');
    expect(plain(distance(1234))).toBe('1,2 km');
    expect(minutes(0.2)).toBe('1 min');
    expect(chance(0.0001)).toBe('< 0,001');
  });
});
