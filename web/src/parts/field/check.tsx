import type { ServiceProperties } from '../../api/types';
import { fieldWords as words } from '../../i18n/field';
import { drop, put, waiting } from '../../outbox/box';
import { dayOf, type Entry, SIGHTINGS, type Sighting } from '../../outbox/entry';
import { flush } from '../../outbox/send';
import { announce } from '../../state/screen';

/** What is seen of a service on the spot, in one press; another press takes it back while it has not left. */
export function CheckSection({ service }: { service: ServiceProperties }) {
  const { check, checkAbout, sightings } = words.value;
  const said = waiting.value.find((entry) => isAbout(entry, service.id));
  const state = said?.path === 'service-checks' ? said.body.state : null;
  return (
    <section class="card-section" aria-labelledby="check">
      <h3 id="check">{check}</h3>
      <p class="note">{checkAbout}</p>
      <div class="check-buttons">
        {SIGHTINGS.map((sighting) => (
          <button
            key={sighting}
            type="button"
            class="button"
            aria-pressed={state === sighting}
            onClick={() => see(service, sighting, said)}
          >
            {sightings[sighting]}
          </button>
        ))}
      </div>
      {state && <p class="note-said">{words.value.checkKept(sightings[state])}</p>}
    </section>
  );
}

const isAbout = (entry: Entry, service: string): boolean =>
  entry.path === 'service-checks' && entry.body.service === service;

function see({ id, name }: ServiceProperties, state: Sighting, before: Entry | undefined): void {
  const { checkOf, checkKept, noteNotKept, sightings } = words.value;
  if (before) drop(before.key);
  if (before?.path === 'service-checks' && before.body.state === state) {
    announce(words.value.remove);
    return;
  }
  const clock = new Date();
  const about = checkOf(name, sightings[state]);
  const kept = put({ path: 'service-checks', body: { service: id, day: dayOf(clock), state } }, about, clock);
  announce(kept ? checkKept(sightings[state]) : noteNotKept);
  if (kept) void flush();
}
