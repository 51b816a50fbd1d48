import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openTask } from '../../commands/open-task.ts';
import { requestDigest } from '../../commands/request-digest.ts';
import { calendarAround } from '../../db/holidays.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { isWorkingDay } from '../../domain/cycle/calendar.ts';
import { HOME_TIME_ZONE, digestScheduleId } from '../../domain/process/names.ts';
import { finished, keepHistory } from '../support/history.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, createWorld } from '../support/world.ts';

let rehearsed: World;
let live: World;
beforeAll(async () => {
  [rehearsed, live] = await Promise.all([createWorld(), createWorld({ live: true })]);
  await Promise.all([rehearsed.startWorker(), live.startWorker()]);
});
afterAll(async () => {
  await Promise.all([rehearsed.drop(), live.drop()]);
  expect([...rehearsed.failures, ...live.failures]).toEqual([]);
});

// docs/performance.md, "What a history costs": a run without `finishProcess`, and one normal activity.
const ONE_ACTIVITY = { events: 5 + 6, workflowTasks: 1 + 1 };

test('the Schedule starts the tick, which asks for the digest of a working day', async () => {
  await live.client.schedule.getHandle(digestScheduleId(HOME_TIME_ZONE)).trigger();
  const tick = await waitFor('the tick', async () => {
    const { info } = await live.client.schedule.getHandle(digestScheduleId(HOME_TIME_ZONE)).describe();
    const [action] = info.recentActions;
    return action?.action.type === 'startWorkflow' ? action.action.workflow : undefined;
  });
  expect(await finished(live, tick.workflowId)).toEqual(ONE_ACTIVITY);
  await keepHistory(live, 'digest-tick', { workflowId: tick.workflowId });
  const { rows } = await sql<{ day: string; now: string }>`
    select (cycle_now(id) at time zone time_zone)::date as day, cycle_now(id) now from cycle`.execute(live.db);
  const { day = '', now = '' } = rows[0] ?? {};
  const calendar = await inTransaction(live.db, (trx) => calendarAround(trx, now, 'Asia/Seoul'));
  const asked = await live.db.selectFrom('digest_day').select('clock').execute();
  expect(asked).toEqual(isWorkingDay(day, calendar) ? [{ clock: 'live' }] : []);
});

test('the digest tells the superior of a task that was due three working days ago', async () => {
  const { db, rehearsalId = '' } = rehearsed;
  await rehearsed.launch('goal-setting');
  await sql`update outbox set delivered_at = now()`.execute(db);
  const run = await db.selectFrom('process_run').select('id').executeTakeFirstOrThrow();
  await openTask(db, { processRunId: run.id, kind: 'goals.draft', round: 1, seat: 1 });
  await rehearsed.setClock('2026-02-11T00:00:00.000Z'); // due on Friday 6 February, this is the Wednesday after
  await requestDigest(db, { clock: rehearsalId, timeZone: 'Asia/Seoul' });
  await rehearsed.relay();
  const workflowId = `digest/${rehearsalId}/2026-02-11/Asia/Seoul`;
  expect(await finished(rehearsed, workflowId)).toEqual(ONE_ACTIVITY);
  await keepHistory(rehearsed, 'digest', { workflowId });
  const day = await db.selectFrom('digest_day').select(['day', 'finished_at']).executeTakeFirstOrThrow();
  expect(day).toMatchObject({ day: '2026-02-11', finished_at: expect.any(String) as string });
  const told = await db
    .selectFrom('notification')
    .select(['employee_id', 'key'])
    .where('key', 'like', 'overdue.superior/%')
    .execute();
  expect(told.map(({ employee_id }) => employee_id)).toContain(rehearsed.id('H1'));
});
