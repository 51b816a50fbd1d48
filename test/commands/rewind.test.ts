import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { advanceRehearsalClock } from '../../commands/advance-rehearsal-clock.ts';
import { closeTask } from '../../commands/close-task.ts';
import { finishProcess } from '../../commands/finish-process.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { lookAtWait } from '../../commands/look-at-wait.ts';
import { previewCommand, requestCommand } from '../../commands/run-request.ts';
import { saveDraft } from '../../commands/save-draft.ts';
import { connect } from '../../db/connection.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { whileInFlight } from '../support/in-flight.ts';
import { asHr1, evaluationOf, launchedCity, opened, order, runOf, STAFF, type SmallCity } from './small-city.ts';

let city: SmallCity;
beforeEach(async () => {
  city = await launchedCity();
});
afterEach(() => city.drop());

const goals = (indicatorId: string, title: string) => ({
  goals: [
    {
      id: 'g1',
      title,
      duty: 'duty',
      indicatorId,
      measure: 'rate',
      unitOfMeasure: '%',
      direction: 'higher',
      baseline: '80',
      history: [],
      target: '90',
      whyTarget: 'trend',
      source: 'ledger',
      frequency: 'monthly',
      influence: null,
      weight: '100',
      sharedWith: [],
    },
  ],
});

async function close(
  kind: TaskKind,
  { round = 1, content, outcome = 'done' }: { round?: number; content: unknown; outcome?: string },
): Promise<string> {
  const { id, assignee_id } = await opened(city, 'S1', { kind, round });
  const actorId = assignee_id ?? '0';
  const draft = await city.db.selectFrom('task_draft').select('version').where('task_id', '=', id).executeTakeFirstOrThrow();
  const { version } = await saveDraft(city.db, { taskId: id, actorId, version: draft.version, content });
  await closeTask(city.db, { taskId: id, actorId, outcome, version });
  return id;
}

/** Drafted, returned, drafted again, agreed, confirmed. */
async function completeGoals(): Promise<string> {
  const unit = await city.db.selectFrom('unit').select('id').where('name', '=', 'Tax').executeTakeFirstOrThrow();
  const indicator = await city.db.selectFrom('indicator').select('id').where('unit_id', '=', unit.id).executeTakeFirstOrThrow();
  await close('goals.draft', { content: goals(indicator.id, 'first') });
  await close('goals.agree', { content: { reason: 'an activity, not a result' }, outcome: 'returned' });
  await close('goals.draft', { round: 2, content: goals(indicator.id, 'second') });
  await close('goals.agree', { round: 2, content: {} });
  await close('goals.confirm', { round: 2, content: {} });
  const run = await runOf(city, 'S1');
  await finishProcess(city.db, { processRunId: run.id, outcome: 'done' });
  return run.id;
}

const rewind = async (toKind: TaskKind, toRound = 1) =>
  order(city, {
    command: 'rewind',
    selection: { evaluationIds: [await evaluationOf(city, 'S1')], phase: 'goal-setting' },
    arguments: { toKind, toRound },
  });
const tasksOf = (runId: string) =>
  city.db
    .selectFrom('task')
    .select(['id', 'kind', 'round', 'outcome'])
    .where('process_run_id', '=', runId)
    .orderBy('id')
    .execute();

describe('rewind', () => {
  test('row-24a: leaves a paused process paused, and who resumes it later moves the deadlines of the new attempt', async () => {
    const { id } = await opened(city, 'S1', { kind: 'goals.draft' });
    const selection = { evaluationIds: [await evaluationOf(city, 'S1')], phase: 'goal-setting' };
    await order(city, { command: 'pause', selection });
    const { paused_at } = await runOf(city, 'S1');
    await rewind('goals.draft');
    expect(paused_at).not.toBeNull();
    expect(await runOf(city, 'S1')).toMatchObject({ attempt: 2, paused_at });
    const again = await opened(city, 'S1', { kind: 'goals.draft' });
    expect(again.id).not.toBe(id);
    const closing = closeTask(city.db, { taskId: again.id, actorId: city.ids['S1'] ?? '', outcome: 'done', version: 0 });
    await expect(closing).rejects.toMatchObject({ code: 'task-paused' });
    await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: '2026-01-21T00:00:00.000Z' });
    expect((await order(city, { command: 'resume', selection })).outcome).toEqual({ runs: 1, tasks: 1, mails: 1 });
  });

  test('starts a completed goal setting again at a task; what came before stands with its answers, signatures of the rest are void', async () => {
    const before = await completeGoals();
    expect(await rewind('goals.agree', 2)).toMatchObject({ state: 'executed', needsSecondPerson: true, outcome: { runs: 1 } });
    const run = await runOf(city, 'S1');
    expect(run).toMatchObject({ attempt: 2, state: 'open' });
    expect((await tasksOf(run.id)).map(({ kind, round, outcome }) => `${kind} ${String(round)} ${outcome ?? ''}`)).toEqual([
      'goals.draft 1 done',
      'goals.agree 1 returned',
      'goals.draft 2 done',
    ]);
    const answers = await city.db
      .selectFrom('submission as s')
      .innerJoin('task as t', 't.id', 's.task_id')
      .innerJoin('submission as o', 'o.task_id', 's.copied_from')
      .select(['t.kind', 's.sha256', 'o.sha256 as origin'])
      .where('t.process_run_id', '=', run.id)
      .execute();
    expect(answers).toHaveLength(3);
    for (const { sha256, origin } of answers) expect(sha256).toEqual(origin);
    const signatures = await city.db
      .selectFrom('signature as s')
      .innerJoin('task as t', 't.id', 's.task_id')
      .select(['t.kind', 't.round', 's.void_at'])
      .where('t.process_run_id', '=', before)
      .orderBy('s.id')
      .execute();
    const standing = (kind: string) =>
      signatures.filter((one) => one.kind === kind).map(({ round, void_at }) => [round, void_at === null]);
    // The first draft's fell when it was returned.
    expect(standing('goals.draft')).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(standing('goals.confirm')).toEqual([[2, false]]);
    expect(await city.db.selectFrom('process_run').select('state').where('id', '=', before).executeTakeFirst()).toEqual({
      state: 'void',
    });
  });

  test('to the first task nothing stands, and the old answers stay readable', async () => {
    const before = await completeGoals();
    await rewind('goals.draft');
    expect(await tasksOf((await runOf(city, 'S1')).id)).toEqual([]);
    const old = await tasksOf(before);
    expect(
      await city.db
        .selectFrom('submission')
        .select('task_id')
        .where(
          'task_id',
          'in',
          old.map(({ id }) => id),
        )
        .execute(),
    ).toHaveLength(5);
  });

  test('of an open process ends its open task', async () => {
    const { id } = await opened(city, 'S1', { kind: 'goals.draft' });
    await rewind('goals.draft');
    expect(await city.db.selectFrom('task').select(['state', 'outcome']).where('id', '=', id).executeTakeFirst()).toEqual({
      state: 'closed',
      outcome: 'void',
    });
    expect((await opened(city, 'S1', { kind: 'goals.draft' })).id).not.toBe(id);
  });

  test('row-34: sets aside what was drafted in the task that it ends', async () => {
    const { id } = await opened(city, 'S1', { kind: 'goals.draft' });
    const content = { goals: [{ title: 'begun' }] };
    await saveDraft(city.db, { taskId: id, actorId: city.ids['S1'] ?? '', version: 0, content });
    await rewind('goals.draft');
    expect(await city.db.selectFrom('set_aside_draft').select(['task_id', 'employee_id', 'content']).execute()).toEqual([
      { task_id: id, employee_id: city.ids['S1'], content },
    ]);
  });

  test('of a rating counts it again for the group, whether it was open or done', async () => {
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'manager-evaluation' });
    const open = async () =>
      (await city.db.selectFrom('rating_group').select('open_members').where('name', '=', 'Staff').executeTakeFirstOrThrow())
        .open_members;
    const again = async () =>
      order(city, {
        command: 'rewind',
        selection: { evaluationIds: [await evaluationOf(city, 'S1')], phase: 'manager-evaluation' },
        arguments: { toKind: 'rating.write' },
      });
    await opened(city, 'S1', { kind: 'rating.write', phase: 'manager-evaluation' });
    await again();
    expect(await open()).toBe(8);
    await opened(city, 'S1', { kind: 'rating.write', phase: 'manager-evaluation' });
    await finishProcess(city.db, { processRunId: (await runOf(city, 'S1', 'manager-evaluation')).id, outcome: 'done' });
    expect(await open()).toBe(7);
    await again();
    expect(await open()).toBe(8);
  });

  test('of a phase before the rating is refused also when the group is being frozen at the same moment', async () => {
    await opened(city, 'S1', { kind: 'goals.draft' });
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'manager-evaluation' });
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'calibration' });
    for (const no of STAFF)
      await finishProcess(city.db, { processRunId: (await runOf(city, no, 'manager-evaluation')).id, outcome: 'done' });
    const { id: calibration } = await city.db
      .selectFrom('process_run as p')
      .innerJoin('rating_group as g', 'g.id', 'p.rating_group_id')
      .select('p.id')
      .where('g.name', '=', 'Staff')
      .executeTakeFirstOrThrow();
    const owner = connect({ url: city.url, role: 'owner', max: 2 }); // who may see that another session waits
    onTestFinished(() => owner.destroy());
    const rewound = whileInFlight(
      owner,
      async (trx) =>
        expect(await lookAtWait(trx, { processRunId: calibration, wait: 'group-complete' })).toMatchObject({ over: true }),
      () => rewind('goals.draft'),
    );
    await expect(rewound).rejects.toMatchObject({ code: 'group-locked' });
    expect(await runOf(city, 'S1')).toMatchObject({ attempt: 1, state: 'open' });
  });

  test('is refused once the group is frozen, without a phase, for a task that never was, and without a second person', async () => {
    await opened(city, 'S1', { kind: 'goals.draft' });
    const selection = { evaluationIds: [await evaluationOf(city, 'S1')] };
    const preview = await previewCommand(
      city.db,
      asHr1(city, { command: 'rewind', selection, arguments: { toKind: 'goals.draft' } }),
    );
    expect(preview.blockedBy).toEqual([{ code: 'invalid-input', details: { path: '/selection/phase', reason: 'required' } }]);
    await expect(rewind('goals.agree')).rejects.toMatchObject({ code: 'invalid-input', details: { reason: 'no-such-task' } });
    const asked = { command: 'rewind', selection: { ...selection, phase: 'goal-setting' }, arguments: { toKind: 'goals.draft' } };
    expect(await requestCommand(city.db, asHr1(city, asked))).toMatchObject({ state: 'waits-for-approval' });
    expect((await runOf(city, 'S1')).attempt).toBe(1);
    await city.db.updateTable('rating_group').set({ locked_at: '2026-01-19T00:00:00Z' }).execute();
    await expect(rewind('goals.draft')).rejects.toMatchObject({ code: 'group-locked' });
  });
});
