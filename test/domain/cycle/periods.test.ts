import { describe, expect, it } from 'vitest';
import { lastDayBefore, localDate, localTime } from '../../../domain/cycle/instants.ts';
import { monthsLater, packIn, packOf, shortTitle } from '../../../domain/cycle/periods.ts';
import { planCycle } from '../../../domain/cycle/plan.ts';
import { calendar, pack, SEOUL } from './sample.ts';

const local = (instant: string | null) => (instant === null ? null : `${localDate(instant, SEOUL)} ${localTime(instant, SEOUL)}`);

function planOf(period: string) {
  const { phases, meetingAt, publicationAt, archiveAt } = planCycle({ pack: packOf(pack, period), year: 2026, calendar });
  return {
    opens: phases.map(({ opensAt }) => local(opensAt)),
    due: Object.fromEntries(
      phases.flatMap(({ dueAt }) => Object.entries(dueAt)).map(([kind, at]) => [kind, localDate(at, SEOUL)]),
    ),
    others: [meetingAt, publicationAt, archiveAt].map(local),
  };
}

describe('a period of kr-local-grade5 in 2026', () => {
  it('has the days of the first half as the pack gives them', () => {
    expect(planOf('first-half')).toEqual({
      opens: [
        '2026-01-19 09:00',
        '2026-04-01 09:00',
        '2026-06-08 09:00',
        '2026-07-06 09:00',
        '2026-07-14 09:00',
        '2026-07-28 10:00',
      ],
      due: {
        'goals.draft': '2026-01-30',
        'goals.agree': '2026-02-05',
        'goals.confirm': '2026-02-11',
        'coaching.hold': '2026-04-22',
        'coaching.acknowledge': '2026-04-30',
        'self-assessment.write': '2026-06-30',
        'rating.write': '2026-07-13',
        'rating.review': '2026-07-20',
        'calibration.meeting': '2026-07-20',
        'calibration.lock': '2026-07-22',
        'result.acknowledge': '2026-08-04',
      },
      others: ['2026-07-21 14:00', '2026-07-28 10:00', '2026-09-30 18:00'],
    });
  });

  it('has those of the second half six months later, and its working days are its own', () => {
    expect(planOf('second-half')).toEqual({
      opens: [
        '2026-07-20 09:00',
        '2026-10-01 09:00',
        '2026-12-07 09:00',
        '2027-01-04 09:00',
        '2027-01-14 09:00',
        '2027-01-28 10:00',
      ],
      due: {
        'goals.draft': '2026-07-30',
        'goals.agree': '2026-08-05',
        'goals.confirm': '2026-08-11',
        'coaching.hold': '2026-10-22',
        'coaching.acknowledge': '2026-11-02',
        'self-assessment.write': '2026-12-31',
        'rating.write': '2027-01-13',
        'rating.review': '2027-01-18',
        'calibration.meeting': '2027-01-19',
        'calibration.lock': '2027-01-22',
        'result.acknowledge': '2027-02-04',
      },
      others: ['2027-01-21 14:00', '2027-01-28 10:00', '2027-03-31 18:00'],
    });
  });

  it.each([
    ['first-half', '2026-06-30'],
    ['second-half', '2026-12-31'],
  ])('keeps the self-assessment of the %s open through %s, the day it is rated as of', (period, day) => {
    const { phases } = planCycle({ pack: packOf(pack, period), year: 2026, calendar });
    const { closesAt = '' } = phases.find(({ key }) => key === 'self-assessment') ?? {};
    expect(lastDayBefore(closesAt, SEOUL)).toBe(day);
  });

  it('does not take over the law that sets a last day of the whole year, nor changes anything but days', () => {
    const half = packIn(pack, 'second-half');
    expect(pack.phases[0]?.closesBy).toBeDefined();
    expect(half?.phases.filter(({ closesBy }) => closesBy !== undefined)).toEqual([]);
    expect(half?.phases.map(({ key, newcomerDays, barrier }) => [key, newcomerDays, barrier])).toEqual(
      pack.phases.map(({ key, newcomerDays, barrier }) => [key, newcomerDays, barrier]),
    );
    expect(half?.appeal).toEqual({ ...pack.appeal, decidedBy: { year: 1, month: 3, day: 5 } });
  });

  it('is undefined where the pack has none of that name, and no cycle is about it', () => {
    expect(packIn(pack, 'third')).toBeUndefined();
    expect(packIn({ ...pack, periods: undefined }, 'first-half')).toBeUndefined();
    expect(() => packOf(pack, 'third')).toThrow(
      expect.objectContaining({ code: 'invalid-input', details: { path: '/period', reason: 'unknown' } }),
    );
  });

  it('is the pack itself for a cycle of the whole year', () => {
    expect(packOf(pack, null)).toBe(pack);
  });
});

describe('shortTitle', () => {
  it('leaves out the bracket at the end, and nothing else', () => {
    expect(pack.periods?.map(({ title }) => shortTitle(title))).toEqual([
      { ko: '상반기', en: 'First half' },
      { ko: '하반기', en: 'Second half' },
    ]);
    expect(shortTitle({ ko: '(시범) 1분기', en: '(trial)' })).toEqual({ ko: '(시범) 1분기', en: '(trial)' });
  });
});

describe('monthsLater', () => {
  const cases = [
    { does: 'keeps the day, though it is the last of its month', from: [0, 6, 30], months: 6, to: [0, 12, 30] },
    { does: 'goes into the next year', from: [0, 7, 28], months: 6, to: [1, 1, 28] },
    { does: 'keeps day 31 the end of the month', from: [0, 6, 31], months: 6, to: [0, 12, 31] },
    { does: 'makes a day that a month does not have its last', from: [0, 8, 29], months: 6, to: [1, 2, 31] },
    { does: 'counts months over two years', from: [1, 12, 1], months: 11, to: [2, 11, 1] },
  ] as const;

  it.each(cases)('$does', ({ from, months, to }) => {
    expect(monthsLater(dayOf(from), months)).toEqual(dayOf(to));
  });

  it('keeps the time of the day', () => {
    expect(monthsLater({ ...dayOf([0, 7, 28]), time: '10:00' }, 6)).toEqual({ ...dayOf([1, 1, 28]), time: '10:00' });
  });
});

function dayOf([year, month, day]: readonly [number, number, number]) {
  return { year, month, day };
}
