import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTask } from '../../commands/open-task.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { endRuns, launchPage } from '../../db/runs.ts';
import { answer, openTasks } from '../support/answers.ts';
import { type CycleRecord, createRecord } from '../support/record.ts';

// The cases that once went wrong while these statements were drafted.
let record: CycleRecord;
beforeEach(async () => {
  record = await createRecord({ people: 7 });
});
afterEach(() => record.drop());

const launchPages = async (phase: string, pageSize: number): Promise<readonly number[]> => {
  const pages: number[] = [];
  do pages.push((await inTransaction(record.db, (trx) => launchPage(trx, { cycleId: record.cycleId, phase, pageSize }))).started);
  while (pages.at(-1) !== 0);
  return pages;
};
const runsOf = async (phase: string) =>
  (
    await record.db
      .selectFrom('process_run')
      .select('id')
      .where('phase', '=', phase)
      .where('state', '<>', 'void')
      .orderBy('id')
      .execute()
  ).map(({ id }) => id);
const end = (runIds: readonly string[], state: 'done' | 'void' = 'done') =>
  inTransaction(record.db, (trx) => endRuns(trx, { runIds, state, outcome: state === 'done' ? 'rated' : 'rewound' }));
const openMembers = async () =>
  (await record.db.selectFrom('rating_group').select('open_members').executeTakeFirstOrThrow()).open_members;
const calibrationPokes = async () =>
  (
    await record.db
      .selectFrom('outbox')
      .select('id')
      .where('workflow_type', '=', 'calibrationWorkflow')
      .where('signal', 'is not', null)
      .execute()
  ).length;

describe('launch and barrier', () => {
  test('a launch goes in pages, and again launches nobody', async () => {
    expect(await launchPages('goal-setting', 5)).toEqual([5, 2, 0]);
    expect(await launchPages('goal-setting', 5)).toEqual([0]);
    expect(await runsOf('goal-setting')).toHaveLength(7);
  });

  test('only the phase that the group waits for moves its counter', async () => {
    await launchPages('goal-setting', 100);
    await end(await runsOf('goal-setting'));
    expect(await openMembers()).toBe(0);
    await launchPages('manager-evaluation', 100);
    expect(await openMembers()).toBe(7);
  });

  test('ending twice changes nothing, the last one wakes the calibration once, and rewound runs are waited for again', async () => {
    await record.launch('manager-evaluation');
    await record.launch('calibration');
    const runs = await runsOf('manager-evaluation');
    const four = runs.slice(0, 4);
    expect(await end(four)).toEqual(four);
    expect(await end(four)).toEqual([]);
    expect([await openMembers(), await calibrationPokes()]).toEqual([3, 0]);
    await end(runs);
    expect([await openMembers(), await calibrationPokes()]).toEqual([0, 1]);
    await end(four, 'void');
    expect(await openMembers()).toBe(0); // a finished run that is void does not fall again
    await record.launch('manager-evaluation');
    expect(await openMembers()).toBe(4);
    const again = await record.db
      .selectFrom('process_run')
      .select('attempt')
      .where('phase', '=', 'manager-evaluation')
      .where('attempt', '=', 2)
      .execute();
    expect(again).toHaveLength(4);
  });

  test('nobody is launched into a locked group', async () => {
    await sql`update rating_group set locked_at = cycle_now(cycle_id)`.execute(record.db);
    await record.launch('manager-evaluation');
    expect(await runsOf('manager-evaluation')).toEqual([]);
  });

  test('a person has one live run in a phase', async () => {
    await record.launch('goal-setting');
    const copy = sql`
      insert into process_run (cycle_id, evaluation_id, phase, workflow_type, attempt)
      select cycle_id, evaluation_id, phase, workflow_type, 9
        from process_run
       limit 1`;
    await expect(copy.execute(record.db)).rejects.toThrow(/process_run_live/);
  });
});

describe('a task', () => {
  async function opened() {
    await record.launch('goal-setting');
    const [processRunId = ''] = await runsOf('goal-setting');
    await openTask(record.db, { processRunId, kind: 'goals.draft', round: 1, seat: 1 });
    const [task] = await openTasks(record);
    if (task === undefined) throw new Error('no task');
    return task;
  }

  test('is not closed while its run is paused, and is afterwards', async () => {
    const task = await opened();
    await sql`update process_run set paused_at = cycle_now(cycle_id) where id = ${task.process_run_id}`.execute(record.db);
    await expect(answer(record, task)).rejects.toMatchObject({ code: 'task-paused' });
    await sql`update process_run set paused_at = null`.execute(record.db);
    await answer(record, task);
  });

  test('is closed by the cycle’s clock and recorded by the database’s', async () => {
    await answer(record, await opened());
    const { rows } = await sql`
        select closed_at = cycle_now(${record.cycleId}) closed, recorded_at > now() - interval '1 minute' recorded
          from task`.execute(record.db);
    expect(rows).toEqual([{ closed: true, recorded: true }]);
  });

  test('is refused at the very instant until which it is accepted', async () => {
    const task = await opened();
    await sql`update task set accepted_until = cycle_now(${record.cycleId})`.execute(record.db);
    await expect(answer(record, task)).rejects.toMatchObject({ code: 'task-expired' });
    await sql`update task set accepted_until = cycle_now(${record.cycleId}) + interval '1 microsecond'`.execute(record.db);
    await answer(record, task);
  });
});

test('a rehearsal has its own clock and wakes nobody by a timer; a live cycle has the database’s', async () => {
  const look = async (at: string) =>
    (await sql<{ ms: string }>`select look_in_ms(${record.cycleId}, ${sql.raw(at)}) ms`.execute(record.db)).rows[0]?.ms;
  const clocks =
    await sql`select cycle_now(${record.cycleId}) = '2026-01-19T00:00:00Z' own, cycle_now(null) = now() database`.execute(
      record.db,
    );
  expect(clocks.rows).toEqual([{ own: true, database: true }]);
  expect(await look('now()')).toBe('604800000');
  await sql`update cycle set rehearsal_id = null`.execute(record.db);
  expect(await look("now() - interval '1 h'")).toBe('1000');
  expect(await look("'infinity'")).toBe('604800000');
  expect(await look("now() + interval '90 s'")).toBe('90000');
  expect(await look("now() + interval '30 d'")).toBe('604800000');
});
