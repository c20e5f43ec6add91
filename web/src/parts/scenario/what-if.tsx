import type { ServicePoint } from '../../api/types';
import { scenarioWords as words } from '../../i18n/scenario';
import { say } from '../../scenario/edit';
import { placing } from '../../scenario/state';
import { compact } from '../../state/device';
import { announce, sheetSize } from '../../state/screen';
import { territory } from '../../state/territory';
import { go, view } from '../../state/view';
import { focusMap } from '../map-region';

/** What if this service closed, moved, opened otherwise: from its card into the scenario. */
export function WhatIf({ service: { properties } }: { service: ServicePoint }) {
  const { whatIf, ifClosed, ifMoved, ifHours, newHours } = words.value;
  const { id, themes } = properties;
  const theme = view.value.theme && themes?.includes(view.value.theme) ? view.value.theme : (themes?.[0] ?? null);
  if (!theme || !territory.value) return null;
  const inTheme = () => go({ question: 'scenario', theme }, true);
  const tell = (change: Parameters<typeof say>[0]) => {
    inTheme();
    say(change);
  };
  const move = () => {
    inTheme();
    placing.value = { move: id };
    if (compact.peek()) sheetSize.value = 'peek';
    announce(words.value.placeAbout);
    focusMap();
  };
  return (
    <section class="card-section" aria-labelledby="what-if">
      <h3 id="what-if">{whatIf}</h3>
      <div class="check-buttons">
        <button type="button" class="button" onClick={() => tell({ kind: 'close', service: id })}>
          {ifClosed}
        </button>
        <button type="button" class="button" onClick={move}>
          {ifMoved}
        </button>
        <button type="button" class="button" onClick={() => tell({ kind: 'hours', service: id, opening: newHours })}>
          {ifHours}
        </button>
      </div>
    </section>
  );
}
