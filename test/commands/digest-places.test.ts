import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCycle } from '../../commands/create-cycle.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { openTask } from '../../commands/open-task.ts';
import { queueDigests } from '../../commands/queue-digests.ts';
import { requestDigest } from '../../commands/request-digest.ts';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { type Town, buildTown } from '../support/town.ts';

const CHICAGO = 'America/Chicago';
const SEOUL = 'Asia/Seoul';

let town: Town;
let abroad: string;
beforeEach(async () => {
  town = await buildTown();
  abroad = await cycleOf(CHICAGO, { from: '10:00', until: '16:00' });
});
afterEach(() => town.drop());

/** A newer cycle of the town's clock, in which goals are set. */
async function cycleOf(timeZone: string, hours: { readonly from: string; readonly until: string }): Promise<string> {
  const { db, rehearsalId = '' } = town;
  const committee = { chair: 'M', members: ['H', 'X'] };
  const { id } = await createCycle(db, {
    name: timeZone,
    year: 2026,
    packName: 'kr-local-grade5',
    rehearsalId,
    timeZone,
    committee,
  });
  await inTransaction(db, (trx) => enrol(trx, { cycleId: id, quotaFrom: 4 }));
  await sql`
    update cycle
       set launched_at = cycle_now(id), mail_from = ${hours.from}, mail_until = ${hours.until}
     where id = ${id}`.execute(db);
  await launchPhase(db, { cycleId: id, phase: 'goal-setting' });
  return id;
}

/** Opens somebody's goals in a cycle; no mail of its own tells of it. */
async function openGoals(no: string, cycleId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select p.id from process_run p join evaluation e on e.id = p.evaluation_id
     where e.employee_id = ${town.id(no)} and p.cycle_id = ${cycleId} and p.phase = 'goal-setting'`.execute(town.db);
  await openTask(town.db, { processRunId: rows[0]?.id ?? '', kind: 'goals.draft', round: 1, seat: 1 });
  await sql`delete from notification`.execute(town.db);
}

async function digests(): Promise<readonly (readonly [string, string, string])[]> {
  const { rows } = await sql<{ no: string; cycle_id: string; send_at: string }>`
    select e.employee_no no, n.cycle_id, n.send_at from notification n join employee e on e.id = n.employee_id
     where n.mail_kind = 'digest' order by 1`.execute(town.db);
  return rows.map(({ no, cycle_id, send_at }) => [no, cycle_id, send_at] as const);
}

const clock = () => town.rehearsalId ?? '';

test('row-16: each cycle’s digest goes in the hours of its own zone', async () => {
  await town.launch('goal-setting');
  await openGoals('S1', town.cycleId);
  await openGoals('S2', abroad);
  await town.clock('2026-01-20T00:00:00.000Z'); // Tuesday 09:00 in Seoul, Monday 18:00 in Chicago
  await queueDigests(town.db, { clock: clock(), timeZone: SEOUL, date: '2026-01-20' });
  expect(await digests()).toEqual([['S1', town.cycleId, '2026-01-20T00:00:00.000Z']]);
  await town.clock('2026-01-20T15:00:00.000Z'); // Tuesday 09:00 in Chicago
  await queueDigests(town.db, { clock: clock(), timeZone: CHICAGO, date: '2026-01-20' });
  expect((await digests()).at(-1)).toEqual(['S2', abroad, '2026-01-20T16:00:00.000Z']);
});

test('row-16: what is late goes up by the days of its own cycle', async () => {
  await openGoals('S2', abroad);
  await sql`update task set due_at = '2026-01-20T00:00:00.000Z'`.execute(town.db); // Monday 18:00 in Chicago
  const escalated = async () => (await town.db.selectFrom('task').select('escalated_at').executeTakeFirstOrThrow()).escalated_at;
  await town.clock('2026-01-21T00:00:00.000Z'); // Wednesday 09:00 in Seoul, still Tuesday in Chicago
  await queueDigests(town.db, { clock: clock(), timeZone: SEOUL, date: '2026-01-21' });
  expect(await escalated()).toBeNull();
  await queueDigests(town.db, { clock: clock(), timeZone: CHICAGO, date: '2026-01-20' });
  expect(await escalated()).toBe('2026-01-21T00:00:00.000Z');
});

test('row-16: each zone has its own day, asked for once', async () => {
  await town.clock('2026-01-23T16:00:00.000Z'); // Saturday in Seoul, Friday in Chicago
  for (const timeZone of [SEOUL, CHICAGO, CHICAGO]) await requestDigest(town.db, { clock: clock(), timeZone });
  const days = await town.db.selectFrom('digest_day').select(['time_zone', 'day']).execute();
  expect(days).toEqual([{ time_zone: CHICAGO, day: '2026-01-23' }]);
});

test('cycles of one zone share a digest, at the hours of the newer', async () => {
  const late = await cycleOf(SEOUL, { from: '11:00', until: '12:00' });
  await town.launch('goal-setting');
  await openGoals('S1', town.cycleId);
  await openGoals('S1', late);
  await openGoals('S2', town.cycleId);
  await town.clock('2026-01-20T00:00:00.000Z');
  await queueDigests(town.db, { clock: clock(), timeZone: SEOUL, date: '2026-01-20' });
  expect(await digests()).toEqual([
    ['S1', late, '2026-01-20T02:00:00.000Z'],
    ['S2', town.cycleId, '2026-01-20T00:00:00.000Z'],
  ]);
});
