import type { Cluster, TakeUp } from '../api/types';
import { say, words } from '../i18n';
import { chance, whole } from '../i18n/numbers';
import { shownTakeUp } from '../picture';
import { ContradictionLens } from './contradictions';
import { Fold, Sentence } from './controls';
import { lookAtZones } from './map-region';

export function TakeUpQuestion() {
  const answer = shownTakeUp.value;
  if (!answer) return null;
  return (
    <>
      <TakeUpAnswer answer={answer} />
      <MethodNote note={say(answer.method.note)} />
      <ContradictionLens />
      <h2 class="panel-heading">{words.value.clusters}</h2>
      {answer.clusters.length === 0 && <p class="note">{words.value.noCluster}</p>}
      <ul class="clusters">
        {answer.clusters.map((cluster) => (
          <ClusterLine key={cluster.rank} cluster={cluster} />
        ))}
      </ul>
    </>
  );
}

/** What the signal is not comes first and stays in sight; how it is made can be unfolded. */
function MethodNote({ note }: { note: string }) {
  const [first = '', ...rest] = note.split(/(?<=\.) /);
  return (
    <div>
      <p class="note note-first">{first}</p>
      {rest.length > 0 && (
        <Fold title={words.value.readSignal}>
          <p class="note">{rest.join(' ')}</p>
        </Fold>
      )}
    </div>
  );
}

function TakeUpAnswer({ answer }: { answer: TakeUp }) {
  const { takeUpAnswer } = words.value;
  const deficits = answer.zones.filter((zone) => zone.class === 'deficit');
  return (
    <p class="answer">
      <span class="answer-lead">{say(answer.benefit)}</span>
      <Sentence of={takeUpAnswer(deficits.length, whole(answer.zones.length))} />
    </p>
  );
}

function ClusterLine({ cluster }: { cluster: Cluster }) {
  const { cluster: title, clusterAbout, clusterChance } = words.value;
  return (
    <li>
      <button type="button" class="cluster" onClick={() => lookAtZones(cluster.zones)}>
        <span class="cluster-title">
          {title(whole(cluster.rank))}
          <span class="cluster-chance">{clusterChance(chance(cluster.p))}</span>
        </span>
        <span class="cluster-about">
          {clusterAbout(cluster.zones.length, whole(cluster.observed), whole(cluster.expected))}
        </span>
      </button>
    </li>
  );
}
