import type { AreaStatistics } from '../../api/types';
import { say, words } from '../../i18n';
import { decimal, measured, share, span, whole } from '../../i18n/numbers';
import { area } from '../../state/area';
import { chooseZone } from '../../state/screen';
import { territory } from '../../state/territory';
import { Fold } from '../controls';
import { startDrawing } from '../drawing';
import { Shown } from './card';
import { MetInside } from './met';

/** What lies inside a drawn outline. */
export function AreaSheet() {
  return <Shown from={area} draw={(answer) => <Inside answer={answer} />} />;
}

function Inside({ answer }: { answer: AreaStatistics }) {
  const { areaDrawn, area: km2, areaZones, drawAgain } = words.value;
  const about = [km2(decimal(answer.area_km2, 2)), areaZones(answer.zones.length, whole(answer.zones.length))];
  return (
    <>
      <header class="card-header">
        <p class="card-kind">{territory.value?.name}</p>
        <h2>{areaDrawn}</h2>
        <p class="card-about">{about.join(' · ')}</p>
      </header>
      <Services services={answer.services} />
      {answer.released && <MetInside released={answer.released} />}
      <Figures indicators={answer.indicators} />
      <Zones zones={answer.zones} />
      <LeftOut reasons={answer.left_out} />
      <button type="button" class="button" onClick={startDrawing}>
        {drawAgain}
      </button>
    </>
  );
}

function Services({ services }: Pick<AreaStatistics, 'services'>) {
  const { areaServices, areaNoService } = words.value;
  const labelOf = (code: string) => territory.value?.themes.find((theme) => theme.code === code)?.label;
  return (
    <section class="card-section" aria-labelledby="area-services">
      <h3 id="area-services">{areaServices}</h3>
      {services.length === 0 && <p class="note">{areaNoService}</p>}
      <ul class="area-themes">
        {services.map(({ theme, count }) => {
          const label = labelOf(theme);
          return (
            <li key={theme}>
              <span>{label ? say(label) : theme}</span>
              <strong>{whole(count)}</strong>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Counts, rounded: an estimate by surface is no exact figure. Those withheld come last. */
function Figures({ indicators }: Pick<AreaStatistics, 'indicators'>) {
  const { areaFigures, areaAbout } = words.value;
  const inOrder = indicators.toSorted((a, b) => Number(a.measure.value === null) - Number(b.measure.value === null));
  return (
    <section class="card-section" aria-labelledby="area-figures">
      <h3 id="area-figures">{areaFigures}</h3>
      <p class="note">{areaAbout}</p>
      <dl class="figures">
        {inOrder.map(({ id, label, measure }) => (
          <div key={id} class="figure" data-hidden={measure.value === null || undefined}>
            <dt>{say(label)}</dt>
            <dd>
              <span class="figure-value">
                {measure.value === null ? measured(measure, 'count') : whole(measure.value)}
              </span>
              {measure.interval && measure.value !== null && (
                <span class="figure-notes">{span(rounded(measure.interval), 'count')}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const rounded = ({ low, high }: { low: number; high: number }) => ({ low: Math.round(low), high: Math.round(high) });

function Zones({ zones }: Pick<AreaStatistics, 'zones'>) {
  const { areaZones, areaShare } = words.value;
  return (
    <Fold title={areaZones(zones.length, whole(zones.length))}>
      <ul class="area-zones">
        {zones.map(({ code, name, share: part }) => (
          <li key={code}>
            <button type="button" class="link" onClick={() => chooseZone(code)}>
              {name}
            </button>
            <span>
              <span class="unseen">{areaShare} </span>
              {share(part)}
            </span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}

function LeftOut({ reasons }: { reasons: AreaStatistics['left_out'] }) {
  if (reasons.length === 0) return null;
  return (
    <Fold title={words.value.areaLeftOut}>
      {reasons.map((reason) => (
        <p key={reason.fr} class="note">
          {say(reason)}
        </p>
      ))}
    </Fold>
  );
}
