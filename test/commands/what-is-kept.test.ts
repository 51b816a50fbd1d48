import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTask } from '../../commands/open-task.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { answer, openTasks } from '../support/answers.ts';
import { type CycleRecord, createRecord } from '../support/record.ts';

let record: CycleRecord;
let processRunId: string;
beforeAll(async () => {
  record = await createRecord();
  await record.launch('goal-setting');
  ({ id: processRunId } = await record.db.selectFrom('process_run').select('id').executeTakeFirstOrThrow());
});
afterAll(() => record.drop());

async function hand(kind: TaskKind, given: Parameters<typeof answer>[2] & { readonly round?: number } = {}): Promise<void> {
  const { round = 1, ...said } = given;
  const { taskId } = await openTask(record.db, { processRunId, kind, round, seat: 1 });
  const task = (await openTasks(record)).find(({ id }) => id === taskId);
  if (task === undefined) throw new Error(`${kind} is not open`);
  await answer(record, task, said);
}

const signed = async () =>
  (
    await sql<{ kind: string; round: number; counts: boolean }>`
      select t.kind, t.round, s.void_at is null counts from signature s join task t on t.id = s.task_id order by s.id`.execute(
      record.db,
    )
  ).rows;

test('what is handed in is frozen with the hash of its content', async () => {
  await hand('goals.draft');
  const { rows } = await sql<{ fits: boolean }>`
    select sha256 = sha256(convert_to(content::text, 'UTF8')) fits from submission`.execute(record.db);
  expect(rows).toEqual([{ fits: true }]);
});

test('a return voids the signatures under what is returned, and the next version is signed anew', async () => {
  expect(await signed()).toEqual([{ kind: 'goals.draft', round: 1, counts: true }]);
  await hand('goals.agree', { outcome: 'returned' });
  expect(await signed()).toEqual([{ kind: 'goals.draft', round: 1, counts: false }]);
  await hand('goals.draft', { round: 2 });
  await hand('goals.agree', { round: 2 });
  expect(await signed()).toEqual([
    { kind: 'goals.draft', round: 1, counts: false },
    { kind: 'goals.draft', round: 2, counts: true },
    { kind: 'goals.agree', round: 2, counts: true },
  ]);
});
