import { useState } from 'preact/hooks';
import { saveFile } from '../../export/save';
import { words as general } from '../../i18n';
import { fieldWords as words } from '../../i18n/field';
import { whole } from '../../i18n/numbers';
import { asFile, drop, waiting } from '../../outbox/box';
import type { Entry } from '../../outbox/entry';
import { again, flush, sending } from '../../outbox/send';
import { pageHref } from '../../state/page';
import { announce } from '../../state/screen';
import { lang } from '../../state/view';

/** What waits to be sent: where it stands, and what its author can do with it. */
export function OutboxList() {
  const { outbox, outboxStates, outboxEmpty, outboxSend, outboxFile, outboxSent } = words.value;
  const send = async () => {
    const sent = await flush();
    if (sent > 0) announce(outboxSent(sent, whole(sent)));
  };
  const none = waiting.value.length === 0;
  return (
    <section class="outbox" aria-label={outbox}>
      <p class="note" role="status">
        {none ? outboxEmpty : outboxStates[sending.value]}
      </p>
      <ul>
        {waiting.value.map((entry) => (
          <Line key={entry.key} entry={entry} />
        ))}
      </ul>
      {!none && (
        <div class="outbox-buttons">
          {sending.value === 'signedOut' && (
            <a class="button button-main" href={pageHref('account', lang.value, null)}>
              {words.value.outboxSignIn}
            </a>
          )}
          <button type="button" class="button" disabled={sending.value === 'sending'} onClick={send}>
            {outboxSend}
          </button>
          <button type="button" class="button" onClick={() => saveFile(asFile(), 'maillage-notes.json')}>
            {outboxFile}
          </button>
        </div>
      )}
    </section>
  );
}

/** Thrown away only when said twice. */
function Line({ entry }: { entry: Entry }) {
  const [sure, setSure] = useState(false);
  const { outboxDrop, outboxDropSure, outboxRefused } = words.value;
  const { retry, colon, locale } = general.value;
  const { key, about, made, refused } = entry;
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' });
  return (
    <li>
      <span class="outbox-about">{about}</span>
      <span class="note">{when.format(new Date(made))}</span>
      {refused && (
        <p class="notice">
          {outboxRefused}
          {colon}
          {refused.detail ?? refused.title}
        </p>
      )}
      <span class="outbox-line">
        {refused && (
          <button type="button" class="link" onClick={() => again(entry)}>
            {retry}
          </button>
        )}
        <button
          type="button"
          class="link"
          aria-label={sure ? outboxDropSure : outboxDrop(about)}
          onClick={() => (sure ? drop(key) : setSure(true))}
          onBlur={() => setSure(false)}
        >
          {sure ? outboxDropSure : words.value.remove}
        </button>
      </span>
    </li>
  );
}
