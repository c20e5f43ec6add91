/** Who gains and who loses under a scenario, zone by zone, in people by their homes. */
import type { Coverage, Measure, Scenario, ScenarioZone } from '../api/types';
import { words } from '../i18n';
import { measured, minutes, whole } from '../i18n/numbers';
import { changeEntries, changeShade } from './change';
import { type Cell, counted, heading, inFormat, number, type Picture, type Row, text } from './picture';
import type { Shade } from './shade';

export function pictureOfScenario(scenario: Scenario, coverage: Coverage, path: string): Picture {
  const changed = new Map(scenario.zones.map((zone) => [zone.zone, zone]));
  const rows = coverage.zones.map(({ zone, name }) => rowOf(zone, name, changed.get(zone)));
  return {
    palette: 'change',
    title: words.value.scenarioTitle,
    unit: words.value.units.persons,
    legend: counted(
      [
        ...changeEntries(words.value.noChange),
        { shade: 'empty', label: words.value.servedOtherwise },
        { shade: 'missing', label: words.value.coverageClasses.unknown },
      ],
      rows,
    ),
    headings: headings(),
    rows,
    ranks: [],
    method: scenario.method,
    classesBy: null,
    sources: scenario.sources,
    downloads: { geojson: inFormat(path, 'geojson'), csv: inFormat(path, 'csv') },
  };
}

/** People who gain cover less those who lose it; null when either is not known. */
export function netOf({ newly_covered: gained, no_longer_covered: lost }: ScenarioZone): number | null {
  return gained.value === null || lost.value === null ? null : gained.value - lost.value;
}

/** Whether somebody is counted, once rounded to people as sentences write them. */
const somebody = ({ value }: Measure): boolean => value !== null && Math.round(value) >= 1;

/** What a scenario does to a zone: people pass the limit, or the same people are served better or less well. */
export function outcomeOf(zone: ScenarioZone): 'gain' | 'lose' | 'better' | 'worse' | 'other' {
  if (somebody(zone.newly_covered)) return 'gain';
  if (somebody(zone.no_longer_covered)) return 'lose';
  if (zone.effect === 'gain') return 'better';
  return zone.effect === 'lose' ? 'worse' : 'other';
}

function shadeOfZone(zone: ScenarioZone | undefined, net: number | null): Shade {
  if (net === null) return 'missing';
  const outcome = zone && outcomeOf(zone);
  return outcome === 'better' || outcome === 'worse' ? 'empty' : changeShade(Math.round(net));
}

function rowOf(code: string, name: string, zone: ScenarioZone | undefined): Row {
  const net = zone ? netOf(zone) : 0;
  return {
    code,
    name,
    shade: shadeOfZone(zone, net),
    reading: zone ? readingOf(zone) : words.value.noChange,
    worst: net === null || net === 0 ? null : Math.abs(net),
    cells: zone ? cellsOf(zone, net) : [number('', null), number('', null), number('', null), text(''), text('')],
  };
}

function readingOf(zone: ScenarioZone): string {
  const { newly_covered, no_longer_covered } = zone;
  const { gainOf, lossOf, noChange, betterServed, worseServed } = words.value;
  const told = (people: Measure) => people.value === null || somebody(people);
  const parts = [
    told(newly_covered) && gainOf(measured(newly_covered, 'persons')),
    told(no_longer_covered) && lossOf(measured(no_longer_covered, 'persons')),
  ].filter(Boolean);
  const outcome = outcomeOf(zone);
  const otherwise = outcome === 'better' ? betterServed : outcome === 'worse' ? worseServed : noChange;
  return parts.join(', ') || otherwise;
}

function headings() {
  const { columns, coverageTitle, newlyCovered, noLongerCovered, difference } = words.value;
  return [
    heading('net', difference),
    heading('gained', newlyCovered),
    heading('lost', noLongerCovered),
    heading('class', coverageTitle, false),
    heading('minutes', columns.minutes, false),
  ];
}

function cellsOf(zone: ScenarioZone, net: number | null): Cell[] {
  const { before, after, newly_covered: gained, no_longer_covered: lost } = zone;
  const { coverageClasses, beforeAfter, signed } = words.value;
  const time = ({ minutes: spread }: typeof before) => (spread?.median == null ? '–' : minutes(spread.median));
  return [
    number(net === null ? '' : signed(whole(Math.abs(net)), Math.sign(Math.round(net))), net),
    number(measured(gained, 'persons'), gained.value),
    number(measured(lost, 'persons'), lost.value),
    text(
      before.class === after.class
        ? coverageClasses[after.class]
        : beforeAfter(coverageClasses[before.class], coverageClasses[after.class]),
    ),
    text(beforeAfter(time(before), time(after))),
  ];
}
