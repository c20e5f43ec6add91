import type { Target, ZoneCard } from '../../api/types';
import { say, words } from '../../i18n';
import { decimal, percent, ranked } from '../../i18n/numbers';
import { shownTargets } from '../../picture';
import { firmWords } from '../../picture/firmness';
import { dataOf } from '../../state/resource';
import { evenWeights, overall, territory, theme } from '../../state/territory';
import { question } from '../../state/view';
import { firmnessOf } from '../../weighing/live';
import { CopyButton } from '../controls';
import { showSource } from '../method';
import { figuresOf, Sourced } from './sourced';

interface Ranking {
  target: Target;
  /** How many zones were ranked, once known. */
  of: number | undefined;
  /** What was ranked. */
  scope: string;
}

/** Why here, what to do, and how sure the rank is. */
export function TargetSection({ card }: { card: ZoneCard }) {
  const ranking = listed(card.zone.code) ?? inGeneral(card);
  if (!ranking) return null;
  const { target, scope } = ranking;
  const { whyHere, copySentence, copied, actions } = words.value;
  return (
    <section class="card-section why" aria-labelledby="why">
      <h3 id="why">{whyHere}</h3>
      <p class="action">{actions[target.action]}</p>
      <blockquote class="why-sentence">
        <Sourced sentence={target.sentence} figures={figuresOf(target)} />
      </blockquote>
      <CopyButton name={copySentence} said={copied} words={() => say(target.sentence)} />
      <RankAndScore ranking={ranking} />
      <Firm code={card.zone.code} />
      <Drivers target={target} />
      <p class="note">{scope}</p>
      <FiguresFrom />
    </section>
  );
}

/** The zone in the list on screen, with the theme and the weights chosen there. */
function listed(code: string): Ranking | null {
  const list = question.value === 'targets' ? shownTargets.value : undefined;
  const target = list?.targets.find(({ zone }) => zone === code);
  if (!list || !target) return null;
  const { allThemes, ownWeights, everyThemeEvenWeights } = words.value;
  const label = territory.value?.themes.find(({ code }) => code === theme.value)?.label;
  if (!label && evenWeights.value) return { target, of: list.ranked, scope: everyThemeEvenWeights };
  const parts = [label ? say(label) : allThemes, !evenWeights.value && ownWeights];
  return { target, of: list.ranked, scope: parts.filter(Boolean).join(', ') };
}

/** The zone among all, all themes together. */
function inGeneral({ target }: ZoneCard): Ranking | null {
  const of = dataOf(overall.loaded.value)?.ranked;
  return target && { target, of, scope: words.value.everyThemeEvenWeights };
}

function RankAndScore({ ranking: { target, of } }: { ranking: Ranking }) {
  const { rank, score, outOf100 } = words.value;
  return (
    <dl class="pairs">
      <div>
        <dt>{rank}</dt>
        <dd>{of === undefined ? '…' : ranked(target.rank_low, target.rank_high, of)}</dd>
      </div>
      <div>
        <dt>{score}</dt>
        <dd>{outOf100(decimal(target.score))}</dd>
      </div>
    </dl>
  );
}

/** The data sets behind the figures, each leading to what is said of it below. */
function FiguresFrom() {
  const ids = shownTargets.value?.sources ?? [];
  const known = territory.value?.datasets.filter(({ id }) => ids.includes(id)) ?? [];
  if (known.length === 0) return null;
  return (
    <p class="note why-sources">
      {words.value.fromSources}
      {known.map(({ id, title }) => (
        <button key={id} type="button" class="link" onClick={() => showSource([id])}>
          {say(title)}
        </button>
      ))}
    </p>
  );
}

/** How firm the place is under other weights. */
function Firm({ code }: { code: string }) {
  const firm = question.value === 'targets' ? firmnessOf(code) : null;
  if (!firm) return null;
  return (
    <div class="firm">
      <span class="firm-line" aria-hidden="true">
        <span style={{ width: `${100 * firm.share}%` }} />
      </span>
      <p>{firmWords(firm)}</p>
      <p class="note">
        {words.value.firmRanks}
        {words.value.colon}
        {ranked(firm.bestRank, firm.worstRank, firm.of)}
      </p>
    </div>
  );
}

function Drivers({ target }: { target: Target }) {
  return (
    <ul class="drivers">
      {target.drivers.map(({ kind, contribution, sentence, figures = [] }) => (
        <li key={kind}>
          <span class="driver-name">{words.value.drivers[kind]}</span>
          <span class="driver-share">{percent(Math.round(100 * contribution))}</span>
          <span class="driver-line" aria-hidden="true">
            <span data-driver={kind} style={{ width: `${100 * contribution}%` }} />
          </span>
          <span class="driver-sentence">
            <Sourced sentence={sentence} figures={figures} />
          </span>
        </li>
      ))}
    </ul>
  );
}
