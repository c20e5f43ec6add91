import { describe, expect, it } from 'vitest';
import { readWeek } from '../../src/opening/week';

const days = (opening: string) =>
  readWeek(opening)?.map((spans) => spans.map(({ from, to }) => `${from}-${to}`).join());

describe('opening hours', () => {
  it('read as a week', () => {
    expect(days('Mo-Fr 09:00-12:00,13:30-17:00; Sa 9:00-12:00')).toEqual([
      ...Array(5).fill('09:00-12:00,13:30-17:00'),
      '09:00-12:00',
      '',
    ]);
  });

  it('let a later rule replace an earlier one', () => {
    expect(days('Mo-Su 08:00-20:00; We off; PH off')?.[2]).toBe('');
  });

  it('wrap from Sunday to Monday', () => {
    expect(days('Sa-Mo 10:00-11:00')).toEqual(['10:00-11:00', '', '', '', '', '10:00-11:00', '10:00-11:00']);
  });

  it('know lists of days, all days and around the clock', () => {
    expect(days('Mo,We 14:00-18:00')?.filter(Boolean)).toHaveLength(2);
    expect(days('08:00-12:00')?.filter(Boolean)).toHaveLength(7);
    expect(days('24/7')?.[6]).toBe('00:00-24:00');
  });

  it.each(['Jan-Mar Mo 09:00-12:00', 'Mo[1] 09:00-12:00', 'sunrise-sunset', 'Mo 09:00-12:00 "sur rendez-vous"'])(
    'are left in their own words when they say more: %s',
    (opening) => {
      expect(readWeek(opening)).toBeNull();
    },
  );
});
