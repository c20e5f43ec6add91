import { describe, expect, it } from 'vitest';
import { readAddress, type View, writeAddress } from '../../src/state/address';

const rich: View = {
  question: 'coverage',
  geography: 'qpv',
  theme: 'sante-mentale',
  audience: 'seniors',
  at: 'tue-18:30',
  limit: 20,
  facet: 'minutes',
  weights: { need: 2, gap: 0.5, take_up: 0 },
  indicator: 'rsa_recipients_2009',
  zone: '341720503',
  service: 'france-services:42/a b',
  layers: ['qpv'],
  table: true,
  lang: 'en',
  map: { zoom: 13.5, lat: 43.6112, lon: -3.8772 },
};

describe('the address', () => {
  it('gives back the whole view it was written from', () => {
    expect(readAddress(writeAddress(rich))).toEqual(rich);
  });

  it('leaves out what is as it would be anyway', () => {
    expect(writeAddress(readAddress(''))).toBe('#/targets');
  });

  it('keeps words readable', () => {
    expect(writeAddress({ ...readAddress(''), question: 'coverage', at: 'tue-18:30' })).toBe('#/coverage?at=tue-18:30');
  });

  it('can hide every layer', () => {
    const bare = { ...readAddress(''), layers: [] };
    expect(readAddress(writeAddress(bare)).layers).toEqual([]);
  });

  it.each([
    ['#/nothing', 'question', 'targets'],
    ['#/coverage?at=mardi', 'at', null],
    ['#/coverage?at=tue-25:00', 'at', null],
    ['#/coverage?limit=0', 'limit', 30],
    ['#/coverage?limit=NaN', 'limit', 30],
    ['#/targets?map=13/91/200', 'map', null],
    ['#/targets?map=x', 'map', null],
    ['#/targets?lang=de', 'lang', null],
  ])('takes %s by its default', (address, part, usual) => {
    expect(readAddress(address)[part as keyof View]).toEqual(usual);
  });

  it.each(['0,0,0', '-1,1,1', '1,1', 'a,b,c', '1,1,1,1'])('refuses the weights %s', (weights) => {
    expect(readAddress(`#/targets?weights=${weights}`).weights).toEqual({ need: 1, gap: 1, take_up: 1 });
  });
});
