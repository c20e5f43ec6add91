import type { Measure, ZoneCard, ZoneTakeUp } from '../../api/types';
import { words } from '../../i18n';
import { amount, measuredWithin, whole } from '../../i18n/numbers';

/** The scale of the ratio: from none of the expected recipients to twice as many. */
const FULL = 2;
const place = (ratio: number): string => `${(100 * Math.min(ratio, FULL)) / FULL}%`;

/** Observed against expected, and what it does and does not say. */
export function TakeUpSection({ card: { take_up: signal } }: { card: ZoneCard }) {
  return signal && <Signal signal={signal} />;
}

function Signal({ signal }: { signal: ZoneTakeUp }) {
  const { takeUpHeading, takeUpClasses, observed, expected, ratio, shortfall, signalOnly } = words.value;
  const known = signal.ratio.value !== null;
  return (
    <section class="card-section" aria-labelledby="take-up">
      <h3 id="take-up">{takeUpHeading}</h3>
      <p class="verdict" data-verdict={signal.class}>
        {takeUpClasses[signal.class]}
      </p>
      {known && <RatioLine ratio={signal.ratio} />}
      <dl class="pairs">
        <Pair name={observed} value={measuredWithin(signal.observed, 'claimants')} />
        <Pair name={expected} value={rounded(signal.expected)} />
        {known && <Pair name={ratio} value={measuredWithin(signal.ratio, 'ratio')} />}
        {signal.class === 'deficit' && <Pair name={shortfall} value={rounded(signal.shortfall)} />}
      </dl>
      <p class="note">{signalOnly}</p>
    </section>
  );
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** An expected count is no exact figure: whole numbers. */
function rounded({ value, interval, flag }: Measure): string {
  if (value === null) return words.value.flags[flag];
  return interval
    ? `${whole(value)} (${words.value.classRange(whole(interval.low), whole(interval.high))})`
    : whole(value);
}

/** The ratio and its interval on a line whose middle is parity. */
function RatioLine({ ratio }: { ratio: Measure }) {
  const { value, interval } = ratio;
  if (value === null) return null;
  const [low, high] = [interval?.low ?? value, interval?.high ?? value];
  return (
    <div
      class="ratio-line"
      role="img"
      aria-label={`${words.value.ratio}${words.value.colon}${measuredWithin(ratio, 'ratio')}`}
    >
      <span class="ratio-parity" aria-hidden="true">
        {words.value.ratioReference}
      </span>
      <span class="ratio-track" aria-hidden="true">
        <span class="ratio-interval" style={{ left: place(low), right: `calc(100% - ${place(high)})` }} />
        <span class="ratio-value" style={{ left: place(value) }} />
      </span>
      <span class="ratio-ends" aria-hidden="true">
        <span>{amount(0, 'ratio')}</span>
        <span>{amount(1, 'ratio')}</span>
        <span>{amount(FULL, 'ratio')}</span>
      </span>
    </div>
  );
}
