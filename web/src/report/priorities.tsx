import type { Target, Targets } from '../api/types';
import { say, words } from '../i18n';
import { measured, ranked, whole } from '../i18n/numbers';
import { pictureOfTargets } from '../picture/targets';
import { Cite } from './citing';
import type { Findings } from './findings';
import { MapFigure } from './flat-map';
import { Section } from './section';
import { ReportTable } from './table';
import { report } from './words';

const TOLD = 10;
const DRAWN = 20;

/** Where to act first, why, and what to do. */
export function Priorities({ findings: { targets, zones } }: { findings: Findings }) {
  const { prioritiesNone, prioritiesTied } = report.value;
  if (!targets || targets.targets.length === 0) {
    return (
      <Section name="priorities">
        <p>{prioritiesNone}</p>
      </Section>
    );
  }
  const drawn = { ...targets, targets: targets.targets.slice(0, DRAWN) };
  const shown = pictureOfTargets(drawn, zones.features.length);
  const leftOut = targets.left_out.map((code) => ({ code, name: code, shade: 'missing' as const, reading: '' }));
  const picture = { ...shown, rows: [...shown.rows, ...leftOut.map((row) => ({ ...row, worst: null, cells: [] }))] };
  return (
    <Section name="priorities">
      <PrioritiesWords targets={targets} />
      <p class="report-caution">{prioritiesTied}</p>
      <MapFigure zones={zones} picture={picture} unranked="plain" />
      <TargetsTable targets={targets} />
    </Section>
  );
}

const rankOf = (target: Target, { ranked: of }: Targets): string => ranked(target.rank_low, target.rank_high, of);

/** The first zone with its rank, and how many are not ranked. */
export function PrioritiesWords({ targets }: { targets: Targets }) {
  const first = targets.targets[0];
  const { prioritiesAnswer, prioritiesLeft } = report.value;
  const left = targets.left_out.length;
  if (!first) return null;
  return (
    <p>
      {prioritiesAnswer(first.name, rankOf(first, targets))}
      {left > 0 && ` ${prioritiesLeft(left, whole(left))}`}
      <Cite ids={targets.sources} />
    </p>
  );
}

function TargetsTable({ targets }: { targets: Targets }) {
  const { prioritiesTable, zone, rank, people, action, why } = report.value;
  const rows = targets.targets.slice(0, TOLD).map((target) => ({
    key: target.zone,
    head: target.name,
    cells: [
      rankOf(target, targets),
      measured(target.people, 'persons'),
      words.value.actions[target.action],
      target.drivers.map(({ sentence }) => say(sentence)).join(' ; '),
    ],
  }));
  const heads = [zone, rank, people, action, why];
  return <ReportTable title={prioritiesTable} heads={heads} rows={rows} words={[2, 3]} />;
}
