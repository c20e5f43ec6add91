import type { ComponentChildren } from 'preact';
import type { ServicePoint, ServiceProperties } from '../../api/types';
import { say, words } from '../../i18n';
import { dateWords, decimal } from '../../i18n/numbers';
import { isAged } from '../../picture/freshness';
import { chooseZone } from '../../state/screen';
import { territory } from '../../state/territory';
import { later } from '../later';
import { SourceList } from '../method';
import { Hours } from './hours';
import { ReachSection } from './reach';

const CheckSection = later(
  () => import('../field/check').then((part) => part.CheckSection),
  () => null,
);

const WhatIf = later(
  () => import('../scenario/what-if').then((part) => part.WhatIf),
  () => null,
);

/** All that is known of a service. */
export function ServiceSheet({ service }: { service: ServicePoint }) {
  const { properties } = service;
  const { opening, sources, weeklyHours, mobileAbout, placedAbout } = words.value;
  return (
    <>
      <header class="card-header">
        <p class="card-kind">{properties.category}</p>
        <h2>{properties.name}</h2>
        {properties.address && <p class="card-about">{properties.address}</p>}
        <Freshness updated={properties.updated} />
        <Sighting service={properties} />
      </header>
      {properties.mobility === 'mobile' && <p class="notice">{mobileAbout}</p>}
      {properties.placed && <p class="notice">{placedAbout[properties.placed]}</p>}
      <section class="card-section" aria-labelledby="opening">
        <h3 id="opening">
          {opening}
          {properties.weekly_hours !== null && (
            <span class="heading-more">{weeklyHours(decimal(properties.weekly_hours))}</span>
          )}
        </h3>
        <Hours opening={properties.opening} />
      </section>
      <CheckSection service={properties} />
      <WhatIf service={service} />
      <ReachSection />
      <Facts service={properties} />
      <section class="card-section" aria-labelledby="source">
        <h3 id="source">{sources}</h3>
        <SourceList ids={[properties.dataset]} />
      </section>
    </>
  );
}

function Facts({ service }: { service: ServiceProperties }) {
  const { themes, audiences, eligibility, reception, receptions, capacity, price, free, notFree, inZone } = words.value;
  return (
    <dl class="facts">
      <Fact name={themes}>{labelsOf(service.themes ?? [], territory.value?.themes ?? []).join(', ') || '–'}</Fact>
      <Fact name={audiences}>{audienceWords(service.audiences)}</Fact>
      {service.eligibility && <Fact name={eligibility}>{service.eligibility.join(', ')}</Fact>}
      <Fact name={reception}>{receptions[service.reception]}</Fact>
      {service.capacity !== null && <Fact name={capacity}>{decimal(service.capacity)}</Fact>}
      {service.free !== null && <Fact name={price}>{service.free ? free : notFree}</Fact>}
      {service.zone && (
        <Fact name={inZone}>
          <button type="button" class="link" onClick={() => chooseZone(service.zone as string)}>
            {service.zone}
          </button>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Freshness({ updated }: { updated: string | null }) {
  const { updated: on, updatedUnknown } = words.value;
  return (
    <p class="freshness" data-aged={isAged(updated) || undefined}>
      {updated === null ? updatedUnknown : on(dateWords(updated))}
    </p>
  );
}

/** What a team saw on the spot; in place says it in its date of update as well. */
function Sighting({ service: { sighting, seen } }: { service: ServiceProperties }) {
  if (!sighting || !seen) return null;
  return <p class={sighting === 'there' ? 'freshness' : 'notice'}>{words.value.seen[sighting](dateWords(seen))}</p>;
}

function audienceWords(codes: string[] | null): string {
  const { everyone, audienceUnknown } = words.value;
  if (!codes?.length) return audienceUnknown;
  return codes.includes('tous-publics') ? everyone : labelsOf(codes, territory.value?.audiences ?? []).join(', ');
}

function labelsOf(codes: string[], known: { code: string; label: Record<'fr' | 'en', string> }[]): string[] {
  return codes.map((code) => {
    const label = known.find((candidate) => candidate.code === code)?.label;
    return label ? say(label) : code;
  });
}
