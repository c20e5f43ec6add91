import type { Column, Zones } from '../api/types';
import { say } from '../i18n';
import { amount } from '../i18n/numbers';
import { pictureOfIndicator } from '../picture/indicator';
import { Cite } from './citing';
import type { Findings } from './findings';
import { MapFigure } from './flat-map';
import { Section } from './section';
import { measuresOf, type Placed, type Spread, spoken, spread, total } from './sums';
import { ReportTable } from './table';
import { themeName } from './themes';
import { boundsWords, knownWords, totalWords } from './worded';
import { report } from './words';

/** What people need, theme by theme, as published indicators tell it. */
export function Needs({ findings: { needs, zones } }: { findings: Findings }) {
  const { needsAbout, needsNone } = report.value;
  return (
    <Section name="needs">
      <p>{needs.length > 0 ? needsAbout : needsNone}</p>
      {needs.map(({ theme, columns }) => (
        <ThemeNeeds key={theme} theme={theme} columns={columns} zones={zones} />
      ))}
    </Section>
  );
}

function ThemeNeeds({ theme, columns, zones }: { theme: string; columns: Column[]; zones: Zones }) {
  const levels = columns.filter(({ indicator }) => indicator.nature === 'intensive');
  const counts = columns.filter(({ indicator }) => indicator.nature === 'extensive');
  const names = namesOf(zones);
  const first = levels.find((column) => spread(column) !== null);
  return (
    <section class="report-theme">
      <div class="report-lead">
        <h3>{themeName(theme)}</h3>
        {first && <SpreadWords column={first} names={names} />}
        {first && <MapFigure zones={zones} picture={pictureOfIndicator(first, (code) => names.get(code))} />}
      </div>
      {levels.length > 0 && <Levels theme={theme} columns={levels} names={names} />}
      {counts.length > 0 && <Counts theme={theme} columns={counts} />}
    </section>
  );
}

type Names = ReadonlyMap<string, string>;

const namesOf = (zones: Zones): Names => new Map(zones.features.map(({ properties: { code, name } }) => [code, name]));

/** The end where need is greatest. */
const worst = ({ low, high }: Spread, { indicator }: Column): Placed =>
  indicator.direction === 'lower_is_need' ? low : high;

function SpreadWords({ column, names }: { column: Column; names: Names }) {
  const found = spread(column);
  if (!found) return null;
  const { indicator } = column;
  const inUnit = (value: number) => amount(value, indicator.unit);
  const where = worst(found, column).code;
  const label = `${say(indicator.label)} (${indicator.vintage})`;
  const bounds = [inUnit(found.low.value), inUnit(found.high.value)] as const;
  return (
    <p>
      {report.value.needSpread(label, ...bounds, names.get(where) ?? where, inUnit(found.middle))}
      <Cite ids={[indicator.dataset]} />
    </p>
  );
}

const Label = ({ column: { indicator } }: { column: Column }) => (
  <>
    {`${say(indicator.label)}, ${indicator.vintage}`}
    <Cite ids={[indicator.dataset]} />
  </>
);

function Levels({ theme, columns, names }: { theme: string; columns: Column[]; names: Names }) {
  const { rates, indicator, lowest, middle, highest, zonesKnown, placed, unknownEverywhere } = report.value;
  const rows = columns.map((column) => {
    const found = spread(column);
    const inUnit = (value: number) => amount(value, column.indicator.unit);
    const at = ({ code, value }: Placed) => placed(inUnit(value), names.get(code) ?? code);
    return {
      key: column.indicator.id,
      head: <Label column={column} />,
      cells: [
        found ? at(found.low) : unknownEverywhere,
        found ? inUnit(found.middle) : '',
        found ? at(found.high) : '',
        knownWords(spoken(column.flags)),
      ],
    };
  });
  return (
    <ReportTable
      title={rates(themeName(theme))}
      heads={[indicator, lowest, middle, highest, zonesKnown]}
      rows={rows}
      words={[0, 2, 3]}
    />
  );
}

function Counts({ theme, columns }: { theme: string; columns: Column[] }) {
  const { counts, indicator, value, bounds, zonesKnown } = report.value;
  const rows = columns.map((column) => {
    const sum = total(measuresOf(column));
    const { unit } = column.indicator;
    return {
      key: column.indicator.id,
      head: <Label column={column} />,
      cells: [totalWords(sum, unit), boundsWords(sum, unit), knownWords(sum.zones)],
    };
  });
  return (
    <ReportTable
      title={counts(themeName(theme))}
      heads={[indicator, value, bounds, zonesKnown]}
      rows={rows}
      words={[2]}
    />
  );
}
