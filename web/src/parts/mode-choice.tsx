import type { Mode } from '../api/types';
import { words } from '../i18n';
import { MODES } from '../state/address';
import { go, view } from '../state/view';
import { Segments } from './controls';

/** On foot, by bicycle or by car. */
export function ModeChoice() {
  const { mode, modes } = words.value;
  return (
    <Segments
      label={mode}
      value={view.value.mode}
      choices={MODES.map((value) => ({ value, label: modes[value] }))}
      onChoose={(chosen) => go({ mode: chosen as Mode })}
    />
  );
}
