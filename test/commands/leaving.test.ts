import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { advanceRehearsalClock } from '../../commands/advance-rehearsal-clock.ts';
import { createCycle } from '../../commands/create-cycle.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { answerSignInAsks } from '../../commands/answer-sign-in-asks.ts';
import { requestSignIn } from '../../commands/request-sign-in.ts';
import { previewCommand } from '../../commands/run-request.ts';
import { lookAtWait } from '../../commands/look-at-wait.ts';
import { candidates } from '../../db/enrolment.ts';
import { listEmployees } from '../../db/reading/employees.ts';
import { findSession, saveSession } from '../../db/sessions.ts';
import { asHr1, evaluationOf, launchedCity, leaves, opened, order, type SmallCity } from './small-city.ts';
import { asWorker } from '../support/as-worker.ts';

let city: SmallCity;
beforeEach(async () => {
  city = await launchedCity();
});
afterEach(() => city.drop());

const of = async (employeeNo: string) => ({ evaluationIds: [await evaluationOf(city, employeeNo)] });
const withdrawn = async (employeeNo: string, leftOn: string) =>
  order(city, { command: 'withdraw', selection: await of(employeeNo), arguments: { why: 'retired', leftOn } });
const moveTo = (to: string) => advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to });

/** Whether somebody who has a session keeps it, and one who asks for a link gets it. */
async function signsIn(employeeNo: string): Promise<{ session: boolean; link: boolean }> {
  const employeeId = city.ids[employeeNo] ?? '';
  const sid = randomBytes(8).toString('hex');
  const email = `${employeeNo.toLowerCase()}@city.example`;
  await saveSession(city.db, sid, { employeeId, addressSha256: createHash('sha256').update(email).digest('hex') });
  const links = async () =>
    (
      await city.db
        .selectFrom('notification')
        .select('id')
        .where('employee_id', '=', employeeId)
        .where('mail_kind', '=', 'sign-in')
        .execute()
    ).length;
  const before = await links();
  await requestSignIn(city.db, { email });
  await asWorker(city.db, answerSignInAsks);
  return { session: (await findSession(city.db, sid))?.owner != null, link: (await links()) > before };
}

async function liveCycle(): Promise<string> {
  const committee = { chair: 'M1', members: ['H1', 'H2', 'HR1'] };
  return (await createCycle(city.db, { name: 'live', year: 2026, packName: 'kr-local-grade5', committee })).id;
}

describe('row-25: who leaves in a rehearsal', () => {
  test('row-25: stays signed in and in the live cycle, whatever the date of the host', async () => {
    const live = await liveCycle();
    await withdrawn('S1', '2020-06-30');
    expect(await signsIn('S1')).toEqual({ session: true, link: true });
    expect((await candidates(city.db, live)).find(({ employeeNo }) => employeeNo === 'S1')).toMatchObject({ why: null });
    expect((await listEmployees(city.db, { limit: 1, employeeNo: 'S1' }))[0]).toMatchObject({ leftOn: null });
  });

  test('row-25: has left when the clock of the rehearsal says so, not before and not by that of the host', async () => {
    await withdrawn('H2', '2026-06-30');
    const mayRate = async () => {
      const request = { command: 'reassign', selection: await of('S1'), arguments: { as: 'rater', employeeNo: 'H2' } };
      return (await previewCommand(city.db, asHr1(city, request))).blockedBy.length === 0;
    };
    expect(await mayRate()).toBe(true);
    await moveTo('2026-06-29T14:59:00.000Z');
    expect(await mayRate()).toBe(true);
    await moveTo('2026-06-29T15:00:00.000Z');
    expect(await mayRate()).toBe(false);
  });
});

describe('row-26: who has left', () => {
  test('row-26: is asked nothing of their own any more', async () => {
    await leaves(city, 'S1', '2026-01-19');
    expect(await opened(city, 'S1', { kind: 'goals.draft' })).toMatchObject({ outcome: 'skipped', reason: 'has-left' });
    await leaves(city, 'S2', '2026-01-20');
    expect(await opened(city, 'S2', { kind: 'goals.draft' })).toMatchObject({ outcome: null });
  });

  test('row-26: has no seat in the committee', async () => {
    await leaves(city, 'HR1', '2026-01-19');
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'calibration' });
    const run = await city.db
      .selectFrom('process_run as p')
      .innerJoin('rating_group as g', 'g.id', 'p.rating_group_id')
      .select('p.id')
      .where('g.name', '=', 'Staff')
      .executeTakeFirstOrThrow();
    await sql`update phase_window set barrier = false`.execute(city.db);
    expect(await lookAtWait(city.db, { processRunId: run.id, wait: 'group-complete' })).toMatchObject({ over: true, count: 2 });
    const seats = await city.db.selectFrom('calibration_seat').select('employee_id').orderBy('seat').execute();
    expect(seats.map(({ employee_id }) => employee_id)).toEqual([city.ids['H1'], city.ids['H2']]);
  });
});

test('row-25: who has truly left has no session and gets no link', async () => {
  await leaves(city, 'S1', '2020-06-30');
  expect(await signsIn('S1')).toEqual({ session: false, link: false });
  await leaves(city, 'S2', '9999-12-31');
  expect(await signsIn('S2')).toEqual({ session: true, link: true });
});
