import type { TakeUp } from '../api/types';
import { say, words } from '../i18n';
import { chance, measured, measuredWithin, whole } from '../i18n/numbers';
import { pictureOfTakeUp } from '../picture/take-up';
import { Cite } from './citing';
import type { Findings } from './findings';
import { MapFigure } from './flat-map';
import { Section } from './section';
import { ReportTable } from './table';
import { wholeWithin } from './worded';
import { report } from './words';

/** Where rights are probably not taken up. */
export function TakeUpSection({ findings: { takeUp, zones } }: { findings: Findings }) {
  if (!takeUp) {
    return (
      <Section name="takeUp">
        <p>{report.value.takeUpNone}</p>
      </Section>
    );
  }
  return (
    <Section name="takeUp">
      <TakeUpWords takeUp={takeUp} />
      <p class="report-caution">{report.value.takeUpSignal}</p>
      <MapFigure zones={zones} picture={pictureOfTakeUp(takeUp)} />
      <Deficits takeUp={takeUp} />
      <Clusters takeUp={takeUp} names={new Map(zones.features.map(({ properties: { code, name } }) => [code, name]))} />
    </Section>
  );
}

const inDeficit = ({ zones }: TakeUp) => zones.filter((zone) => zone.class === 'deficit');

/** How many zones have clearly fewer recipients than expected, and of how many nothing is said. */
export function TakeUpWords({ takeUp }: { takeUp: TakeUp }) {
  const { takeUpAnswer, takeUpSilent } = report.value;
  const deficits = inDeficit(takeUp).length;
  const silent = takeUp.zones.filter((zone) => zone.class === 'insufficient').length;
  return (
    <p>
      {takeUpAnswer(say(takeUp.benefit), deficits, whole(deficits), whole(takeUp.zones.length))}
      {silent > 0 && ` ${takeUpSilent(silent, whole(silent))}`}
      <Cite ids={takeUp.sources} />
    </p>
  );
}

function Deficits({ takeUp }: { takeUp: TakeUp }) {
  const { takeUpTable, zone, observed, expected, ratio, shortfall } = report.value;
  const found = inDeficit(takeUp).toSorted((a, b) => (b.shortfall.value ?? 0) - (a.shortfall.value ?? 0));
  if (found.length === 0) return null;
  const rows = found.map((one) => ({
    key: one.zone,
    head: one.name,
    cells: [
      measured(one.observed, 'claimants'),
      wholeWithin(one.expected),
      measuredWithin(one.ratio, 'ratio'),
      wholeWithin(one.shortfall),
    ],
  }));
  return <ReportTable title={takeUpTable} heads={[zone, observed, expected, ratio, shortfall]} rows={rows} />;
}

function Clusters({ takeUp, names }: { takeUp: TakeUp; names: ReadonlyMap<string, string> }) {
  const { clustersTable, cluster, clusterZones, observed, expected, chance: p } = report.value;
  if (takeUp.clusters.length === 0) return <p>{words.value.noCluster}</p>;
  const rows = takeUp.clusters.map((one) => ({
    key: String(one.rank),
    head: words.value.cluster(whole(one.rank)),
    cells: [
      one.zones.map((code) => names.get(code) ?? code).join(', '),
      whole(one.observed),
      whole(one.expected),
      chance(one.p),
    ],
  }));
  return (
    <ReportTable title={clustersTable} heads={[cluster, clusterZones, observed, expected, p]} rows={rows} words={[0]} />
  );
}
