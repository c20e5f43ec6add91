import { describe, expect, it } from 'vitest';
import { readAddress, type View, writeAddress } from '../../src/state/address';

const rich: View = {
  question: 'coverage',
  geography: 'qpv',
  scope: '00101',
  theme: 'sante-mentale',
  audience: 'seniors',
  at: 'tue-18:30',
  mode: 'bike',
  limit: 20,
  facet: 'minutes',
  weights: { need: 2, gap: 0.5, take_up: 0 },
  indicator: 'rsa_recipients_2009',
  classes: { bounds: [10, 20.5, 30] },
  zone: '341720503',
  service: 'france-services:42/a b',
  reach: true,
  from: [3.87654, 43.61],
  area: [
    [3.8, 43.6],
    [3.9, 43.6],
    [3.85, 43.65],
  ],
  changes: [
    { kind: 'add', position: [3.87654, 43.61], name: 'Antenne & cie', opening: 'Mo-Fr 09:00-17:00' },
    { kind: 'close', service: 'france-services:42/a b' },
  ],
  name: 'Antenne',
  against: [{ kind: 'move', service: 'a:1', position: [3.9, 43.6] }],
  compare: 'years',
  since: '0123456789abcdef',
  years: [2012, 2021],
  made: 'fedcba9876543210',
  round: 180,
  only: ['open', 'fresh'],
  layers: ['qpv'],
  swipe: 0.35,
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

  it('keeps a method of classes', () => {
    const view = { ...readAddress(''), classes: { by: 'quantile' as const, count: 4 } };
    expect(readAddress(writeAddress(view)).classes).toEqual(view.classes);
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
    ['#/coverage?mode=boat', 'mode', 'walk'],
    ['#/targets?from=200,43', 'from', null],
    ['#/targets?area=3,43;4,44', 'area', null],
    ['#/targets?area=3,43;4,44;x', 'area', null],
    ['#/indicator?classes=20,10', 'classes', null],
    ['#/indicator?classes=quantile-9', 'classes', null],
    ['#/indicator?classes=1,2,3,4,5,6', 'classes', null],
  ])('takes %s by its default', (address, part, usual) => {
    expect(readAddress(address)[part as keyof View]).toEqual(usual);
  });

  it.each(['0,0,0', '-1,1,1', '1,1', 'a,b,c', '1,1,1,1'])('refuses the weights %s', (weights) => {
    expect(readAddress(`#/targets?weights=${weights}`).weights).toEqual({ need: 1, gap: 1, take_up: 1 });
  });
});
