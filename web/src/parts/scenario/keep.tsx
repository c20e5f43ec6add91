import { useId } from 'preact/hooks';
import { addressOf } from '../../api/client';
import { words as general } from '../../i18n';
import { scenarioWords as words } from '../../i18n/scenario';
import { inFormat } from '../../picture/picture';
import { dropScenario, type Kept, keepScenario, kept } from '../../scenario/kept';
import { exportPath } from '../../scenario/state';
import { readAddress } from '../../state/address';
import { changesWords } from '../../state/changes';
import { announce } from '../../state/screen';
import { territory } from '../../state/territory';
import { addressWith, go, shareAddress, view } from '../../state/view';
import { CopyButton, SignButton } from '../controls';

/** A name, a place among those kept, a link, files. */
export function KeepAndShare() {
  const id = useId();
  const { keepHeading, scenarioName, keep, keptSaid, share, shared } = words.value;
  const name = view.value.name ?? '';
  const keepNow = (event: Event) => {
    event.preventDefault();
    const called = view.peek().name ?? '';
    if (!called) return;
    const address = addressWith({ map: null, against: null, zone: null, service: null });
    keepScenario({ name: called, changes: view.peek().changes, address });
    announce(keptSaid(called));
  };
  return (
    <section class="keeping" aria-labelledby="scenario-keep">
      <h2 class="panel-heading" id="scenario-keep">
        {keepHeading}
      </h2>
      <form class="field-pair" onSubmit={keepNow}>
        <div class="field">
          <label for={id}>{scenarioName}</label>
          <input
            id={id}
            type="text"
            maxLength={80}
            required
            value={name}
            onInput={(event) => go({ name: event.currentTarget.value || null }, true)}
          />
        </div>
        <button type="submit" class="button">
          {keep}
        </button>
      </form>
      <KeptList />
      <div class="keep-line">
        <CopyButton
          name={share}
          said={shared}
          words={() => shareAddress(territory.peek()?.snapshot ?? null)}
          icon="share"
        />
        <Exports />
      </div>
    </section>
  );
}

function Exports() {
  const path = exportPath.value;
  if (!path) return null;
  const { exports } = words.value;
  return (
    <span class="keep-files">
      <span class="unseen">{exports}</span>
      {(['json', 'geojson', 'csv'] as const).map((format) => (
        <a key={format} href={addressOf(inFormat(path, format))} download>
          {{ json: 'JSON', geojson: 'GeoJSON', csv: 'CSV' }[format]}
        </a>
      ))}
    </span>
  );
}

function KeptList() {
  const { kept: title } = words.value;
  if (kept.value.length === 0) return null;
  return (
    <section aria-labelledby="scenario-kept">
      <h3 class="panel-heading" id="scenario-kept">
        {title}
      </h3>
      <ul class="plain-list">
        {kept.value.map((one) => (
          <KeptLine key={one.name} one={one} />
        ))}
      </ul>
    </section>
  );
}

function KeptLine({ one }: { one: Kept }) {
  const { open, compareWith, stopComparing, dropKept } = words.value;
  const here = changesWords(view.value.changes) === changesWords(one.changes);
  const against = view.value.against;
  const comparing = against !== null && changesWords(against) === changesWords(one.changes);
  const colon = general.value.colon;
  return (
    <li>
      <span>{one.name}</span>
      <span class="keep-line">
        {!here && (
          <button
            type="button"
            class="link"
            aria-label={`${open}${colon}${one.name}`}
            onClick={() => go({ ...readAddress(one.address), lang: view.peek().lang })}
          >
            {open}
          </button>
        )}
        {(!here || comparing) && (
          <button
            type="button"
            class="link"
            aria-pressed={comparing}
            aria-label={`${comparing ? stopComparing : compareWith}${colon}${one.name}`}
            onClick={() => go({ against: comparing ? null : one.changes })}
          >
            {comparing ? stopComparing : compareWith}
          </button>
        )}
        <SignButton name={dropKept(one.name)} icon="close" onPress={() => dropScenario(one.name)} />
      </span>
    </li>
  );
}
