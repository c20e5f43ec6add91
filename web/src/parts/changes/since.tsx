import { addressOf } from '../../api/client';
import type { ChangedService, Changes, Position } from '../../api/types';
import { changes, history, since } from '../../changes/state';
import { lastVisit } from '../../changes/visit';
import { words as general, say } from '../../i18n';
import { changeWords as words } from '../../i18n/changes';
import { dateWords, distance, whole } from '../../i18n/numbers';
import { dataOf } from '../../state/resource';
import { chooseService } from '../../state/screen';
import { theme } from '../../state/territory';
import { go } from '../../state/view';
import { Choose, Fold, Sentence } from '../controls';
import { lookAtPlace } from '../map-region';
import { ThemeChoice } from '../theme-choice';

/** Services opened, closed, moved; people who gained or lost access; data revised. */
export function SinceState() {
  const answer = dataOf(changes.loaded.value);
  return (
    <>
      <SinceChoice />
      <ThemeChoice every />
      {answer && <Answer answer={answer} />}
      <a class="link" href={addressOf('changes.atom')}>
        {words.value.feed}
      </a>
    </>
  );
}

/** The states kept by the server, the last visit among them, the state of the link when it is another. */
function SinceChoice() {
  const { since: label, sinceBefore, sinceVisit, sinceLink } = words.value;
  const entries = dataOf(history.loaded.value)?.entries.slice(1) ?? [];
  const chosen = since.value;
  const name = (snapshot: string, updated: string) =>
    snapshot === lastVisit.value
      ? `${sinceVisit} (${dateWords(updated)})`
      : `${dateWords(updated)} · ${snapshot.slice(0, 8)}`;
  const listed = entries.map(({ snapshot, updated }) => ({ value: snapshot, label: name(snapshot, updated) }));
  const missing = chosen && !listed.some(({ value }) => value === chosen);
  const own = missing ? [{ value: chosen, label: chosen === lastVisit.value ? sinceVisit : sinceLink }] : [];
  return (
    <Choose
      label={label}
      value={chosen ?? ''}
      choices={[{ value: '', label: sinceBefore }, ...own, ...listed]}
      onChoose={(snapshot) => go({ since: snapshot || null })}
    />
  );
}

function Answer({ answer }: { answer: Changes }) {
  const { nothingBefore, gainedLost } = words.value;
  if (answer.since === null) return <p class="answer">{nothingBefore}</p>;
  const read = answer.coverage.filter((part) => theme.value === null || part.theme === theme.value);
  const people = (kind: 'people_gained' | 'people_lost') => whole(read.reduce((sum, part) => sum + part[kind], 0));
  return (
    <>
      <p class="answer">
        <span class="answer-lead">{say(answer.summary)}</span>
        <Sentence of={gainedLost(people('people_gained'), people('people_lost'))} />
      </p>
      <Services answer={answer} />
      <Revised answer={answer} />
    </>
  );
}

const KINDS = ['opened', 'closed', 'moved', 'changed', 'stale'] as const;

function Services({ answer: { services } }: { answer: Changes }) {
  const { served, servicesChanged, nothingChanged } = words.value;
  const inTheme = (service: ChangedService) => theme.value === null || service.themes.includes(theme.value);
  const groups = KINDS.map((kind) => ({ kind, listed: services[kind].filter(inTheme) })).filter(
    ({ listed }) => listed.length > 0,
  );
  if (groups.length === 0) return <p class="note">{nothingChanged}</p>;
  return (
    <div>
      {groups.map(({ kind, listed }) => (
        <Fold
          key={kind}
          open={kind !== 'stale' && listed.length < 12}
          title={`${served[kind]}${general.value.colon}${servicesChanged(listed.length, whole(listed.length))}`}
        >
          <ul class="plain-list">
            {listed.slice(0, 100).map((service) => (
              <ServiceLine key={service.id} service={service} gone={kind === 'closed'} />
            ))}
          </ul>
        </Fold>
      ))}
    </div>
  );
}

/** One that closed has no card any more: it is looked at where it was. */
function ServiceLine({ service, gone }: { service: ChangedService; gone: boolean }) {
  const { id, name, position, metres } = service;
  const see = (place: Position) => {
    lookAtPlace(place);
    if (!gone) chooseService(id);
  };
  return (
    <li>
      <button type="button" class="link" onClick={() => see(position)}>
        {name}
      </button>
      {metres !== undefined && <span class="note">{words.value.metresAway(distance(metres))}</span>}
    </li>
  );
}

function Revised({ answer: { indicators, datasets } }: { answer: Changes }) {
  const { dataChanged, edited } = words.value;
  const lines = [
    ...datasets.map(({ dataset, title, change }) => ({ key: dataset, label: title, change })),
    ...indicators.map(({ indicator, label, change }) => ({ key: indicator, label, change })),
  ];
  if (lines.length === 0) return null;
  return (
    <Fold title={`${dataChanged} (${whole(lines.length)})`}>
      <ul class="plain-list">
        {lines.map(({ key, label, change }) => (
          <li key={key}>
            <span>{say(label)}</span>
            <span class="note">{edited[change]}</span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}
