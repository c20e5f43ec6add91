import { useState } from 'preact/hooks';
import type { Indicator, ZoneCard, ZoneIndicator } from '../../api/types';
import { say, words } from '../../i18n';
import { carriedWords, caveat, measured, rankWords, span, whole } from '../../i18n/numbers';
import { indicator, territory } from '../../state/territory';
import { go, question } from '../../state/view';

const FIRST = 8;
const A_THEME = 2;
const WITHOUT_UNIT = ['percent', 'share', 'euros_per_year', 'ratio', 'code'];

/** Indicators of the zone: value, interval, reliability, rank; first those by which it stands out. */
export function FiguresSection({ card: { indicators } }: { card: ZoneCard }) {
  const [all, setAll] = useState(false);
  const { figures, allFigures, fewerFigures, noData } = words.value;
  const inOrder = [...indicators].sort((a, b) => weight(a) - weight(b));
  const shown = all ? inOrder : telling(indicators);
  return (
    <section class="card-section" aria-labelledby="figures">
      <h3 id="figures">{figures}</h3>
      {indicators.length === 0 && <p class="note">{noData}</p>}
      <dl class="figures">
        {shown.map((figure) => (
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

/** The few by which a zone stands out, the newest edition of each. */
export const telling = (figures: ZoneIndicator[]): ZoneIndicator[] =>
  varied(newestOnly(figures.toSorted((a, b) => weight(a) - weight(b)))).slice(0, FIRST);

const known = (id: string): Indicator | undefined => territory.value?.indicators.find((one) => one.id === id);

/** The one on the map, then rates that tell of need, counts, the rest, those unknown here; in each the highest rank first. */
function weight({ id, measure, rank }: ZoneIndicator): number {
  if (id === indicator.value?.id && question.value === 'indicator') return -1;
  const { direction, nature } = known(id) ?? {};
  const kind = measure.value === null ? 3 : direction === 'neutral' ? 2 : nature === 'intensive' ? 0 : 1;
  return kind + (rank ? rank.place / (rank.of + 1) : 0.99);
}

/** No more than a few of one theme, that deciles of one source do not fill the list. */
function varied(figures: ZoneIndicator[]): ZoneIndicator[] {
  const sofar = new Map<string, number>();
  return figures.filter(({ theme }) => {
    sofar.set(theme, (sofar.get(theme) ?? 0) + 1);
    return (sofar.get(theme) ?? 0) <= A_THEME;
  });
}

/** Of the editions of one indicator, the newest. */
function newestOnly(figures: ZoneIndicator[]): ZoneIndicator[] {
  const codeOf = ({ id }: ZoneIndicator) => known(id)?.code ?? id;
  return figures.filter((figure) =>
    figures.every((other) => codeOf(other) !== codeOf(figure) || other.vintage <= figure.vintage),
  );
}

function Figure({ figure: { id, label, unit, vintage, measure, rank, carried } }: { figure: ZoneIndicator }) {
  const { units, rank: rankWord, colon } = words.value;
  const hidden = measure.value === null;
  const notes = [
    String(vintage),
    measure.interval && !hidden && span(measure.interval, unit),
    !hidden && caveat(measure.flag),
    rank && `${rankWord}${colon}${rankWords(rank)}`,
    carried && carriedWords(carried.edition, carried.way, carried.not_carried),
  ].filter(Boolean);
  return (
    <div class="figure" data-hidden={hidden || undefined}>
      <dt>
        <button type="button" class="link" onClick={() => go({ question: 'indicator', indicator: id })}>
          {say(label)}
        </button>
      </dt>
      <dd>
        <span class="figure-value">{measured(measure, unit)}</span>
        {!hidden && !WITHOUT_UNIT.includes(unit) && <span class="figure-unit"> {units[unit]}</span>}
        <span class="figure-notes">{notes.join(' · ')}</span>
      </dd>
    </div>
  );
}
