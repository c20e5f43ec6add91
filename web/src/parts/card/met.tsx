import type { ReleasedInside } from '../../api/places';
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
      <MetFigures figures={[all, ...reasons, ...themes]} />
      <p class="note">{metAbout}</p>
    </section>
  );
}

/** The same of a drawn outline: persons met, then what is told besides; of the rest, that it is too little to be told. */
export function MetInside({ released: { quarter, figures } }: { released: ReleasedInside }) {
  const { met, metInside, metRest, metAbout } = words.value;
  const shown = figures.filter(({ counted, measure }) => counted === 'persons' || measure.value !== null);
  const rest = figures.length - shown.length;
  return (
    <section class="card-section" aria-labelledby="met">
      <h3 id="met">{met(quarter)}</h3>
      <MetFigures figures={shown} />
      {rest > 0 && <p class="note">{metRest(rest, whole(rest))}</p>}
      <p class="note">{metInside}</p>
      <p class="note">{metAbout}</p>
    </section>
  );
}

function MetFigures({ figures }: { figures: ReleasedFigure[] }) {
  return (
    <dl class="figures">
      {figures.map(({ counted, label, measure }) => (
        <div class="figure" key={counted} data-hidden={measure.value === null || undefined}>
          <dt>{say(label)}</dt>
          <dd>
            <span class="figure-value">{measuredWithin(measure, 'persons')}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
