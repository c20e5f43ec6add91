import type { Column } from '../api/types';
import { say } from '../i18n';
import { share, whole } from '../i18n/numbers';
import { AGES } from './chosen';
import { Cite } from './citing';
import type { Findings } from './findings';
import { Section } from './section';
import { measuresOf, partOf, total } from './sums';
import { ReportTable } from './table';
import { boundsWords, knownWords, totalWords } from './worded';
import { report } from './words';

/** Who lives in the territory. */
export function Portrait({ findings }: { findings: Findings }) {
  const { portrait } = findings;
  const { noPortrait, reliabilityKept } = report.value;
  return (
    <Section name="portrait">
      <PortraitWords findings={findings} />
      {portrait.length === 0 ? (
        <p>{noPortrait}</p>
      ) : (
        <>
          <PortraitTable columns={portrait} />
          <p class="note">{reliabilityKept}</p>
        </>
      )}
    </Section>
  );
}

const column = (columns: readonly Column[], code: string) => columns.find(({ indicator }) => indicator.code === code);

/** How many people there are, and their ages. */
export function PortraitWords({ findings }: { findings: Findings }) {
  const { portrait, place, geography } = findings;
  const everyone = column(portrait, 'population');
  if (!everyone) return null;
  const { population, populationPartly, ages } = report.value;
  const { value, zones } = total(measuresOf(everyone));
  if (value === null) return null;
  const [people, year, label] = [whole(value), String(everyone.indicator.vintage), say(geography.label)];
  const sentence =
    zones.known === zones.of
      ? population(place, people, year, whole(zones.of), zones.of, label)
      : populationPartly(place, people, year, whole(zones.known), whole(zones.of), label);
  const [young, old] = ['population_0_19', 'population_75_plus'].map((code) => {
    const part = column(portrait, code);
    return part ? partOf(part, everyone) : null;
  });
  return (
    <p>
      {sentence}
      {young != null && old != null && ` ${ages(share(young), share(old))}`}
      <Cite ids={[everyone.indicator.dataset]} />
    </p>
  );
}

function PortraitTable({ columns }: { columns: readonly Column[] }) {
  const { portraitTable, indicator, value, bounds, ofPopulation, zonesKnown } = report.value;
  const everyone = column(columns, 'population');
  const rows = columns.map((one) => {
    const sum = total(measuresOf(one));
    const isPart = AGES.includes(one.indicator.code) || one.indicator.code === 'population_women';
    const part = isPart && everyone ? partOf(one, everyone) : null;
    return {
      key: one.indicator.id,
      head: (
        <>
          {`${say(one.indicator.label)}, ${one.indicator.vintage}`}
          <Cite ids={[one.indicator.dataset]} />
        </>
      ),
      cells: [
        totalWords(sum, one.indicator.unit),
        boundsWords(sum, one.indicator.unit),
        part === null ? '' : <Bar share={part} />,
        knownWords(sum.zones),
      ],
    };
  });
  const heads = [indicator, value, bounds, ofPopulation, zonesKnown];
  return <ReportTable title={portraitTable} heads={heads} rows={rows} words={[3]} />;
}

/** A share, in words and as long as it is. */
function Bar({ share: part }: { share: number }) {
  return (
    <span class="share-bar">
      <span aria-hidden="true" style={{ width: `${Math.round(100 * part)}%` }} />
      {share(part)}
    </span>
  );
}
