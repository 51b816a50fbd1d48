import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { dayAfter, dayNumber, dayOf, endOfMonths, isDay } from '../../../domain/scoring/day.ts';

const DAY_MS = 86_400_000;
const date = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-30'), noInvalidDate: true });
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);

describe('days', () => {
  test.prop([date, date])('are as far apart as the calendar says', (a, b) => {
    const [from, to] = [a, b].map((one) => Math.floor(one.getTime() / DAY_MS));
    expect(dayNumber(dayOf(iso(b.getTime()))) - dayNumber(dayOf(iso(a.getTime())))).toBe((to ?? 0) - (from ?? 0));
  });

  test.prop([date])('follow each other', (one) => {
    const day = dayOf(iso(one.getTime()));
    expect(dayAfter(day)).toEqual(dayOf(iso(one.getTime() + DAY_MS)));
    expect(dayNumber(dayAfter(day))).toBe(dayNumber(day) + 1);
  });

  it('PRO2: are those of the calendar, written YYYY-MM-DD', () => {
    const days = ['2025-01-31', '2024-02-29', '2000-02-29', '2400-02-29', '0000-02-29', '2025-12-01', '9999-12-31'];
    expect(days.filter((text) => !isDay(text))).toEqual([]);
    const others = ['2025-02-29', '1900-02-29', '2025-04-31', '2025-00-10', '2025-13-01', '2025-01-00', '2025-01-32'];
    const unlike = ['', '2025-1-01', '2025-01-1', '12025-01-01', '2025-01-011', 'x2025-01-01', '2025-01-01T00:00', '20250101'];
    expect([...others, ...unlike, 'YYYY-01-01', '2025-MM-01', '2025-01-DD'].filter(isDay)).toEqual([]);
  });

  it('of February and of no other month are one more in a leap year', () => {
    const next = (text: string) => dayAfter(dayOf(text));
    expect(next('2024-02-28')).toEqual(dayOf('2024-02-29'));
    expect(next('2000-02-28')).toEqual(dayOf('2000-02-29'));
    expect(next('1900-02-28')).toEqual(dayOf('1900-03-01'));
    expect(next('2024-01-29')).toEqual(dayOf('2024-01-30'));
    expect(next('2024-12-31')).toEqual(dayOf('2025-01-01'));
    expect(dayNumber(dayOf('2024-02-01')) - dayNumber(dayOf('2024-01-31'))).toBe(1);
    expect(dayNumber(dayOf('2024-03-01')) - dayNumber(dayOf('2024-02-01'))).toBe(29);
  });

  it('count the year 0 as a leap year', () => {
    expect(dayNumber(dayOf('0001-01-01')) - dayNumber(dayOf('0000-01-01'))).toBe(366);
  });

  it('Civil Act art. 160: months end before the like day, or with a month that has none', () => {
    const end = (from: string, months: number) => endOfMonths(dayOf(from), months);
    expect(end('2025-05-15', 1)).toBe(dayNumber(dayOf('2025-06-14')));
    expect(end('2025-05-31', 1)).toBe(dayNumber(dayOf('2025-06-30')));
    expect(end('2025-05-31', 2)).toBe(dayNumber(dayOf('2025-07-30')));
    expect(end('2025-12-01', 1)).toBe(dayNumber(dayOf('2025-12-31')));
    expect(end('2024-01-30', 1)).toBe(dayNumber(dayOf('2024-02-29')));
    expect(end('2025-11-30', 3)).toBe(dayNumber(dayOf('2026-02-28')));
  });

  test.prop([date, fc.nat(30)])('month after month ends later', (one, months) => {
    const day = dayOf(iso(one.getTime()));
    expect(endOfMonths(day, months + 1)).toBeGreaterThan(endOfMonths(day, months));
  });
});
