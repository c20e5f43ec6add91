import { useId, useState } from 'preact/hooks';
import type { Indicator } from '../api/types';
import { say, words } from '../i18n';
import { whole } from '../i18n/numbers';
import { geography, indicator, indicatorsOf, territory } from '../state/territory';
import { go } from '../state/view';
import { Fold } from './controls';
import { Icon } from './icon';

export function IndicatorQuestion() {
  const id = useId();
  const [sought, setSought] = useState('');
  const found = indicatorsOf(geography.value?.code ?? '').filter((candidate) => matches(candidate, sought));
  const { searchIndicator, noIndicator } = words.value;
  return (
    <>
      <div class="field search">
        <label for={id}>{searchIndicator}</label>
        <Icon name="search" />
        <input id={id} type="search" value={sought} onInput={(event) => setSought(event.currentTarget.value)} />
      </div>
      <div class="indicators">
        {found.length === 0 && (
          <p class="note" role="status">
            {noIndicator}
          </p>
        )}
        {byTheme(found).map(({ code, title, indicators }) => (
          <Group key={code} title={title} indicators={indicators} open={sought !== '' || holdsChosen(indicators)} />
        ))}
      </div>
    </>
  );
}

/** The indicators of one theme, folded unless one is chosen or sought. */
function Group({ title, indicators, open }: { title: string; indicators: Indicator[]; open: boolean }) {
  const label = words.value.themeCount(title, whole(seriesOf(indicators).length));
  return (
    <Fold title={label} open={open}>
      <fieldset class="indicator-group">
        <legend class="unseen">{title}</legend>
        {seriesOf(indicators).map((editions) => (
          <Series key={editions[0]?.code} editions={editions} />
        ))}
      </fieldset>
    </Fold>
  );
}

/** The editions of one indicator on one line, the newest first. */
function Series({ editions }: { editions: Indicator[] }) {
  return (
    <div class="series" data-chosen={holdsChosen(editions) || undefined}>
      {editions.map((edition, place) => (
        <label key={edition.id}>
          <input
            type="radio"
            name="indicator"
            checked={indicator.value?.id === edition.id}
            onChange={() => go({ indicator: edition.id })}
          />
          <span class={place === 0 ? 'indicator-name' : 'unseen'}>{say(edition.label)}</span>
          <span class="indicator-year">{edition.vintage}</span>
        </label>
      ))}
    </div>
  );
}

const holdsChosen = (indicators: Indicator[]): boolean => indicators.some(({ id }) => id === indicator.value?.id);

/** Groups in the order of themes; in each, by name, the newest edition first. */
function byTheme(found: Indicator[]): { code: string; title: string; indicators: Indicator[] }[] {
  const { compare } = new Intl.Collator(words.value.locale, { numeric: true });
  const inOrder = found.toSorted((a, b) => compare(say(a.label), say(b.label)) || b.vintage - a.vintage);
  const themes = territory.value?.themes ?? [];
  const groups = themes.map(({ code, label }) => ({
    code,
    title: say(label),
    indicators: inOrder.filter(({ theme }) => theme === code),
  }));
  return groups.filter(({ indicators }) => indicators.length > 0);
}

/** Indicators that share a code, together. */
function seriesOf(indicators: Indicator[]): Indicator[][] {
  const codes = [...new Set(indicators.map(({ code }) => code))];
  return codes.map((code) => indicators.filter((candidate) => candidate.code === code));
}

/** Whether every word sought begins somewhere in the label, the code or the year, accents and case aside. */
export function matches(candidate: Indicator, sought: string): boolean {
  const text = plain(`${say(candidate.label)} ${candidate.code} ${candidate.vintage}`);
  return plain(sought)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const plain = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
