import { useState } from 'preact/hooks';
import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import { waiting } from '../outbox/box';
import { Icon } from './icon';
import { later } from './later';

const OutboxList = later(() => import('./field/outbox').then((part) => part.OutboxList));

/** How many notes wait on this device; nothing while none does. */
export function OutboxButton() {
  const [open, setOpen] = useState(false);
  const count = waiting.value.length;
  if (count === 0 && !open) return null;
  const name = words.value.outboxCount(count, whole(count));
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    setOpen(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what the button opened
    <div class="outbox-holder" onKeyDown={leave}>
      <button
        type="button"
        class="sign outbox-sign"
        aria-label={name}
        title={name}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="outbox" />
        <span class="outbox-count" aria-hidden="true">
          {whole(count)}
        </span>
      </button>
      {open && <OutboxList />}
    </div>
  );
}
