import { say, words } from '../i18n';
import { whole } from '../i18n/numbers';
import { dataOf } from '../state/resource';
import { chooseZone } from '../state/screen';
import { contradictions } from '../state/territory';
import { Fold } from './controls';

const MOST = 100;

/** Where measures disagree, to be checked on the spot; nothing where the server compares none. */
export function ContradictionLens() {
  const answer = dataOf(contradictions.loaded.value);
  if (!answer) return null;
  const { toCheck, toCheckAbout, toCheckNone } = words.value;
  return (
    <Fold title={`${toCheck} (${whole(answer.zones.length)})`}>
      <p class="note">{answer.zones.length === 0 ? toCheckNone : toCheckAbout}</p>
      <ul class="plain-list">
        {answer.zones.slice(0, MOST).map(({ zone, name, kind, sentence }) => (
          <li key={`${zone} ${kind}`}>
            <button type="button" class="link" onClick={() => chooseZone(zone)}>
              {name}
            </button>
            <span class="note">{say(sentence)}</span>
          </li>
        ))}
      </ul>
      <p class="note">{say(answer.method.note)}</p>
    </Fold>
  );
}
