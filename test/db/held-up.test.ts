import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HeldUp, readHeldUp } from '../../db/reading/held-up.ts';
import { failProcess, finishProcess } from '../../commands/finish-process.ts';
import { lookAtWait } from '../../commands/look-at-wait.ts';
import { openTask } from '../../commands/open-task.ts';
import { proposeSeats } from '../../commands/propose-seats.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { endRuns } from '../../db/runs.ts';
import { type CycleRecord, createRecord } from '../support/record.ts';

let record: CycleRecord;
beforeAll(async () => {
  record = await createRecord({ people: 4 });
  await record.launch('manager-evaluation');
});
afterAll(() => record.drop());

async function runOf(employeeNo: string): Promise<string> {
  const { id } = await record.db
    .selectFrom('process_run as p')
    .innerJoin('evaluation as e', 'e.id', 'p.evaluation_id')
    .select('p.id')
    .where('e.employee_id', '=', record.id(employeeNo))
    .where('p.state', '<>', 'void')
    .executeTakeFirstOrThrow();
  return id;
}

const open = async (processRunId: string, kind: string, seat = 1) => openTask(record.db, { processRunId, kind, round: 1, seat });
const close = async (kind: string) =>
  sql`update task set state = 'closed', outcome = 'done' where kind = ${kind} and state = 'open'`.execute(record.db);

/** What holds up the group of those who are rated, shortly. */
async function heldUp(): Promise<readonly Partial<HeldUp>[]> {
  const rows = await readHeldUp(record.db);
  return rows
    .filter(({ group }) => group === rows[0]?.group)
    .map(({ by, turnOf, kind, since, members }) => ({ by, turnOf, kind, since, members }));
}

test('names the ratings, the reviews, the failed, the paused and who was never launched, each with its instant', async () => {
  await open(await runOf('P1'), 'rating.write');
  await record.setClock('2026-01-19T01:00:00.000Z');
  await open(await runOf('P2'), 'rating.review');
  await record.setClock('2026-01-19T02:00:00.000Z');
  await failProcess(record.db, { processRunId: await runOf('P3'), code: 'unexpected' });
  await inTransaction(record.db, async (trx) =>
    endRuns(trx, { runIds: [await runOf('P4')], state: 'void', outcome: 'withdrawn' }),
  );
  const launched = '2026-01-19T00:00:00.000Z';
  const nobody = { turnOf: null, kind: null };
  const review = { turnOf: 'V1', kind: 'rating.review', since: '2026-01-19T01:00:00.000Z', members: ['P2'] };
  const missing = { by: 'not-launched', ...nobody, since: launched, members: ['P4'] };
  const failed = { by: 'failed', ...nobody, since: '2026-01-19T02:00:00.000Z', members: ['P3'] };
  expect(new Set(await heldUp())).toEqual(
    new Set([
      { by: 'task', turnOf: 'H1', kind: 'rating.write', since: launched, members: ['P1'] },
      missing,
      { by: 'task', ...review },
      failed,
    ]),
  );
  await sql`update process_run set paused_at = cycle_now(cycle_id) where id = ${await runOf('P2')}`.execute(record.db);
  expect(await heldUp()).toContainEqual({ ...review, by: 'paused', since: '2026-01-19T02:00:00.000Z' });
});

test('once all are rated, names who has not answered about the meeting, then the chair who has not decided', async () => {
  await record.launch('manager-evaluation');
  for (const no of ['P1', 'P2', 'P3', 'P4']) await finishProcess(record.db, { processRunId: await runOf(no), outcome: 'rated' });
  await record.launch('calibration');
  const { id: processRunId } = await record.db
    .selectFrom('process_run')
    .select('id')
    .where('phase', '=', 'calibration')
    .executeTakeFirstOrThrow();
  const { count: seats = 0 } = await lookAtWait(record.db, { processRunId, wait: 'group-complete' });
  await proposeSeats(record.db, { processRunId });
  const since = '2026-01-19T03:00:00.000Z';
  await record.setClock(since);
  for (let seat = 1; seat <= seats; seat += 1) await open(processRunId, 'calibration.meeting', seat);
  const meeting = { by: 'task', kind: 'calibration.meeting', since, members: [] };
  expect(await heldUp()).toEqual([
    { ...meeting, turnOf: 'H1' },
    { ...meeting, turnOf: 'V1' },
  ]);
  await close('calibration.meeting');
  expect(await heldUp()).toEqual([{ by: 'moving', turnOf: null, kind: null, since: '2026-01-19T02:00:00.000Z', members: [] }]);
  await open(processRunId, 'calibration.lock');
  expect(await heldUp()).toEqual([{ by: 'task', turnOf: 'C1', kind: 'calibration.lock', since, members: [] }]);
  await close('calibration.lock');
  await finishProcess(record.db, { processRunId, outcome: 'locked' });
  expect(await heldUp()).toEqual([]);
});
