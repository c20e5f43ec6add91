import { describe, expect, it } from 'vitest';
import { isOpen } from '../../src/opening/week';
import { minuteOf, momentAt, momentOf } from '../../src/state/moment';

describe('moments of the week', () => {
  it('are read back from the minute they stand for', () => {
    for (const moment of ['mon-00:00', 'tue-18:30', 'sun-23:30']) expect(momentAt(minuteOf(moment))).toBe(moment);
  });

  it('follow the clock to the half-hour begun', () => {
    expect(momentOf(new Date(2026, 2, 3, 14, 52))).toBe('tue-14:30');
    expect(momentOf(new Date(2026, 2, 8, 0, 5))).toBe('sun-00:00');
  });
});

describe('whether a service is open', () => {
  const at = (moment: string, opening: string | null) => isOpen(opening, minuteOf(moment));

  it('is told by its hours, the closing minute excluded', () => {
    const hours = 'Mo-Fr 09:00-12:00,13:30-17:00';
    expect(at('tue-09:00', hours)).toBe(true);
    expect(at('tue-12:00', hours)).toBe(false);
    expect(at('sat-10:00', hours)).toBe(false);
  });

  it('runs past midnight', () => {
    expect(at('sat-01:30', 'Fr 20:00-02:00')).toBe(true);
    expect(at('sat-02:00', 'Fr 20:00-02:00')).toBe(false);
    expect(at('mon-00:30', 'Su 22:00-01:00')).toBe(true);
    expect(at('wed-23:59', '24/7')).toBe(true);
  });

  it('is unknown where hours are, or say more than a week', () => {
    expect(at('tue-10:00', null)).toBeNull();
    expect(at('tue-10:00', 'Apr-Oct 10:00-18:00')).toBeNull();
  });
});
