import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { isWorkingDay } from '../../../domain/cycle/calendar.ts';
import { acceptedUntil, dueAt } from '../../../domain/cycle/deadlines.ts';
import type { DeadlineFacts } from '../../../domain/cycle/deadlines.ts';
import { atLocal, compareInstants, localDate, localTime } from '../../../domain/cycle/instants.ts';
import { mailSlot } from '../../../domain/cycle/mail-slot.ts';
import { nextStep } from '../../../domain/cycle/rehearsal-steps.ts';
import { calendar, SEOUL } from './sample.ts';

const at = (date: string, time: string) => atLocal(date, time, SEOUL);
const draft: DeadlineFacts = {
  windowOpensAt: at('2026-01-19', '09:00'),
  windowDueAt: at('2026-02-06', '18:00'),
  launchedAt: at('2026-01-19', '09:00'),
  openedAt: at('2026-01-19', '09:00'),
  newcomerDays: 30,
  leastWorkingDays: 3,
  dueTime: '18:00',
  calendar,
};

describe('a deadline', () => {
  it('is the window’s date for those who start with everybody', () => {
    expect(dueAt(draft)).toBe(at('2026-02-06', '18:00'));
  });

  it('gives a newcomer the days of the pack, moved to a working day', () => {
    expect(dueAt({ ...draft, launchedAt: at('2026-08-03', '09:00'), openedAt: at('2026-08-03', '09:00') })).toBe(
      at('2026-09-02', '18:00'),
    );
    expect(dueAt({ ...draft, launchedAt: at('2026-08-16', '11:00'), openedAt: at('2026-08-16', '11:00') })).toBe(
      at('2026-09-15', '18:00'),
    );
    expect(dueAt({ ...draft, launchedAt: at('2026-08-26', '11:00'), openedAt: at('2026-08-26', '11:00') })).toBe(
      at('2026-09-28', '18:00'),
    );
  });

  it('gives returned goals three working days although the window is nearly over', () => {
    expect(dueAt({ ...draft, openedAt: at('2026-02-06', '10:00') })).toBe(at('2026-02-11', '18:00'));
  });

  it('leaves out Seollal from the working days that anybody has', () => {
    expect(dueAt({ ...draft, openedAt: at('2026-02-13', '17:00') })).toBe(at('2026-02-23', '18:00'));
  });

  it('never comes before the window’s own instant, seconds included', () => {
    const windowDueAt = '2026-02-06T09:00:07.000Z';
    expect(dueAt({ ...draft, windowDueAt, leastWorkingDays: 0 })).toBe(windowDueAt);
  });
});

describe('what is accepted until when', () => {
  const facts = { dueAt: at('2026-12-30', '18:00'), timeZone: SEOUL, mode: 'end-of-day' } as const;

  it('ends at 24:00 of the due day where silence is recorded or moves on', () => {
    expect(acceptedUntil({ ...facts, ifSilent: 'recorded' })).toBe(at('2026-12-31', '00:00'));
    expect(acceptedUntil({ ...facts, ifSilent: 'moves-on' })).toBe(at('2026-12-31', '00:00'));
  });

  it('ends at the due instant itself where the pack says so', () => {
    expect(acceptedUntil({ ...facts, ifSilent: 'recorded', mode: 'due' })).toBe(facts.dueAt);
  });

  it('never ends where people decide about silence', () => {
    expect(acceptedUntil({ ...facts, ifSilent: 'asks-superior' })).toBe('infinity');
    expect(acceptedUntil({ ...facts, ifSilent: 'hr-decides', mode: 'due' })).toBe('infinity');
  });
});

describe('a first mail', () => {
  it('goes at once in the mail hours of a working day', () => {
    for (const time of ['09:00', '12:34', '17:30'])
      expect(mailSlot(at('2026-02-13', time), calendar)).toBe(at('2026-02-13', time));
  });

  it('waits until nine in the early morning, and until the next working day in the evening', () => {
    expect(mailSlot(at('2026-02-13', '03:00'), calendar)).toBe(at('2026-02-13', '09:00'));
    expect(mailSlot(at('2026-02-13', '17:31'), calendar)).toBe(at('2026-02-19', '09:00'));
  });

  test.prop([fc.integer({ min: 0, max: 365 * 24 * 60 })])(
    'always goes in the mail hours of a working day, and never early',
    (minutes) => {
      const instant = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString();
      const slot = mailSlot(instant, calendar);
      const time = localTime(slot, SEOUL);
      expect(isWorkingDay(localDate(slot, SEOUL), calendar) && time >= '09:00' && time <= '17:30').toBe(true);
      expect(compareInstants(slot, instant)).toBeGreaterThanOrEqual(0);
    },
  );
});

describe('the clock of a rehearsal', () => {
  const step = (now: string, candidates: string[], named: string[] = []) => nextStep({ now, candidates, named, timeZone: SEOUL });

  it('goes to the first stop of a day at which something can happen', () => {
    const now = at('2026-02-06', '09:00');
    expect(step(now, [at('2026-02-06', '09:03')])).toBe(at('2026-02-06', '09:10'));
    expect(step(now, [at('2026-02-09', '09:20'), at('2026-02-10', '09:00')])).toBe(at('2026-02-09', '18:00'));
    expect(step(now, [at('2026-02-06', '24:00')])).toBe(at('2026-02-06', '24:00'));
    expect(step(now, [at('2026-02-07', '00:01')])).toBe(at('2026-02-07', '09:00'));
  });

  it('stops exactly at an instant that the cycle names', () => {
    expect(step(at('2027-01-28', '09:10'), [at('2027-01-28', '17:00')], [at('2027-01-28', '10:00')])).toBe(
      at('2027-01-28', '10:00'),
    );
  });

  it('has nowhere to go when nothing is ahead', () => {
    const now = at('2026-02-06', '09:00');
    expect(step(now, [now, at('2026-02-05', '18:00')], [now])).toBeUndefined();
  });
});
