import type { Dataset, Method } from '../api/types';
import { say, words } from '../i18n';
import { dateWords } from '../i18n/numbers';
import { cited } from './citing';
import type { Findings } from './findings';
import { Section } from './section';
import { report } from './words';

/** How the figures were obtained, and what they do not say. */
export function MethodSection({ findings: { coverages, takeUp, targets } }: { findings: Findings }) {
  const { limits, limitList } = report.value;
  const methods = [coverages[0]?.method, takeUp?.method, targets?.method].filter((method) => method !== undefined);
  return (
    <Section name="method">
      {methods.map((method) => (
        <MethodWords key={method.name.fr} method={method} />
      ))}
      <h3>{limits}</h3>
      <ul class="plain-list">
        {limitList.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </Section>
  );
}

function MethodWords({ method: { name, note, citation } }: { method: Method }) {
  return (
    <>
      <h3>{say(name)}</h3>
      <p>{say(note)}</p>
      <p class="note">{`${report.value.reference}${words.value.colon}${citation}`}</p>
    </>
  );
}

/** The list that footnotes lead to. */
export function Sources() {
  const { sourcesAbout } = report.value;
  return (
    <Section name="sourcesHeading">
      <p>{sourcesAbout}</p>
      <ol class="source-list">
        {cited.value.map(({ number, dataset }) => (
          <li key={dataset.id} id={`source-${number}`} tabIndex={-1}>
            <Source dataset={dataset} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Source({ dataset }: { dataset: Dataset }) {
  const { title, producer, vintage, licence, secrecy, notes, file, imported_at, fictional } = dataset;
  const { vintage: edition, secrecy: rule, colon, licence: terms } = words.value;
  const { importedOn, fictionalSource } = report.value;
  const about = [
    producer,
    edition(String(vintage)),
    `${terms}${colon}${licence}`,
    importedOn(file, dateWords(imported_at)),
    fictional && fictionalSource,
  ];
  return (
    <>
      <strong>{say(title)}</strong>. {about.filter(Boolean).join(' · ')}.
      {secrecy && ` ${rule}${colon}${say(secrecy.rule)}.`}
      {notes.map((note) => ` ${say(note)}`)}
    </>
  );
}
