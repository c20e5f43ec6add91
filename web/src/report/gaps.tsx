import type { Coverage, CoverageClass, ZoneCoverage } from '../api/types';
import { say, words } from '../i18n';
import { minutes, whole } from '../i18n/numbers';
import { middleMinutes, pictureOfCoverage } from '../picture/coverage';
import { Cite } from './citing';
import type { Findings } from './findings';
import { FlatLegend, FlatMap, shadesOf } from './flat-map';
import { outlineSources } from './outlines';
import { Section } from './section';
import { ReportTable } from './table';
import { themeName } from './themes';
import { wholeSpan, wholeWithin } from './worded';
import { report } from './words';

/** How many themes are told zone by zone, and how many zones of each. */
const DETAILED = 3;
const WORST = 5;
const SMALL = { wide: 200, high: 150 };

/** Where what is there does not reach. */
export function Gaps({ findings }: { findings: Findings }) {
  const { coverages } = findings;
  const first = coverages[0];
  if (!first) return null;
  const { limit_minutes, mode = 'walk' } = first.query;
  const people = (coverage: Coverage) => coverage.short.value ?? 0;
  const widest = coverages.toSorted((a, b) => people(b) - people(a)).slice(0, DETAILED);
  return (
    <Section name="gaps">
      <p>{report.value.gapsAbout(minutes(limit_minutes), words.value.byMode[mode])}</p>
      <GapsWords coverages={coverages} />
      <CoverageTable coverages={coverages} />
      <CoverageMaps findings={findings} />
      {widest.map((coverage) => (
        <Worst key={coverage.query.theme} coverage={coverage} />
      ))}
    </Section>
  );
}

/** The widest gap, and how many themes leave zones with nothing. */
export function GapsWords({ coverages }: { coverages: readonly Coverage[] }) {
  const known = coverages.filter(({ short }) => short.value !== null);
  const widest = known.toSorted((a, b) => (b.short.value ?? 0) - (a.short.value ?? 0))[0];
  const leaving = coverages.filter((coverage) => zonesIn(coverage, 'uncovered') > 0).length;
  const { gapsAnswer, gapsUncovered } = report.value;
  if (!widest) return null;
  return (
    <p>
      {`${gapsAnswer(themeName(widest.query.theme), shortWords(widest))} ${gapsUncovered(leaving, whole(leaving))}`}
      <Cite ids={sourcesOf(widest)} />
    </p>
  );
}

const sourcesOf = ({ sources, people }: Coverage): string[] => [...sources, ...(people ? [people.dataset] : [])];

const zonesIn = ({ zones }: Coverage, kind: CoverageClass): number =>
  zones.filter((zone) => zone.class === kind).length;

const shortWords = ({ short }: Coverage): string => (short.value === null ? '' : whole(short.value));

function shortBounds({ short: { interval } }: Coverage): string {
  return interval && whole(interval.low) !== whole(interval.high) ? wholeSpan(interval) : '';
}

function CoverageTable({ coverages }: { coverages: readonly Coverage[] }) {
  const { gapsTable, theme, covered, partial, uncovered, unknown, peopleShort, bounds } = report.value;
  const rows = coverages.map((coverage) => ({
    key: coverage.query.theme,
    head: (
      <>
        {themeName(coverage.query.theme)}
        <Cite ids={sourcesOf(coverage)} />
      </>
    ),
    cells: [
      ...(['covered', 'partial', 'uncovered'] as const).map((kind) => whole(zonesIn(coverage, kind))),
      whole(zonesIn(coverage, 'unknown') + zonesIn(coverage, 'no_people')),
      shortWords(coverage),
      shortBounds(coverage),
    ],
  }));
  const heads = [theme, covered, partial, uncovered, unknown, peopleShort, bounds];
  return <ReportTable title={gapsTable} heads={heads} rows={rows} />;
}

/** One small map a theme, all in the same classes. */
function CoverageMaps({ findings: { coverages, zones } }: { findings: Findings }) {
  const pictures = coverages.map((coverage) => ({ coverage, picture: pictureOfCoverage(coverage, 'class', '') }));
  const classes = pictures[0]?.picture.legend ?? [];
  const used = classes.map((entry) => ({ ...entry, zones: sum(pictures.map((one) => zonesOf(one, entry.shade))) }));
  return (
    <>
      <h3>
        {report.value.gapsMaps}
        <Cite ids={outlineSources()} />
      </h3>
      <ul class="small-maps">
        {pictures.map(({ coverage, picture }) => (
          <li key={coverage.query.theme}>
            <p class="map-title">{themeName(coverage.query.theme)}</p>
            <FlatMap
              zones={zones}
              shades={shadesOf(picture)}
              palette="gap"
              title={themeName(coverage.query.theme)}
              legend={picture.legend}
              frame={SMALL}
            />
          </li>
        ))}
      </ul>
      <FlatLegend legend={used} palette="gap" counted={false} />
    </>
  );
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const zonesOf = ({ picture }: { picture: { legend: readonly { shade: string; zones: number }[] } }, shade: string) =>
  picture.legend.find((entry) => entry.shade === shade)?.zones ?? 0;

/** The zones where most people lack access to a theme, and why. */
function Worst({ coverage }: { coverage: Coverage }) {
  const { worstOf, zone, peopleShort, minutesHalf, reason } = report.value;
  const rank = { uncovered: 0, partial: 1, covered: 2, unknown: 3, no_people: 4 };
  const inOrder = coverage.zones
    .filter((one) => rank[one.class] < 2)
    .toSorted((a, b) => rank[a.class] - rank[b.class] || (b.short.value ?? 0) - (a.short.value ?? 0))
    .slice(0, WORST);
  if (inOrder.length === 0) return null;
  const rows = inOrder.map((one) => ({
    key: one.zone,
    head: one.name,
    cells: [wholeWithin(one.short), minutesWords(one), one.reasons[0] ? say(one.reasons[0].sentence) : ''],
  }));
  const theme = themeName(coverage.query.theme);
  return (
    <ReportTable title={worstOf(theme)} heads={[zone, peopleShort, minutesHalf, reason]} rows={rows} words={[2]} />
  );
}

function minutesWords(zone: ZoneCoverage): string {
  const middle = middleMinutes(zone);
  if (middle !== null) return whole(Math.round(middle));
  return zone.minutes === null ? words.value.unknownTimes : words.value.fewerGetThere;
}
