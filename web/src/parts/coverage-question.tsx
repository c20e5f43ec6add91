import { useState } from 'preact/hooks';
import type { Coverage } from '../api/types';
import { say, words } from '../i18n';
import { minutes, whole } from '../i18n/numbers';
import { shownCoverage } from '../picture';
import { knownFacet, middleMinutes } from '../picture/coverage';
import { COVERAGE_FACETS, type CoverageFacet, DAYS } from '../state/address';
import { crossIndicator, crossIndicators, territory } from '../state/territory';
import { go, view } from '../state/view';
import { Choose, Fold, Segments, Sentence } from './controls';
import { later } from './later';
import { LimitSlider } from './limit-slider';
import { ModeChoice } from './mode-choice';
import { ThemeChoice } from './theme-choice';

const Clock = later(() => import('./clock').then((part) => part.Clock));
const OFFICE_HOUR = '10:00';

/** Half-hours of the day people go out in. */
const HOURS = Array.from({ length: 33 }, (_, index) => {
  const minutes = 6 * 60 + 30 * index;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${minutes % 60 === 0 ? '00' : '30'}`;
});

export function CoverageQuestion() {
  const answer = shownCoverage.value;
  const { facet } = view.value;
  const { show, facets, facetBarred } = words.value;
  const shown = answer ? knownFacet(answer, facet) : facet;
  const offered = COVERAGE_FACETS.filter((facet) => facet !== 'cross' || crossIndicators.value.length > 0);
  const nobodyCounted = answer?.people === null;
  return (
    <>
      <ThemeChoice />
      {answer && <CoverageAnswer answer={answer} />}
      <AudienceChoice />
      <MomentChoice />
      <Week />
      <ModeChoice />
      <LimitSlider />
      <Segments
        label={show}
        value={shown}
        choices={offered.map((value) => ({
          value,
          label: facets[value],
          barred: nobodyCounted && value !== shown ? facetBarred : undefined,
        }))}
        onChoose={(chosen) => go({ facet: chosen as CoverageFacet }, true)}
      />
      {shown === 'cross' && <CrossChoice />}
    </>
  );
}

/** The indicator of need that access is crossed with. */
function CrossChoice() {
  const choices = crossIndicators.value.map(({ id, label, vintage }) => ({
    value: id,
    label: `${say(label)}, ${vintage}`,
  }));
  return (
    <Choose
      label={words.value.crossWith}
      value={crossIndicator.value?.id ?? ''}
      choices={choices}
      onChoose={(id) => go({ indicator: id })}
    />
  );
}

export function AudienceChoice() {
  const known = territory.value?.audiences ?? [];
  const choices = known.map(({ code, label }) => ({ value: code, label: say(label) }));
  return (
    <Choose
      label={words.value.audience}
      value={view.value.audience ?? ''}
      choices={[{ value: '', label: words.value.anyone }, ...choices]}
      onChoose={(code) => go({ audience: code || null })}
    />
  );
}

/** The clock of the week, fetched when opened. */
function Week() {
  const [open, setOpen] = useState(false);
  return (
    <Fold title={words.value.clock} open={open} onToggle={setOpen}>
      {open && <Clock />}
    </Fold>
  );
}

export function MomentChoice() {
  const { moment, anyTime, days, hour } = words.value;
  const [day = '', time = OFFICE_HOUR] = view.value.at?.split('-') ?? [];
  const choices = DAYS.map((value, index) => ({ value, label: days[index] ?? value }));
  const set = (day: string, time: string) => go({ at: day ? `${day}-${time}` : null });
  const hours = HOURS.includes(time) ? HOURS : [...HOURS, time].sort();
  return (
    <div class="field-pair">
      <Choose
        label={moment}
        value={day}
        choices={[{ value: '', label: anyTime }, ...choices]}
        onChoose={(chosen) => set(chosen, time)}
      />
      {day && (
        <Choose
          label={hour}
          value={time}
          choices={hours.map((value) => ({ value, label: value }))}
          onChoose={(chosen) => set(day, chosen)}
        />
      )}
    </div>
  );
}

function CoverageAnswer({ answer }: { answer: Coverage }) {
  return answer.people === null ? <NobodyCounted answer={answer} /> : <PeopleShort answer={answer} />;
}

/** Nothing loaded counts people: the zones within reach are all that can be told. */
function NobodyCounted({ answer: { zones, query, services } }: { answer: Coverage }) {
  const { timesAnswer, nobodyCounted, coverageServices } = words.value;
  const within = zones.filter((zone) => (middleMinutes(zone) ?? Number.POSITIVE_INFINITY) <= query.limit_minutes);
  return (
    <p class="answer">
      <Sentence of={timesAnswer(whole(within.length), whole(zones.length), minutes(query.limit_minutes))} />
      <span class="answer-more">{nobodyCounted}</span>
      <span class="answer-more">{coverageServices(services, whole(services))}</span>
    </p>
  );
}

function PeopleShort({ answer }: { answer: Coverage }) {
  const { coverageAnswer, coverageInterval, coverageServices, coverageUnknown } = words.value;
  const unknown = answer.zones.filter((zone) => zone.class === 'unknown').length;
  const uncovered = answer.zones.filter((zone) => zone.class === 'uncovered').length;
  const { value, interval } = answer.short;
  const people = value === null ? '?' : whole(value);
  return (
    <p class="answer">
      <Sentence of={coverageAnswer(people, uncovered, whole(answer.zones.length))} />
      {interval && interval.low < interval.high && (
        <span class="answer-more">{coverageInterval(whole(interval.low), whole(interval.high))}</span>
      )}
      {unknown > 0 && <span class="answer-more">{coverageUnknown(unknown, whole(unknown))}</span>}
      <span class="answer-more">{coverageServices(answer.services, whole(answer.services))}</span>
    </p>
  );
}
