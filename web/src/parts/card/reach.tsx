import { words } from '../../i18n';
import { whole } from '../../i18n/numbers';
import { reach } from '../../state/reach';
import { dataOf } from '../../state/resource';
import { go, lang, view } from '../../state/view';

/** What the outlines on the map mean, or why there are none. */
export function ReachLegend() {
  const loaded = reach.loaded.value;
  const { reachIn, byMode, reachFailed, minutes } = words.value;
  if (loaded.state === 'failed') {
    const { title, hint } = loaded.problem;
    return (
      <div>
        <p class="notice">{reachFailed}</p>
        <p class="note sentence">{[title, hint].filter(Boolean).join(' ; ')}</p>
      </div>
    );
  }
  const answer = dataOf(loaded);
  if (!answer) return null;
  const nearestFirst = [...answer.features].sort((a, b) => a.properties.minutes - b.properties.minutes);
  return (
    <>
      <ul class="reach-legend">
        {nearestFirst.map(({ properties }, index) => (
          <li key={properties.minutes}>
            <span class="reach-sample" data-ring={index + 1} aria-hidden="true" />
            {reachIn(minutes(whole(properties.minutes)), byMode[view.value.mode])}
          </li>
        ))}
      </ul>
      {answer.features[0] && <p class="note">{answer.features[0].properties[`method_${lang.value}`]}</p>}
    </>
  );
}

/** On the card of a service: how far one gets from it, drawn on demand. */
export function ReachSection() {
  const { reach: title, showReach } = words.value;
  const shown = view.value.reach;
  return (
    <section class="card-section" aria-labelledby="reach">
      <h3 id="reach">{title}</h3>
      <label class="tick">
        <input type="checkbox" checked={shown} onChange={() => go({ reach: !shown }, true)} />
        {showReach}
      </label>
      {shown && <ReachLegend />}
    </section>
  );
}
