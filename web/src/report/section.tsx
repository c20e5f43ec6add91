import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { keep, recall, view } from '../state/view';
import { report } from './words';

export const SECTIONS = [
  'portrait',
  'needs',
  'supply',
  'gaps',
  'takeUp',
  'priorities',
  'method',
  'sourcesHeading',
] as const;
export type SectionName = (typeof SECTIONS)[number];

/** A numbered part of the report, with room for what the service adds to it. */
export function Section({ name, children }: { name: SectionName; children: ComponentChildren }) {
  const title = report.value[name];
  return (
    <section class="report-section" aria-labelledby={name}>
      <h2 id={name} tabIndex={-1}>
        {`${SECTIONS.indexOf(name) + 1}. ${title}`}
      </h2>
      {children}
      {name !== 'sourcesHeading' && <Note section={name} title={title} />}
    </section>
  );
}

/** A note of the service, kept by this browser; on paper, its words alone. */
function Note({ section, title }: { section: SectionName; title: string }) {
  const id = useId();
  const key = `maillage.report.${view.value.scope ?? 'all'}.${section}`;
  const [note, setNote] = useState(recall(key) ?? '');
  const [open, setOpen] = useState(note !== '');
  const { addNote, noteOn, notes, notesAbout } = report.value;
  const write = (words: string) => {
    setNote(words);
    keep(key, words);
  };
  if (!open) {
    return (
      <button type="button" class="link note-add" onClick={() => setOpen(true)} aria-label={`${addNote} : ${title}`}>
        {addNote}
      </button>
    );
  }
  return (
    <div class="report-note" data-empty={note.trim() === ''}>
      <label for={id}>{noteOn(title)}</label>
      <textarea
        id={id}
        rows={3}
        value={note}
        aria-describedby={`${id}-about`}
        onInput={(event) => write(event.currentTarget.value)}
      />
      <p id={`${id}-about`} class="note">
        {notesAbout}
      </p>
      <p class="note-printed">
        <strong>{notes}</strong> {note}
      </p>
    </div>
  );
}
