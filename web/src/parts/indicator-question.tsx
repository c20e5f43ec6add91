import { useId, useState } from 'preact/hooks';
import type { Indicator } from '../api/types';
import { say, words } from '../i18n';
import { geography, indicator, indicatorsOf, territory } from '../state/territory';
import { go } from '../state/view';
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
        {byTheme(found).map(({ title, indicators }) => (
          <Group key={title} title={title} indicators={indicators} />
        ))}
      </div>
    </>
  );
}

function Group({ title, indicators }: { title: string; indicators: Indicator[] }) {
  return (
    <fieldset class="indicator-group">
      <legend>{title}</legend>
      {indicators.map((candidate) => (
        <label key={candidate.id}>
          <input
            type="radio"
            name="indicator"
            checked={indicator.value?.id === candidate.id}
            onChange={() => go({ indicator: candidate.id })}
          />
          <span class="indicator-name">{say(candidate.label)}</span>
          <span class="indicator-year">{candidate.vintage}</span>
        </label>
      ))}
    </fieldset>
  );
}

function byTheme(indicators: Indicator[]): { title: string; indicators: Indicator[] }[] {
  const themes = territory.value?.themes ?? [];
  const codes = [...new Set(indicators.map(({ theme }) => theme))];
  return codes.map((code) => {
    const label = themes.find((theme) => theme.code === code)?.label;
    return { title: label ? say(label) : code, indicators: indicators.filter(({ theme }) => theme === code) };
  });
}

/** Whether every word sought begins somewhere in the label, the code or the year, accents and case aside. */
export function matches(candidate: Indicator, sought: string): boolean {
  const text = plain(`${say(candidate.label)} ${candidate.code} ${candidate.vintage}`);
  return plain(sought)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const plain = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
