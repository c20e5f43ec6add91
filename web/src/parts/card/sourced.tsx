/** A sentence whose every number leads to what it rests on. */
import type { Figure, Target, Text } from '../../api/types';
import { say, words } from '../../i18n';
import { shownTargets } from '../../picture';
import { territory } from '../../state/territory';
import { showSource } from '../method';
import { piecesOf } from './pieces';

/** The numbers of the whole sentence: the people in brackets behind the name, then those of each driver. */
export function figuresOf(target: Target): Figure[] {
  const counted = shownTargets.value?.people?.dataset;
  const people = peopleIn(target);
  const first = counted && people ? [{ words: people, sources: [counted] }] : [];
  return [...first, ...target.drivers.flatMap(({ figures = [] }) => figures)];
}

/** How the sentence writes the people who live there: first thing after the name. */
function peopleIn({ name, sentence }: Target): Text | null {
  const after = (text: string) => /^ \(([\d.,\u202f]+)/.exec(text.slice(name.length))?.[1];
  const [fr, en] = [after(sentence.fr), after(sentence.en)];
  return fr && en ? { fr, en } : null;
}

export function Sourced({ sentence, figures }: { sentence: Text; figures: Figure[] }) {
  const said = figures.map(({ words, sources }) => ({ words: say(words), sources }));
  return (
    <>
      {piecesOf(say(sentence), said).map(({ words: part, sources }, place) =>
        sources ? <Figured key={`${place} ${part}`} words={part} sources={sources} /> : part,
      )}
    </>
  );
}

function Figured({ words: written, sources }: { words: string; sources: string[] }) {
  const known = territory.value?.datasets.filter(({ id }) => sources.includes(id)) ?? [];
  if (known.length === 0) return <>{written}</>;
  const titles = known.map(({ title }) => say(title)).join(' ; ');
  return (
    <button
      type="button"
      class="figure-source"
      title={titles}
      aria-label={words.value.numberFrom(written, titles)}
      onClick={() => showSource(known.map(({ id }) => id))}
    >
      {written}
    </button>
  );
}
