import type { ComponentChildren } from 'preact';
import type { ZoneCard, ZoneIndicator } from '../api/types';
import { say, words } from '../i18n';
import {
  caveat,
  dateWords,
  decimal,
  distance,
  measured,
  minutes,
  ranked,
  rankWords,
  share,
  span,
} from '../i18n/numbers';
import { dataOf } from '../state/resource';
import { overall, territory, zoneCard } from '../state/territory';
import { shareAddress, view } from '../state/view';
import { telling } from './card/figures';
import { Hours } from './card/hours';
import { Locator } from './locator';

const SERVICES = 4;
const WORST_FIRST = ['uncovered', 'partial', 'unknown', 'covered', 'no_people'];
const WITHOUT_UNIT = ['percent', 'share', 'euros_per_year', 'ratio', 'code'];

/** The card of a zone on paper: one A4 sheet, seen only when printed. */
export function PrintSheet() {
  const card = dataOf(zoneCard.loaded.value);
  if (!card || view.value.zone !== card.zone.code) return null;
  return (
    <article class="print-sheet">
      <Head card={card} />
      <div class="print-columns">
        <div>
          <Locator card={card} />
          <Access card={card} />
        </div>
        <div>
          <Why card={card} />
          <Figures figures={card.indicators} />
        </div>
      </div>
      <Services card={card} />
      <Foot card={card} />
    </article>
  );
}

function Head({ card: { zone } }: { card: ZoneCard }) {
  const { printed, area, kinds, code, fictional } = words.value;
  const commune = zone.parents.find(({ geography }) => geography === 'commune')?.name;
  const about = [commune, zone.kind && kinds[zone.kind], area(decimal(zone.area_km2, 2)), `${code} ${zone.code}`];
  return (
    <header class="print-head">
      <p>{[printed, territory.value?.name, territory.value?.fictional && fictional].filter(Boolean).join(' · ')}</p>
      <h2>{zone.name}</h2>
      <p>{about.filter(Boolean).join(' · ')}</p>
    </header>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="print-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Why({ card: { target } }: { card: ZoneCard }) {
  const { whyHere, rank, actions, colon } = words.value;
  const of = dataOf(overall.loaded.value)?.ranked;
  if (!target) return null;
  return (
    <Part title={whyHere}>
      <p>{say(target.sentence)}</p>
      <p class="print-strong">
        {actions[target.action]}
        {of !== undefined && ` · ${rank}${colon}${ranked(target.rank_low, target.rank_high, of)}`}
      </p>
    </Part>
  );
}

/** Those by which the zone stands out, as on its card. */
function Figures({ figures }: { figures: ZoneIndicator[] }) {
  const { figures: title, rank, units } = words.value;
  const shown = telling(figures).filter(({ measure }) => measure.value !== null);
  return (
    <Part title={title}>
      <table class="print-table">
        <tbody>
          {shown.map(({ id, label, unit, vintage, measure, rank: rankOf }) => (
            <tr key={id}>
              <th scope="row">{`${say(label)}, ${vintage}`}</th>
              <td>
                <strong>{measured(measure, unit)}</strong>
                {!WITHOUT_UNIT.includes(unit) && ` ${units[unit]}`}
                <span>
                  {[
                    measure.interval && span(measure.interval, unit),
                    caveat(measure.flag),
                    rankOf && `${rank} ${rankWords(rankOf)}`,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

function Access({ card: { coverage } }: { card: ZoneCard }) {
  const { accessHeading, accessUsual, coverageClasses } = words.value;
  if (coverage.length === 0) return null;
  const inOrder = coverage.toSorted((a, b) => WORST_FIRST.indexOf(a.class) - WORST_FIRST.indexOf(b.class));
  const label = (code: string) => territory.value?.themes.find((theme) => theme.code === code)?.label;
  return (
    <Part title={accessHeading}>
      <p class="print-note">{accessUsual}</p>
      <table class="print-table print-lines">
        <tbody>
          {inOrder.map((access) => {
            const name = label(access.theme);
            const within = access.share_within == null ? null : share(access.share_within);
            return (
              <tr key={access.theme}>
                <th scope="row">{name ? say(name) : access.theme}</th>
                <td>
                  {coverageClasses[access.class]}
                  <span>{[access.nearest && minutes(access.nearest.minutes), within].filter(Boolean).join(' · ')}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Part>
  );
}

function Services({ card: { services } }: { card: ZoneCard }) {
  if (services.length === 0) return null;
  return (
    <Part title={words.value.nearestServices}>
      <ul class="print-services">
        {services.slice(0, SERVICES).map((service) => (
          <li key={service.id}>
            <strong>{`${service.name}, ${minutes(service.minutes)} (${distance(service.metres)})`}</strong>
            <span>{service.category}</span>
            <Hours opening={service.opening} brief />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Foot({ card: { datasets, snapshot } }: { card: ZoneCard }) {
  const { sources, colon, permalink, printedFrom, signalOnly } = words.value;
  const method = dataOf(overall.loaded.value)?.method;
  const used = territory.value?.datasets.filter(({ id }) => datasets.includes(id)) ?? [];
  const cited = used.map(
    ({ title, producer, vintage, licence }) => `${say(title)} (${producer}, ${vintage}, ${licence})`,
  );
  return (
    <footer class="print-foot">
      <p>{`${sources}${colon}${cited.join(' ; ')}.`}</p>
      {method && <p>{`${say(method.name)} (${method.citation}).`}</p>}
      <p>{`${signalOnly} ${printedFrom(snapshot)}, ${dateWords(new Date().toISOString())}.`}</p>
      <p>{`${permalink}${colon}${shareAddress(territory.peek()?.snapshot ?? null)}`}</p>
    </footer>
  );
}
