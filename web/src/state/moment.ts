/** Moments of an ordinary week, `tue-18:30`. */
import { DAYS } from './address';

const A_DAY = 24 * 60;

/** The day and the hour on a clock, to the half-hour begun. */
export function momentOf(clock: Date): string {
  const day = DAYS[(clock.getDay() + 6) % 7];
  return `${day}-${hourWords(60 * clock.getHours() + (clock.getMinutes() < 30 ? 0 : 30))}`;
}

/** Minutes since Monday at midnight. */
export function minuteOf(moment: string): number {
  const [day = '', time = ''] = moment.split('-');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return A_DAY * DAYS.indexOf(day) + 60 * hours + minutes;
}

export const momentAt = (minute: number): string =>
  `${DAYS[Math.floor(minute / A_DAY) % 7]}-${hourWords(minute % A_DAY)}`;

export function hourWords(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
