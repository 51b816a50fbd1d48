import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeTask } from '../../commands/close-task.ts';
import { approveCommand, requestCommand } from '../../commands/run-request.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { type OpenTask, fill } from '../support/answers.ts';
import { whileInFlight } from '../support/in-flight.ts';
import { finishedYear, opened } from '../support/pack-year.ts';
import type { CycleRecord } from '../support/record.ts';

// The owner of the last place is asked to confirm, and HR corrects the result meanwhile. The tests of that task go on where the one before ended.

let record: CycleRecord;
let task: OpenTask;
beforeAll(async () => {
  record = await finishedYear({});
  const role = (no: string, name: string) => ({ employee_id: record.id(no), role: name });
  await record.db
    .insertInto('role_assignment')
    .values([role('C1', 'hr'), role('V1', 'hr-approver')])
    .execute();
  await record.launch('result-notice');
  task = await openedOf(4);
});
afterAll(() => record?.drop());

/** What the owner of a place is asked to confirm. */
async function openedOf(place: number): Promise<OpenTask> {
  const { rows } = await sql<{ id: string }>`
    select p.id
      from process_run p
      join calibration_place c on c.evaluation_id = p.evaluation_id
     where p.phase = 'result-notice' and c.place = ${place}`.execute(record.db);
  return opened(record, rows[0]?.id ?? '0', { kind: 'result.acknowledge' });
}

async function confirm(of: OpenTask, resultVersion?: number) {
  const version = await fill(record, of, { resultVersion });
  return closeTask(record.db, { taskId: of.id, actorId: of.assignee_id, outcome: 'done', version });
}

async function acknowledged(of: OpenTask) {
  const { rows } = await sql`
    select r.version, a.answer, r.void_at is null "inForce"
      from acknowledgement a
      join result r on r.id = a.result_id
     where a.task_id = ${of.id}`.execute(record.db);
  return rows;
}

test('who confirms says which version was read', async () => {
  await expect(confirm(task)).rejects.toMatchObject({ code: 'invalid-input', details: { path: '/resultVersion' } });
  await expect(confirm(task, 2)).rejects.toMatchObject({ code: 'result-changed' });
  expect(await acknowledged(task)).toEqual([]);
});

test('a version that ends while its confirmation is under way is not confirmed', async () => {
  const other = await openedOf(3);
  const end = (trx: Trx) =>
    trx
      .updateTable('result')
      .set({ void_at: sql`now()` })
      .where('evaluation_id', '=', other.evaluation_id)
      .execute();
  await expect(whileInFlight(record.db, end, () => confirm(other, 1))).rejects.toMatchObject({ code: 'result-changed' });
  expect(await acknowledged(other)).toEqual([]);
});

test('after a correction the version that was read before is not confirmed, and the new one is', async () => {
  const { id } = await requestCommand(record.db, {
    command: 'correct-result',
    cycleId: record.cycleId,
    actorId: record.id('C1'),
    reason: 'an appeal was accepted',
    idempotencyKey: 'acknowledged-version',
    selection: { evaluationIds: [task.evaluation_id] },
    arguments: { level: '수' },
  });
  await approveCommand(record.db, { requestId: id, actorId: record.id('V1') });
  await expect(confirm(task, 1)).rejects.toMatchObject({ code: 'result-changed', details: { taskId: task.id } });
  expect(await acknowledged(task)).toEqual([]);
  expect((await confirm(task, 2)).outcome).toBe('done');
  expect(await acknowledged(task)).toEqual([{ version: 2, answer: 'confirmed', inForce: true }]);
});
