import { expect, test } from 'vitest';
import { readCity } from '../../../cli/demo/city.ts';
import { type CycleAtHand, actsOf, startOf } from '../../../cli/demo/hr-calendar.ts';
import { businessCalendar } from '../../../domain/cycle/calendar.ts';

const calendar = businessCalendar([{ date: '2027-11-17', name: 'a holiday' }], 'Asia/Seoul');
const { routine } = readCity(1);

function cycle(opensAt: string, publicationAt: string, hr: CycleAtHand['hr'] = []): CycleAtHand {
  return { id: '1', name: 'a year', pack: 'any', hr, publicationAt, phases: [{ opensAt }] as unknown as CycleAtHand['phases'] };
}

const calendarYear = cycle('2026-01-19T00:00:00.000Z', '2027-01-28T01:00:00.000Z');
const fiscalYear = cycle('2026-10-01T00:00:00.000Z', '2027-11-18T01:00:00.000Z');

test('HR launches five days before the first window and asks for the publication on the working day before it', () => {
  const planned = (one: CycleAtHand) => actsOf([one], routine, calendar).map(({ at }) => at);
  expect(planned(calendarYear)).toEqual(['2026-01-14T00:00:00.000Z', '2027-01-27T09:00:00.000Z']);
  expect(planned(fiscalYear)).toEqual(['2026-09-26T00:00:00.000Z', '2027-11-16T09:00:00.000Z']);
  const [, publish] = actsOf([fiscalYear], routine, calendar);
  expect(publish?.act).toMatchObject({ command: 'publish', arguments: { at: '2027-11-18T01:00:00.000Z' } });
});

test('acts of several cycles come in the order of their instants', () => {
  const story = {
    do: 'absence',
    on: '2026-05-04',
    at: '09:00',
    employeeNo: 'E08',
    fromOn: '2026-05-04',
    toOn: '2026-05-08',
  } as const;
  const acts = actsOf([fiscalYear, { ...calendarYear, hr: [story] }], routine, calendar);
  expect(acts.map(({ at }) => at)).toEqual([...acts.map(({ at }) => at)].sort());
  expect(acts[1]?.act).toBe(story);
});

test('the clock begins on the morning before the first cycle, and never goes back', () => {
  const earliest = '2026-01-13T23:30:00.000Z';
  expect(startOf([fiscalYear, calendarYear], earliest, calendar)).toBe(earliest);
  expect(startOf([fiscalYear], earliest, calendar)).toBe('2026-09-25T23:30:00.000Z');
  expect(startOf([calendarYear], '2026-01-16T00:00:00.000Z', calendar)).toBe('2026-01-16T00:00:00.000Z');
});
