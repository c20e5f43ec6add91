import { computed } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../i18n';
import { whole } from '../i18n/numbers';
import { isOpen } from '../opening/week';
import { DAYS } from '../state/address';
import { calm } from '../state/device';
import { minuteOf, momentAt } from '../state/moment';
import { dataOf } from '../state/resource';
import { coverage, services } from '../state/territory';
import { go, view } from '../state/view';
import { SignButton } from './controls';

/** The hours of a day that are drawn. */
const [FIRST, LAST] = [7, 21];
const HOURS = Array.from({ length: LAST - FIRST }, (_, index) => FIRST + index);
const A_DAY = 24 * 60;
const PACE = 1100;
const START = A_DAY + 60 * 9;

/** The week hour by hour: how many services are open, and the map at the hour chosen; it can run by itself. */
export function Clock() {
  const at = view.value.at;
  const minute = at ? minuteOf(at) : null;
  const open = openByHour.value;
  const most = Math.max(...open.flat(), 1);
  const unknown = hoursUnknown.value;
  const { clock, clockAbout, clockUnknown } = words.value;
  return (
    <section class="clock" aria-label={clock}>
      <p class="note">{clockAbout}</p>
      <div class="clock-week">
        <div class="clock-day" aria-hidden="true">
          <span />
          {HOURS.map((hour) => (
            <span key={hour} class="clock-tick">
              {hour % 4 === 0 ? hour : ''}
            </span>
          ))}
        </div>
        {DAYS.map((day, index) => (
          <Day key={day} day={index} open={open[index] ?? []} most={most} minute={minute} />
        ))}
      </div>
      <Hand minute={minute} />
      {unknown > 0 && <p class="note">{clockUnknown(unknown, whole(unknown))}</p>}
    </section>
  );
}

const openings = computed(
  () => dataOf(services.loaded.value)?.features.map(({ properties }) => properties.opening) ?? [],
);
const hoursUnknown = computed(() => openings.value.filter((opening) => isOpen(opening, 0) === null).length);

/** Services open at each hour of each day, by the hours known. */
const openByHour = computed(() => {
  return DAYS.map((_, day) =>
    HOURS.map((hour) => openings.value.filter((opening) => isOpen(opening, A_DAY * day + 60 * hour)).length),
  );
});

function Day(props: { day: number; open: number[]; most: number; minute: number | null }) {
  const { days, clockMoment, clockOpen } = words.value;
  const name = days[props.day] ?? '';
  return (
    <div class="clock-day">
      <span class="clock-name" aria-hidden="true">
        {name.slice(0, 3)}
      </span>
      {props.open.map((count, index) => {
        const minute = A_DAY * props.day + 60 * (HOURS[index] ?? 0);
        const chosen = props.minute !== null && props.minute >= minute && props.minute < minute + 60;
        const said = clockMoment(name, `${HOURS[index]}:00`, clockOpen(count, whole(count)));
        return (
          <span
            key={minute}
            class="clock-hour"
            title={said}
            data-chosen={chosen || undefined}
            style={{ '--part': count / props.most }}
            onClick={() => go({ at: momentAt(minute) }, true)}
            aria-hidden="true"
          />
        );
      })}
    </div>
  );
}

/** The same week under one hand, for the keyboard; playing moves it on by an hour until the evening. */
function Hand({ minute }: { minute: number | null }) {
  const [playing, setPlaying] = useState(false);
  const { clock, play, pause, anyTime } = words.value;
  const answered = coverage.loaded.value.state === 'ready';
  useEffect(() => {
    if (!playing || !answered) return;
    const next = setTimeout(() => (stepOn() ? undefined : setPlaying(false)), calm() ? 2 * PACE : PACE);
    return () => clearTimeout(next);
  }, [playing, answered, minute]);
  const start = () => {
    if (!playing && (minute === null || minute % A_DAY >= 60 * (LAST - 1))) go({ at: momentAt(startOf(minute)) }, true);
    setPlaying(!playing);
  };
  return (
    <div class="clock-hand">
      <SignButton name={playing ? pause : play} icon={playing ? 'pause' : 'play'} pressed={playing} onPress={start} />
      <input
        type="range"
        aria-label={clock}
        min={0}
        max={7 * HOURS.length - 1}
        step={1}
        value={minute === null ? 0 : stepOf(minute)}
        aria-valuetext={minute === null ? anyTime : momentWords(minute)}
        onInput={(event) => go({ at: momentAt(minuteAt(event.currentTarget.valueAsNumber)) }, true)}
      />
      <output>{minute === null ? anyTime : momentWords(minute)}</output>
    </div>
  );
}

const startOf = (minute: number | null): number =>
  minute === null ? START : A_DAY * Math.floor(minute / A_DAY) + 60 * FIRST;

/** An hour later; false once the evening is reached. */
function stepOn(): boolean {
  const minute = view.peek().at === null ? START : minuteOf(view.peek().at as string);
  if (minute % A_DAY >= 60 * (LAST - 1)) return false;
  go({ at: momentAt(minute + 60) }, true);
  return true;
}

const minuteAt = (step: number): number =>
  A_DAY * Math.floor(step / HOURS.length) + 60 * (FIRST + (step % HOURS.length));

function stepOf(minute: number): number {
  const hour = Math.min(Math.max(Math.floor((minute % A_DAY) / 60), FIRST), LAST - 1);
  return HOURS.length * Math.floor(minute / A_DAY) + hour - FIRST;
}

function momentWords(minute: number): string {
  const [day = '', time = ''] = momentAt(minute).split('-');
  return `${words.value.days[DAYS.indexOf(day)]} ${time}`;
}
