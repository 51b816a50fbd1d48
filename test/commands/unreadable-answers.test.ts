import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { finishProcess } from '../../commands/finish-process.ts';
import { correctedResults } from '../../commands/hr/corrected-results.ts';
import { publish } from '../../commands/hr/publish.ts';
import { openTask } from '../../commands/open-task.ts';
import { previewLaunch } from '../../commands/preview-launch.ts';
import { recomputeCycle } from '../../commands/recompute-cycle.ts';
import { scoreEvaluation } from '../../commands/score-evaluation.ts';
import { unreadableAnswers } from '../../commands/unreadable-answers.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { NOTHING_TOUCHED } from '../../domain/two-persons/own-case.ts';
import { answer, openTasks } from '../support/answers.ts';
import { ask, attend, finishedYear, rate, ratingsOpen, session } from '../support/pack-year.ts';
import { type CycleRecord, createRecord } from '../support/record.ts';

// What was handed in and can no longer be read: a form that changed with a release, a row that somebody mended by hand.
let record: CycleRecord;
beforeEach(async () => {
  record = await createRecord({ people: 2 });
});
afterEach(() => record.drop());

async function runOf(employeeNo: string, phase: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select p.id from process_run p join evaluation e on e.id = p.evaluation_id
     where e.employee_id = ${record.id(employeeNo)} and p.phase = ${phase}`.execute(record.db);
  return rows[0]?.id ?? '';
}

async function handIn(processRunId: string, kind: TaskKind, round = 1): Promise<string> {
  await openTask(record.db, { processRunId, kind, round, seat: 1 });
  const task = (await openTasks(record)).find((one) => one.process_run_id === processRunId);
  if (task === undefined) throw new Error(`${kind} is not open`);
  await answer(record, task);
  return task.id;
}

/** P1 has goals. */
async function setGoals(): Promise<void> {
  await record.launch('goal-setting');
  const processRunId = await runOf('P1', 'goal-setting');
  await handIn(processRunId, 'goals.draft');
  await finishProcess(record.db, { processRunId, outcome: 'agreed' });
}

/** Of P1, in a phase that is launched now; answered, and then spoilt. */
async function spoilt(phase: string, kind: TaskKind) {
  await record.launch(phase);
  const processRunId = await runOf('P1', phase);
  const taskId = await handIn(processRunId, kind);
  await sql`
    update submission set content = content - 'goals' - 'actions' || '{"heldOn": "soon"}' where task_id = ${taskId}`.execute(
    record.db,
  );
  return { processRunId, taskId };
}

const unreadable = (taskId: string) => ({ code: 'record-unreadable', details: { taskId } });

test('row-12: a rating that can no longer be read is not taken for none, and publication names whose it is', async () => {
  const { db, cycleId } = record;
  await setGoals();
  const { processRunId, taskId } = await spoilt('manager-evaluation', 'rating.write');
  await expect(scoreEvaluation(db, { processRunId })).rejects.toMatchObject(unreadable(taskId));
  expect(await db.selectFrom('score').selectAll().execute()).toEqual([]);
  expect(await unreadableAnswers(db, cycleId)).toMatchObject([{ taskId, kind: 'rating.write', employeeNo: 'P1' }]);
  const asked = { cycleId, selection: {}, arguments: {}, actorId: record.id('C1') };
  const { blockedBy } = await publish.preview(db, asked, NOTHING_TOUCHED);
  expect(blockedBy).toEqual([{ code: 'record-unreadable', details: { employeeNos: ['P1'] } }]);
  expect((await previewLaunch(db, { cycleId })).pleaseLook).toContainEqual(
    expect.objectContaining({ code: 'record-unreadable', people: [expect.objectContaining({ employeeNo: 'P1' })] }),
  );
});

test('row-12: goals that can no longer be read do not come into force as none', async () => {
  const { processRunId, taskId } = await spoilt('goal-setting', 'goals.draft');
  await expect(finishProcess(record.db, { processRunId, outcome: 'agreed' })).rejects.toMatchObject(unreadable(taskId));
});

test('row-12: nor do the actions of a talk', async () => {
  await setGoals();
  const { processRunId, taskId } = await spoilt('midterm-coaching', 'coaching.hold');
  await expect(finishProcess(record.db, { processRunId, outcome: 'talked' })).rejects.toMatchObject(unreadable(taskId));
});

test('row-12: a self-assessment that can no longer be read is not an empty one to the rater', async () => {
  await setGoals();
  const { taskId } = await spoilt('self-assessment', 'self-assessment.write');
  await record.launch('manager-evaluation');
  const processRunId = await runOf('P1', 'manager-evaluation');
  await expect(openTask(record.db, { processRunId, kind: 'rating.write', round: 1, seat: 1 })).rejects.toMatchObject(
    unreadable(taskId),
  );
});

test('row-12: nor is a returned one that can no longer be read the draft of the next round', async () => {
  const { processRunId, taskId } = await spoilt('goal-setting', 'goals.draft');
  await expect(openTask(record.db, { processRunId, kind: 'goals.draft', round: 2, seat: 1 })).rejects.toMatchObject(
    unreadable(taskId),
  );
});

test('row-12: what a score was made of and can no longer be read stands on the board with whose it is, and is not computed with', async () => {
  const { record: year, runs } = await ratingsOpen({ people: 2 });
  try {
    for (const run of runs) await rate(year, run);
    const calibration = await session(year);
    await sql`
      update score set inputs = jsonb_set(inputs, '{goals}', '"many"')
       where evaluation_id = (select id from evaluation where employee_id = ${year.id('P1')})`.execute(year.db);
    expect(await unreadableAnswers(year.db, year.cycleId)).toMatchObject([{ kind: 'rating.write', employeeNo: 'P1' }]);
    await attend(year, calibration);
    await expect(ask(year, calibration, { kind: 'calibration.lock' })).rejects.toMatchObject({ code: 'record-unreadable' });
  } finally {
    await year.drop();
  }
});

test('row-12: what a result was made of and can no longer be read stands on the board with whose it is, and is not published', async () => {
  const { record: year, runs } = await ratingsOpen({ people: 2 });
  try {
    for (const run of runs) await rate(year, run);
    const calibration = await session(year);
    await attend(year, calibration);
    await ask(year, calibration, { kind: 'calibration.lock' });
    expect(await unreadableAnswers(year.db, year.cycleId)).toEqual([]);
    await sql`
      update result set inputs = inputs - 'quota'
       where evaluation_id = (select id from evaluation where employee_id = ${year.id('P1')})`.execute(year.db);
    expect(await unreadableAnswers(year.db, year.cycleId)).toMatchObject([{ kind: 'calibration.lock', employeeNo: 'P1' }]);
    const asked = { cycleId: year.cycleId, selection: {}, arguments: {}, actorId: year.id('C1') };
    expect((await publish.preview(year.db, asked, NOTHING_TOUCHED)).blockedBy).toEqual([
      { code: 'record-unreadable', details: { employeeNos: ['P1'] } },
    ]);
  } finally {
    await year.drop();
  }
});

test('row-12: nor is a result corrected of which what it was made of can no longer be read; computed again it is named', async () => {
  const year = await finishedYear({ people: 2 });
  try {
    const { rows } = await sql<{ id: string; evaluation_id: string }>`
      update result set inputs = inputs - 'quota'
       where evaluation_id = (select id from evaluation where employee_id = ${year.id('P1')})
      returning id, evaluation_id`.execute(year.db);
    const scope = {
      cycleId: year.cycleId,
      selection: { evaluationIds: [rows[0]?.evaluation_id ?? ''] },
      arguments: { level: '수' },
    };
    await expect(correctedResults(year.db, scope)).rejects.toMatchObject({
      code: 'record-unreadable',
      details: { evaluationId: rows[0]?.evaluation_id },
    });
    expect((await recomputeCycle(year.db, year.cycleId)).differences).toContainEqual(
      expect.objectContaining({ evaluationId: rows[0]?.evaluation_id, step: 'inputs' }),
    );
  } finally {
    await year.drop();
  }
});
