import type { Dataset } from '../api/types';
import { say, words } from '../i18n';
import type { Picture } from '../picture/picture';
import { territory } from '../state/territory';
import { Fold } from './controls';

/** Where the figures come from, how they were obtained, what they are and what they are not. */
export function MethodAndSources({ picture }: { picture: Picture }) {
  const { method, citation } = words.value;
  return (
    <Fold title={method}>
      {picture.method && (
        <>
          <p class="method-name">{say(picture.method.name)}</p>
          <p>{say(picture.method.note)}</p>
          <p class="note">
            {citation}
            {words.value.colon}
            {picture.method.citation}
          </p>
        </>
      )}
      {picture.classesBy && <p class="note">{picture.classesBy}</p>}
      <SourceList ids={picture.sources} />
    </Fold>
  );
}

/** Unfolds the sources of the card, marks some of them and leads to the first. */
export function showSource(ids: string[]): void {
  const lines = [...document.querySelectorAll<HTMLElement>('.card .sources [data-dataset]')];
  const meant = lines.filter(({ dataset }) => ids.includes(dataset.dataset ?? ''));
  const fold = meant[0]?.closest('details');
  if (!meant[0] || !fold) return;
  for (const line of lines) line.toggleAttribute('data-meant', meant.includes(line));
  fold.open = true;
  meant[0].scrollIntoView({ block: 'center' });
  meant[0].focus();
}

/** Data sets by title, producer, vintage and licence, with the producer's rule of secrecy. */
export function SourceList({ ids }: { ids: string[] }) {
  const known = territory.value?.datasets ?? [];
  const used = [...new Set(ids)].flatMap((id) => known.find((dataset) => dataset.id === id) ?? []);
  return (
    <ul class="sources">
      {used.map((dataset) => (
        <Source key={dataset.id} dataset={dataset} />
      ))}
    </ul>
  );
}

function Source({ dataset: { id, title, producer, vintage, licence, secrecy, notes } }: { dataset: Dataset }) {
  const { vintage: edition, secrecy: rule, colon } = words.value;
  return (
    <li data-dataset={id} tabIndex={-1}>
      <span class="source-title">{say(title)}</span>
      <span class="source-about">
        {producer} · {edition(String(vintage))} · {licence}
      </span>
      {secrecy && <span class="source-about">{`${rule}${colon}${say(secrecy.rule)}`}</span>}
      {notes.map((note) => (
        <span key={note.fr} class="source-about">
          {say(note)}
        </span>
      ))}
    </li>
  );
}
