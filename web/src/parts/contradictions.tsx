import type { Contradictions } from '../api/types';
import { say, words } from '../i18n';
import { chooseZone } from '../state/screen';
import { contradictions, lensOpen } from '../state/territory';
import { Fold } from './controls';
import { Failed, Waiting } from './states';

const MOST = 100;
const NOT_THERE = 404;

/** Where measures disagree, to be checked on the spot; asked for when it is opened. */
export function ContradictionLens() {
  const open = (opened: boolean) => {
    lensOpen.value = opened;
  };
  return (
    <Fold title={words.value.toCheck} open={lensOpen.value} onToggle={open}>
      {lensOpen.value && <Told />}
    </Fold>
  );
}

function Told() {
  const loaded = contradictions.loaded.value;
  if (loaded.state === 'failed') {
    const { status } = loaded.problem;
    if (status === NOT_THERE) return <p class="note">{words.value.toCheckUnknown}</p>;
    return <Failed problem={loaded.problem} retry={contradictions.retry} />;
  }
  return 'data' in loaded && loaded.data ? <List answer={loaded.data} /> : <Waiting />;
}

function List({ answer }: { answer: Contradictions }) {
  const { toCheckAbout, toCheckNone } = words.value;
  return (
    <>
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
    </>
  );
}
