import { beforeEach, describe, expect, it } from 'vitest';
import type { Change, Scenario } from '../../src/api/types';
import { changeShade } from '../../src/picture/change';
import { netOf, pictureOfScenario } from '../../src/picture/scenario';
import { readKept } from '../../src/scenario/kept';
import { changesWords, readChanges, shifted } from '../../src/state/changes';
import { go } from '../../src/state/view';
import { coverage } from '../mock/answers';
import { scenarioOf } from '../mock/scenarios';
import { absent, cells, centreOf } from '../mock/town';

beforeEach(() => go({ lang: 'fr' }));

const changes: Change[] = [
  { kind: 'add', position: [3.85, 43.61], name: 'Antenne', opening: 'Mo-Fr 09:00-17:00', capacity: 2 },
  { kind: 'move', service: 'mock:1', position: [3.86, 43.62] },
  { kind: 'close', service: 'mock:2' },
  { kind: 'hours', service: 'mock:3', opening: 'Sa 09:00-12:00' },
];

describe('the changes of a scenario', () => {
  it('are read back as they were written', () => {
    expect(readChanges(changesWords(changes))).toEqual(changes);
    expect(changesWords([])).toBeNull();
  });

  it.each([
    'nothing',
    '{}',
    '[null]',
    '[{"kind":"add"}]',
    '[{"kind":"add","position":[200,43]}]',
    '[{"kind":"move","service":"a"}]',
    '[{"kind":"hours","service":"a"}]',
    '[{"kind":"paint","service":"a"}]',
    JSON.stringify(Array.from({ length: 21 }, () => ({ kind: 'close', service: 'a' }))),
  ])('leave the scenario empty rather than another: %s', (words) => {
    expect(readChanges(words)).toEqual([]);
  });

  it('move by metres, whatever the latitude', () => {
    for (const lat of [0, 43.6, 60]) {
      const [lon, north] = shifted([3, lat], 200, 50);
      expect((north - lat) * 111_320).toBeCloseTo(50, -0.5);
      expect((lon - 3) * 111_320 * Math.cos((lat * Math.PI) / 180)).toBeCloseTo(200, -0.5);
    }
  });

  it('are kept with their name, and what is no scenario is passed over', () => {
    const one = { name: 'A', address: '#/scenario', changes };
    expect(readKept(JSON.stringify([one, { name: 'B' }, 7, { ...one, changes: [] }]))).toEqual([one]);
    expect(readKept('{')).toEqual([]);
  });
});

describe('the picture of a scenario', () => {
  const asked = new URLSearchParams({ theme: 'acces-aux-droits' });
  const place = centreOf(cells[10] as (typeof cells)[number]);
  asked.set('changes', JSON.stringify([{ kind: 'add', position: place }]));
  const answer = scenarioOf(asked);
  const covered = coverage('acces-aux-droits', 30, 'walk');
  const drawn = (scenario: Scenario) => pictureOfScenario(scenario, covered, 'scenarios?x=1');

  it('colours who gains one way and who loses the other, and nobody else', () => {
    const gained = new Set(answer.gain);
    for (const { code, shade } of drawn(answer).rows) {
      expect(/^c[345]$/.test(shade)).toBe(gained.has(code));
      if (!gained.has(code)) expect(shade).toBe('plain');
    }
    expect(gained.size).toBeGreaterThan(0);
  });

  it('never tells a zero for what is not known', () => {
    const hidden = {
      ...answer,
      zones: answer.zones.map((zone) => ({ ...zone, newly_covered: absent('withheld') })),
    };
    const rows = drawn(hidden).rows.filter(({ code }) => answer.gain.includes(code));
    for (const row of rows) {
      expect(row.shade).toBe('missing');
      expect(row.cells[0]).toEqual({ words: '', sort: null });
      expect(row.cells[1]?.words).toBe('secret statistique');
    }
    expect(netOf(hidden.zones[0] as (typeof hidden.zones)[number])).toBeNull();
  });

  it('counts every zone once in its legend', () => {
    expect(drawn(answer).legend.reduce((sum, { zones }) => sum + zones, 0)).toBe(covered.zones.length);
  });

  it('is darker the more people change', () => {
    expect([1, 49, 50, 199, 200, 9999].map(changeShade)).toEqual(['c3', 'c3', 'c4', 'c4', 'c5', 'c5']);
    expect([-1, -50, -200, 0].map(changeShade)).toEqual(['c2', 'c1', 'c0', 'plain']);
  });
});
