import type { Cluster, TakeUp } from '../api/types';
import { say, words } from '../i18n';
import { chance, whole } from '../i18n/numbers';
import { dataOf } from '../state/resource';
import { takeUp } from '../state/territory';
import { Sentence } from './controls';
import { lookAtZones } from './map-region';

export function TakeUpQuestion() {
  const answer = dataOf(takeUp.loaded.value);
  if (!answer) return null;
  return (
    <>
      <TakeUpAnswer answer={answer} />
      <p class="note">{say(answer.method.note)}</p>
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

function TakeUpAnswer({ answer }: { answer: TakeUp }) {
  const { takeUpAnswer } = words.value;
  const deficits = answer.zones.filter((zone) => zone.class === 'deficit');
  return (
    <p class="answer">
      <span class="answer-lead">{say(answer.benefit)}</span>
      <Sentence of={takeUpAnswer(whole(deficits.length), whole(answer.zones.length))} />
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
          {clusterAbout(whole(cluster.zones.length), whole(cluster.observed), whole(cluster.expected))}
        </span>
      </button>
    </li>
  );
}
