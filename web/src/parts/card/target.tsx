import type { Target } from '../../api/types';
import { say, words } from '../../i18n';
import { decimal, ranked, whole } from '../../i18n/numbers';
import { dataOf } from '../../state/resource';
import { targets } from '../../state/territory';
import { CopyButton } from '../controls';

/** Why here, what to do, and how sure the rank is. */
export function TargetSection({ target }: { target: Target }) {
  const { whyHere, copySentence, copied, rank, score, outOf100, actions } = words.value;
  const of = dataOf(targets.loaded.value)?.ranked;
  const interval = of === undefined ? rangeOf(target) : ranked(target.rank_low, target.rank_high, of);
  return (
    <section class="card-section why" aria-labelledby="why">
      <h3 id="why">{whyHere}</h3>
      <p class="action">{actions[target.action]}</p>
      <blockquote class="why-sentence">{say(target.sentence)}</blockquote>
      <CopyButton name={copySentence} said={copied} words={() => say(target.sentence)} />
      <dl class="pairs">
        <div>
          <dt>{rank}</dt>
          <dd>{interval}</dd>
        </div>
        <div>
          <dt>{score}</dt>
          <dd>{outOf100(decimal(target.score))}</dd>
        </div>
      </dl>
      <ul class="drivers">
        {target.drivers.map(({ kind, contribution, sentence }) => (
          <li key={kind}>
            <span class="driver-name">{words.value.drivers[kind]}</span>
            <span class="driver-share">{`${whole(100 * contribution)} %`}</span>
            <span class="driver-line" aria-hidden="true">
              <span data-driver={kind} style={{ width: `${100 * contribution}%` }} />
            </span>
            <span class="driver-sentence">{say(sentence)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The rank without how many were ranked, when the list is not on screen. */
function rangeOf({ rank_low, rank_high }: Target): string {
  const { ordinal, rankedFromTo } = words.value;
  return rank_low === rank_high ? ordinal(rank_low) : rankedFromTo(ordinal(rank_low), ordinal(rank_high));
}
