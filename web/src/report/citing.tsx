/** Footnotes: every figure leads to its sources, numbered in the order they are first cited. */
import { computed } from '@preact/signals';
import type { Dataset } from '../api/types';
import { say } from '../i18n';
import { whole } from '../i18n/numbers';
import { leap } from '../pages/leap';
import { dataOf } from '../state/resource';
import { territory } from '../state/territory';
import type { Findings } from './findings';
import { outlineSources } from './outlines';
import { findings } from './state';
import { report } from './words';

/** Data sets by identifier, with their number. */
export type Numbering = ReadonlyMap<string, number>;

/** Data sets in the order in which the report comes to speak of them. */
export function numbering(findings: Findings): Numbering {
  const { portrait, needs, services, coverages, takeUp, targets } = findings;
  const cited = [
    ...portrait.map(({ indicator }) => indicator.dataset),
    ...outlineSources(),
    ...needs.flatMap(({ columns }) => columns.map(({ indicator }) => indicator.dataset)),
    ...services.map(({ properties }) => properties.dataset),
    ...coverages.flatMap(({ sources, people }) => [...sources, ...(people ? [people.dataset] : [])]),
    ...(takeUp?.sources ?? []),
    ...(targets?.sources ?? []),
  ];
  return new Map([...new Set(cited)].map((id, index) => [id, index + 1]));
}

const numbers = computed<Numbering>(() => {
  const found = dataOf(findings.loaded.value);
  return found ? numbering(found) : new Map();
});

/** The data sets cited, by number. */
export const cited = computed<{ number: number; dataset: Dataset }[]>(() =>
  (territory.value?.datasets ?? [])
    .flatMap((dataset) => {
      const number = numbers.value.get(dataset.id);
      return number === undefined ? [] : [{ number, dataset }];
    })
    .sort((a, b) => a.number - b.number),
);

/** The numbers of some sources, each a link to the list at the end. */
export function Cite({ ids }: { ids: readonly string[] }) {
  const wanted = cited.value.filter(({ dataset }) => ids.includes(dataset.id));
  if (wanted.length === 0) return null;
  return (
    <span class="cite">
      {'\u00a0['}
      {wanted.map(({ number, dataset }, index) => (
        <>
          {index > 0 && ', '}
          <a
            key={number}
            href={`#source-${number}`}
            title={say(dataset.title)}
            aria-label={report.value.source(whole(number), say(dataset.title))}
            onClick={leap}
          >
            {number}
          </a>
        </>
      ))}
      {']'}
    </span>
  );
}
