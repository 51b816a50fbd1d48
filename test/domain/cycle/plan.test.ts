import { describe, expect, it } from 'vitest';
import { clashes } from '../../../domain/cycle/clashes.ts';
import { localDate, localTime } from '../../../domain/cycle/instants.ts';
import { planCycle } from '../../../domain/cycle/plan.ts';
import { calendar, pack, SEOUL } from './sample.ts';

const plan = planCycle({ pack, year: 2026, calendar });
const local = (instant: string) => `${localDate(instant, SEOUL)} ${localTime(instant, SEOUL)}`;
const opens = Object.fromEntries(plan.phases.map(({ key, opensAt }) => [key, local(opensAt)]));
const due = Object.fromEntries(plan.phases.flatMap(({ dueAt }) => Object.entries(dueAt)).map(([kind, at]) => [kind, local(at)]));

describe('the plan of kr-local-grade5 for 2026', () => {
  it('opens the phases on the dates of the sample city', () => {
    expect(opens).toEqual({
      'goal-setting': '2026-01-19 09:00',
      'midterm-coaching': '2026-06-08 09:00',
      'self-assessment': '2026-12-07 09:00',
      'manager-evaluation': '2027-01-04 09:00',
      calibration: '2027-01-14 09:00',
      'result-notice': '2027-01-28 10:00',
    });
  });

  it('sets the deadlines of the sample city', () => {
    expect(due).toEqual({
      'goals.draft': '2026-02-06 18:00',
      'goals.agree': '2026-02-13 18:00',
      'goals.confirm': '2026-02-27 18:00',
      'coaching.hold': '2026-07-10 18:00',
      'coaching.acknowledge': '2026-07-20 18:00',
      'self-assessment.write': '2026-12-30 18:00',
      'rating.write': '2027-01-13 18:00',
      'rating.review': '2027-01-18 18:00',
      'calibration.meeting': '2027-01-19 18:00',
      'calibration.lock': '2027-01-22 18:00',
      'result.acknowledge': '2027-02-04 18:00',
    });
  });

  it('meets, publishes and archives on the dates of the sample city', () => {
    expect([plan.meetingAt ?? '', plan.publicationAt, plan.archiveAt].map(local)).toEqual([
      '2027-01-21 14:00',
      '2027-01-28 10:00',
      '2027-03-31 18:00',
    ]);
  });

  it('moves the legal limit from Saturday 28 February to Tuesday 3 March and says why', () => {
    expect(plan.moved[0]).toEqual({
      role: 'closes',
      phase: 'goal-setting',
      from: '2026-02-28',
      to: '2026-03-03',
      because: [
        { date: '2026-02-28', reason: 'saturday' },
        { date: '2026-03-01', reason: 'holiday', name: '3ㆍ1절' },
        { date: '2026-03-02', reason: 'holiday', name: '대체공휴일(3ㆍ1절)' },
      ],
    });
  });

  it('tells each moved date, the acknowledgement of the talk after Constitution Day included', () => {
    expect(plan.moved.map(({ phase, role, kind, to }) => [phase, kind ?? role, to])).toEqual([
      ['goal-setting', 'closes', '2026-03-03'],
      ['midterm-coaching', 'closes', '2026-07-20'],
      ['midterm-coaching', 'coaching.acknowledge', '2026-07-20'],
    ]);
  });

  it('keeps the window open until 24:00 of its last day', () => {
    expect(local(plan.phases[2]?.closesAt ?? '')).toBe('2026-12-31 00:00');
  });

  it('sees that the agreement is due right before Seollal', () => {
    const [first] = clashes(plan, calendar);
    expect(first).toMatchObject({ phase: 'goal-setting', kind: 'goals.agree', dueOn: '2026-02-13' });
    expect(first?.daysOff.map(({ date }) => date)).toEqual([
      '2026-02-14',
      '2026-02-15',
      '2026-02-16',
      '2026-02-17',
      '2026-02-18',
    ]);
  });
});

describe('a plan with dates of its own', () => {
  const draft = { 'goals.draft': '2026-02-07' };

  it('keeps a date that HR chose, a Saturday too', () => {
    const own = planCycle({ pack, year: 2026, calendar, overrides: { phases: { 'goal-setting': { due: draft } } } });
    expect(local(own.phases[0]?.dueAt['goals.draft'] ?? '')).toBe('2026-02-07 18:00');
    expect(own.moved).toEqual(plan.moved);
  });

  it('takes an instant as it is', () => {
    const instant = '2026-01-28T03:00:07.000Z';
    expect(planCycle({ pack, year: 2026, calendar, overrides: { publication: instant } }).publicationAt).toBe(instant);
  });

  it('keeps the pack’s time on another day of publication', () => {
    expect(local(planCycle({ pack, year: 2026, calendar, overrides: { publication: '2027-02-02' } }).publicationAt)).toBe(
      '2027-02-02 10:00',
    );
  });
});
