import type { ServicePoint } from '../api/types';
import { whole } from '../i18n/numbers';
import { isOpen } from '../opening/week';
import { isAged } from '../picture/freshness';
import { minuteOf } from '../state/moment';
import { Cite } from './citing';
import type { Findings } from './findings';
import { Section } from './section';
import { ReportTable } from './table';
import { themeName } from './themes';
import { report } from './words';

const EVENING = 'tue-18:30';
const SATURDAY = 'sat-10:00';

/** Services of some themes, each once. */
export const servicesOfThemes = (services: readonly ServicePoint[], themes: readonly string[]): ServicePoint[] =>
  services.filter(({ properties }) => properties.themes?.some((theme) => themes.includes(theme)));

export const hoursUnknown = (services: readonly ServicePoint[]): number =>
  services.filter(({ properties }) => isOpen(properties.opening, 0) === null).length;

/** What is there to help. */
export function Supply({ findings }: { findings: Findings }) {
  const { coverages, services, place } = findings;
  const themes = coverages.map(({ query }) => query.theme);
  const found = servicesOfThemes(services, themes);
  const unknown = hoursUnknown(found);
  const { supplyAnswer, supplyHours, supplyNone } = report.value;
  if (found.length === 0) {
    return (
      <Section name="supply">
        <p>{supplyNone}</p>
      </Section>
    );
  }
  return (
    <Section name="supply">
      <p>
        {`${supplyAnswer(found.length, whole(found.length), place)} ${supplyHours(whole(unknown), unknown)}`}
        <Cite ids={datasetsOf(found)} />
      </p>
      <SupplyTable themes={themes} services={found} />
    </Section>
  );
}

const datasetsOf = (services: readonly ServicePoint[]): string[] => [
  ...new Set(services.map(({ properties }) => properties.dataset)),
];

function SupplyTable({ themes, services }: { themes: string[]; services: ServicePoint[] }) {
  const {
    supplyTable,
    theme: head,
    services: all,
    hoursKnown,
    evening,
    saturday,
    mobile,
    remoteOnly,
    aged,
  } = report.value;
  const rows = themes.map((theme) => {
    const here = servicesOfThemes(services, [theme]);
    const count = (which: (service: ServicePoint['properties']) => boolean) =>
      whole(here.filter(({ properties }) => which(properties)).length);
    const openAt = (moment: string) => count(({ opening }) => isOpen(opening, minuteOf(moment)) === true);
    return {
      key: theme,
      head: (
        <>
          {themeName(theme)}
          <Cite ids={datasetsOf(here)} />
        </>
      ),
      cells: [
        whole(here.length),
        whole(here.length - hoursUnknown(here)),
        openAt(EVENING),
        openAt(SATURDAY),
        count(({ mobility }) => mobility === 'mobile'),
        count(({ reception }) => reception === 'remote'),
        count(({ updated }) => isAged(updated)),
      ],
    };
  });
  const heads = [head, all, hoursKnown, evening, saturday, mobile, remoteOnly, aged];
  return <ReportTable title={supplyTable} heads={heads} rows={rows} />;
}
