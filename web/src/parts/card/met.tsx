import type { Met, ReleasedFigure } from '../../api/types';
import { say, words } from '../../i18n';
import { measuredWithin, whole } from '../../i18n/numbers';

/** What the last release of field notes says of the zone: persons met, and why a right was not taken up. */
export function MetSection({ met: { quarter, codes, persons, reasons, themes } }: { met: Met }) {
  const { met, metTogether, metAbout, metPersons } = words.value;
  const all: ReleasedFigure = { counted: 'persons', label: { fr: metPersons, en: metPersons }, measure: persons };
  return (
    <section class="card-section" aria-labelledby="met">
      <h3 id="met">{met(quarter)}</h3>
      {codes.length > 1 && <p class="note">{metTogether(whole(codes.length))}</p>}
      <dl class="figures">
        {[all, ...reasons, ...themes].map(({ counted, label, measure }) => (
          <div class="figure" key={counted} data-hidden={measure.value === null || undefined}>
            <dt>{say(label)}</dt>
            <dd>
              <span class="figure-value">{measuredWithin(measure, 'persons')}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p class="note">{metAbout}</p>
    </section>
  );
}
