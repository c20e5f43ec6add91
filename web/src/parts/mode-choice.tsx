import type { Mode } from '../api/types';
import { say, words } from '../i18n';
import { MODES } from '../state/address';
import { territory } from '../state/territory';
import { go, view } from '../state/view';
import { Segments } from './controls';

/** On foot, by bicycle or by car, and over which streets. */
export function ModeChoice() {
  const { mode, modes } = words.value;
  const over = streetsOf(view.value.mode);
  return (
    <div>
      <Segments
        label={mode}
        value={view.value.mode}
        choices={MODES.map((value) => ({ value, label: modes[value] }))}
        onChoose={(chosen) => go({ mode: chosen as Mode })}
      />
      {over && <p class="note note-under">{over}</p>}
    </div>
  );
}

/** The streets of a mode, by their data set; or that there are none, and that lines are straight. */
function streetsOf(mode: Mode): string | null {
  const { overStreets, straightLines } = words.value;
  const known = territory.value?.modes?.find(({ code }) => code === mode);
  if (!known) return null;
  const dataset = territory.value?.datasets.find(({ id }) => id === known.streets);
  return dataset ? overStreets(say(dataset.title)) : straightLines;
}
