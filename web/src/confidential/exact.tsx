/** The exact counts of a zone, for whoever may read them: asked for when opened, since each reading is written into the log. */
import { useEffect, useState } from 'preact/hooks';
import { getJson, Refusal } from '../api/client';
import type { Met, Text, ZoneCard } from '../api/types';
import { say } from '../i18n';
import { measuredWithin, whole } from '../i18n/numbers';
import { Outcome, Waiting } from '../parts/states';
import { confidentialWords as words } from './words';
import '../style/confidential.css';

interface Count {
  counted: string;
  label: Text;
  count: number | null;
}

interface Place {
  level: 'zone' | 'commune';
  zones: string[];
  counts: Count[];
}

/** `GET /exact-counts` */
interface ExactCounts {
  told_from: number;
  quarters: { quarter: string; places: Place[] }[];
}

/** So many quarters are shown: a year. */
const SHOWN = 4;

export function ExactCountsOf({ card: { zone, field } }: { card: ZoneCard }) {
  const { exactAbout, exactNone, untoldAbout } = words.value;
  const [told, setTold] = useState<ExactCounts | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const asked = new URLSearchParams({ zone: zone.code, geography: zone.geography });
    // Not kept: another reading is another line of the log.
    getJson<ExactCounts>(`exact-counts?${asked}`, abort.signal, false).then(setTold, (cause) => {
      if (!abort.signal.aborted) setFailed(cause instanceof Refusal ? cause.problem.title : String(cause));
    });
    return () => abort.abort();
  }, [zone.code, zone.geography]);
  return (
    <>
      <p class="confidential">{exactAbout}</p>
      <Outcome failed={failed} />
      {!told && !failed && <Waiting />}
      {told?.quarters.length === 0 && <p class="note">{exactNone}</p>}
      {told?.quarters.slice(0, SHOWN).map(({ quarter, places }) => (
        <Quarter key={quarter} quarter={quarter} place={places[0]} met={field?.quarter === quarter ? field : null} />
      ))}
      {told && told.quarters.length > 0 && <p class="note">{untoldAbout(whole(told.told_from))}</p>}
    </>
  );
}

function Quarter({ quarter, place, met }: { quarter: string; place: Place | undefined; met: Met | null }) {
  const { quarter: title, together, exactUntold, counted, exact, published, untold } = words.value;
  const shown = place?.counts.filter(({ counted, count }) => counted === 'persons' || count !== null) ?? [];
  return (
    <section>
      <h4>{title(quarter)}</h4>
      {!place && <p class="note">{exactUntold}</p>}
      {place && place.zones.length > 1 && <p class="note">{together(whole(place.zones.length))}</p>}
      {place && (
        <table class="exact">
          <thead>
            <tr>
              <th scope="col">{counted}</th>
              <th scope="col">{exact}</th>
              {met && <th scope="col">{published}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ counted, label, count }) => (
              <tr key={counted}>
                <th scope="row">{say(label)}</th>
                <td>{count === null ? untold : whole(count)}</td>
                {met && <td>{publishedOf(met, counted)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function publishedOf(met: Met, counted: string): string {
  if (counted === 'persons') return measuredWithin(met.persons, 'persons');
  const figure = [...met.reasons, ...met.themes].find((figure) => figure.counted === counted);
  return figure ? measuredWithin(figure.measure, 'persons') : '';
}
