/** The notes of one's team, as the vault keeps them, and taking one back. */
import { useEffect, useState } from 'preact/hooks';
import { proof, type Standing } from '../account/session';
import { getJson, Refusal, remove } from '../api/client';
import { say } from '../i18n';
import { fieldWords } from '../i18n/field';
import { dateWords, whole } from '../i18n/numbers';
import type { NonTakeUpReason } from '../outbox/entry';
import { Outcome, Waiting } from '../parts/states';
import { territory } from '../state/territory';
import { confidentialWords as words } from './words';
import '../style/confidential.css';

interface Note {
  key: string;
  zone: string;
  day: string;
  week: boolean;
  persons: number;
  themes: string[];
  reason: NonTakeUpReason | null;
  released: string | null;
}

/** `GET /observations` */
interface Page {
  notes: Note[];
  next: string | null;
}

export function OwnNotes({ present }: { present: Standing }) {
  const { notes: title, notesAbout, notesNone, more, takenBack } = words.value;
  const [notes, setNotes] = useState<Note[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const attempt = (act: Promise<unknown>) => {
    setFailed(null);
    act.catch((cause) => setFailed(cause instanceof Refusal ? cause.problem.title : String(cause)));
  };
  const read = async (after: string | null, before: Note[]) => {
    const page = await getJson<Page>(after ? `observations?after=${after}` : 'observations', undefined, false);
    setNotes([...before, ...page.notes]);
    setNext(page.next);
  };
  const takeBack = async (key: string) => {
    await remove(`observations/${key}`, proof(present));
    setNotes((known) => known?.filter((note) => note.key !== key) ?? null);
    setSaid(takenBack);
  };
  useEffect(() => attempt(read(null, [])), []);
  return (
    <section class="own-notes">
      <h2>{title}</h2>
      <p class="note">{notesAbout}</p>
      <Outcome said={said} failed={failed} />
      {!notes && !failed && <Waiting />}
      {notes?.length === 0 && <p>{notesNone}</p>}
      {notes && notes.length > 0 && <NoteTable notes={notes} takeBack={(key) => attempt(takeBack(key))} />}
      {next && (
        <button type="button" class="button" onClick={() => attempt(read(next, notes ?? []))}>
          {more}
        </button>
      )}
    </section>
  );
}

function NoteTable({ notes, takeBack }: { notes: Note[]; takeBack: (key: string) => void }) {
  const { notes: title, day, zone, persons, themes, reason, takeBack: out, takeBackOf, week, released } = words.value;
  const { notedReasons } = fieldWords.value;
  const themeOf = (code: string) => {
    const known = territory.value?.themes.find((theme) => theme.code === code);
    return known ? say(known.label) : code;
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="own-notes-table" aria-label={title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {[day, zone, persons, themes, reason].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <th scope="col">{out}</th>
          </tr>
        </thead>
        <tbody>
          {notes.map((note) => (
            <tr key={note.key}>
              <td>{note.week ? week(dateWords(note.day)) : dateWords(note.day)}</td>
              <td>{note.zone}</td>
              <td>{whole(note.persons)}</td>
              <td>{note.themes.map(themeOf).join(', ')}</td>
              <td>{note.reason ? notedReasons[note.reason] : '–'}</td>
              <td>
                {note.released ? (
                  released(note.released)
                ) : (
                  <button
                    type="button"
                    class="button"
                    aria-label={takeBackOf(note.zone, dateWords(note.day))}
                    onClick={() => takeBack(note.key)}
                  >
                    {out}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
