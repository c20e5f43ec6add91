import { useState } from 'preact/hooks';
import type { ZoneCard, ZoneIndicator } from '../../api/types';
import { say, words } from '../../i18n';
import { caveat, measured, rankWords, span, whole } from '../../i18n/numbers';
import { indicator, territory } from '../../state/territory';
import { go } from '../../state/view';

const FIRST = 8;
const WITHOUT_UNIT = ['percent', 'share', 'euros_per_year', 'ratio', 'code'];

/** Indicators of the zone: value, interval, reliability, rank. The one on the map comes first, then those that tell of need. */
export function FiguresSection({ card: { indicators } }: { card: ZoneCard }) {
  const [all, setAll] = useState(false);
  const { figures, allFigures, fewerFigures, noData } = words.value;
  const inOrder = [...indicators].sort((a, b) => weight(a) - weight(b));
  return (
    <section class="card-section" aria-labelledby="figures">
      <h3 id="figures">{figures}</h3>
      {indicators.length === 0 && <p class="note">{noData}</p>}
      <dl class="figures">
        {(all ? inOrder : inOrder.slice(0, FIRST)).map((figure) => (
          <Figure key={figure.id} figure={figure} />
        ))}
      </dl>
      {inOrder.length > FIRST && (
        <button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? fewerFigures : allFigures(whole(inOrder.length))}
        </button>
      )}
    </section>
  );
}

function weight({ id, measure }: ZoneIndicator): number {
  if (id === indicator.value?.id) return 0;
  if (measure.value === null) return 3;
  const direction = territory.value?.indicators.find((known) => known.id === id)?.direction;
  return direction === 'neutral' ? 2 : 1;
}

function Figure({ figure: { id, label, unit, vintage, measure, rank } }: { figure: ZoneIndicator }) {
  const { units, rank: rankWord, colon } = words.value;
  const hidden = measure.value === null;
  const notes = [
    measure.interval && !hidden && span(measure.interval, unit),
    !hidden && caveat(measure.flag),
    rank && `${rankWord}${colon}${rankWords(rank)}`,
  ].filter(Boolean);
  return (
    <div class="figure" data-hidden={hidden || undefined}>
      <dt>
        <button type="button" class="link" onClick={() => go({ question: 'indicator', indicator: id })}>
          {say(label)}
        </button>
        <span class="figure-year">{vintage}</span>
      </dt>
      <dd>
        <span class="figure-value">{measured(measure, unit)}</span>
        {!hidden && !WITHOUT_UNIT.includes(unit) && <span class="figure-unit"> {units[unit]}</span>}
        {notes.length > 0 && <span class="figure-notes">{notes.join(' · ')}</span>}
      </dd>
    </div>
  );
}
