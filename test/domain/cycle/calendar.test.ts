import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  dateIn,
  dayOff,
  isWorkingDay,
  nextWorkingDay,
  weekday,
  workingDayFrom,
  workingDaysBetween,
} from '../../../domain/cycle/calendar.ts';
import { atLocal, compareInstants, endOfDay, localDate, localTime } from '../../../domain/cycle/instants.ts';
import { calendar, holidays, SEOUL } from './sample.ts';

describe('the business calendar', () => {
  it('knows the official holidays of 2026 and 2027, substitutes included', () => {
    const names = new Map(holidays.map(({ date, name }) => [date, name]));
    expect(['2026-02-16', '2026-02-17', '2026-02-18', '2026-03-02', '2026-07-17'].map((date) => names.get(date))).toEqual([
      '설날 전날',
      '설날',
      '설날 다음 날',
      '대체공휴일(3ㆍ1절)',
      '제헌절',
    ]);
    expect(['2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09'].every((date) => names.has(date))).toBe(true);
    expect(new Set(holidays.map(({ date }) => date.slice(0, 4)))).toEqual(new Set(['2025', '2026', '2027']));
  });

  it('counts no weekend and no holiday as a working day', () => {
    expect(
      ['2026-02-13', '2026-02-14', '2026-02-15', '2026-02-16', '2026-02-19'].map((date) => isWorkingDay(date, calendar)),
    ).toEqual([true, false, false, false, true]);
  });

  it('says why nobody works on a day', () => {
    expect(dayOff('2026-02-28', calendar)).toEqual({ date: '2026-02-28', reason: 'saturday' });
    expect(dayOff('2026-03-01', calendar)).toEqual({ date: '2026-03-01', reason: 'holiday', name: '3ㆍ1절' });
    expect(dayOff('2026-03-03', calendar)).toBeUndefined();
  });

  it('goes over Seollal when it adds working days', () => {
    expect(addWorkingDays('2027-01-28', 10, calendar)).toBe('2027-02-15');
    expect(nextWorkingDay('2026-02-13', calendar)).toBe('2026-02-19');
    expect(addWorkingDays('2026-02-14', 0, calendar)).toBe('2026-02-14');
  });

  it('counts the working days back that it added', () => {
    expect(workingDaysBetween('2027-01-28', '2027-02-15', calendar)).toBe(10);
    expect(workingDaysBetween('2027-02-15', '2027-01-28', calendar)).toBe(0);
  });

  it('keeps a working day and moves a day off', () => {
    expect(workingDayFrom('2026-02-27', calendar)).toBe('2026-02-27');
    expect(workingDayFrom('2026-02-28', calendar)).toBe('2026-03-03');
  });

  it('numbers weekdays from Monday and takes the last day of a shorter month', () => {
    expect([weekday('2026-01-19'), weekday('2026-01-25')]).toEqual([1, 7]);
    expect([dateIn({ year: 2026, month: 2, day: 31 }), dateIn({ year: 2028, month: 2, day: 31 })]).toEqual([
      '2026-02-28',
      '2028-02-29',
    ]);
  });
});

describe('local time', () => {
  it('writes instants in UTC with milliseconds', () => {
    expect(atLocal('2026-02-06', '18:00', SEOUL)).toBe('2026-02-06T09:00:00.000Z');
  });

  it('takes 24:00 as the start of the next day', () => {
    expect(endOfDay('2026-02-06', SEOUL)).toBe('2026-02-06T15:00:00.000Z');
    expect(atLocal('2026-02-06', '24:00', SEOUL)).toBe(endOfDay('2026-02-06', SEOUL));
  });

  it('follows daylight saving where there is one', () => {
    expect(atLocal('2026-03-06', '18:00', 'America/New_York')).toBe('2026-03-06T23:00:00.000Z');
    expect(atLocal('2026-03-09', '18:00', 'America/New_York')).toBe('2026-03-09T22:00:00.000Z');
  });

  it('says which day and time it is in the zone', () => {
    expect(localDate('2026-02-06T15:00:00.000Z', SEOUL)).toBe('2026-02-07');
    expect(localTime('2026-02-06T00:10:59.000Z', SEOUL)).toBe('09:10');
  });

  it('compares instants of different precision', () => {
    expect(compareInstants('2026-02-06T15:00:00Z', '2026-02-06T15:00:00.000Z')).toBe(0);
  });
});
