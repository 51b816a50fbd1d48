import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { advanceRehearsalClock } from '../../commands/advance-rehearsal-clock.ts';
import { grantRole } from '../../commands/grant-role.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { lookAtRequest } from '../../commands/look-at-request.ts';
import { approveCommand, previewCommand, requestCommand } from '../../commands/run-request.ts';
import { peopleLeft } from '../../db/departures.ts';
import type { Selection } from '../../contracts/commands.ts';
import { asHr1, evaluationOf, launchedCity, opened, order, runOf, type SmallCity } from './small-city.ts';

let city: SmallCity;
beforeEach(async () => {
  city = await launchedCity();
});
afterEach(() => city.drop());

const of = async (...nos: readonly string[]): Promise<Selection> => ({
  evaluationIds: await Promise.all(nos.map((no) => evaluationOf(city, no))),
});
const withdraw = async (...nos: readonly string[]) => ({
  command: 'withdraw',
  selection: await of(...nos),
  arguments: { why: 'resigned', leftOn: '2026-01-19' },
});
const reinstate = async (...nos: readonly string[]) => ({ command: 'reinstate', selection: await of(...nos) });
const waiting = async () =>
  (await city.db.selectFrom('rating_group').select('open_members').where('name', '=', 'Staff').executeTakeFirstOrThrow())
    .open_members;
const person = (no: string) =>
  city.db
    .selectFrom('evaluation')
    .select(['state', 'reason', 'withdrawn_at'])
    .where('employee_id', '=', city.ids[no] ?? '0')
    .executeTakeFirstOrThrow();

describe('row-3: a withdrawal', () => {
  test('row-3: of more than one person needs a second person, at once or one by one', async () => {
    expect((await requestCommand(city.db, asHr1(city, await withdraw('S1', 'S2')))).state).toBe('waits-for-approval');
    expect((await requestCommand(city.db, asHr1(city, await withdraw('S3')))).state).toBe('executed');
    expect((await requestCommand(city.db, asHr1(city, await withdraw('S4')))).state).toBe('waits-for-approval');
  });

  test('row-3: after the publication needs a second person: it takes away the answer to the result', async () => {
    await sql`update cycle set published_at = cycle_now(id)`.execute(city.db);
    expect((await requestCommand(city.db, asHr1(city, await withdraw('S3')))).state).toBe('waits-for-approval');
  });

  test('row-3: of somebody who holds a role needs a second person, who would else be cut off by one', async () => {
    await grantRole(city.db, { employeeNo: 'S5', role: 'hr-approver' });
    expect((await requestCommand(city.db, asHr1(city, await withdraw('S5')))).state).toBe('waits-for-approval');
  });

  test('row-3: by two persons is taken back by two, also of one person at a time', async () => {
    const withoutDay = { ...(await withdraw('S1', 'S2')), arguments: { why: 'resigned' } };
    await order(city, withoutDay);
    expect((await requestCommand(city.db, asHr1(city, await reinstate('S1')))).state).toBe('waits-for-approval');
    await order(city, { ...(await withdraw('S3')), arguments: { why: 'resigned' } });
    expect((await requestCommand(city.db, asHr1(city, await reinstate('S3')))).state).toBe('executed');
  });

  test('row-3: of who got a place in the committee since is taken back by two, as they decide about their own group no more', async () => {
    await order(city, { ...(await withdraw('S3')), arguments: { why: 'resigned' } });
    await sql`
      update cycle set committee = jsonb_set(committee, '{chair}', to_jsonb(${city.ids['S3']}::text))`.execute(city.db);
    expect((await requestCommand(city.db, asHr1(city, await reinstate('S3')))).state).toBe('waits-for-approval');
  });

  test('row-3: is taken back: enrolled again, nobody has left, processes go on with what was answered, and the group waits', async () => {
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'manager-evaluation' });
    await opened(city, 'S1', { kind: 'goals.draft' });
    const before = await waiting();
    await order(city, await withdraw('S1'));
    expect([await waiting(), await peopleLeft(city.db, city.cycleId)]).toEqual([before - 1, new Set([city.ids['S1']])]);
    const { outcome } = await order(city, await reinstate('S1'));
    expect(outcome).toEqual({ evaluations: 1, runs: 2 });
    expect(await person('S1')).toEqual({ state: 'enrolled', reason: null, withdrawn_at: null });
    expect([await waiting(), await peopleLeft(city.db, city.cycleId)]).toEqual([before, new Set()]);
    expect(await runOf(city, 'S1')).toMatchObject({ state: 'open', attempt: 2 });
    expect(await opened(city, 'S1', { kind: 'goals.draft' })).toMatchObject({ state: 'open', assignee_id: city.ids['S1'] });
  });

  test('row-3: leaves what was answered, and what was being written to who wrote it', async () => {
    const { id } = await opened(city, 'S1', { kind: 'goals.draft' });
    await city.db
      .insertInto('submission')
      .values({ task_id: id, version: 1, content: '{}', sha256: Buffer.alloc(32) })
      .execute();
    await city.db
      .updateTable('task')
      .set({ state: 'closed', outcome: 'done', closed_at: '2026-01-19T00:00:00.000Z', closed_by: city.ids['S1'] ?? null })
      .where('id', '=', id)
      .execute();
    const { id: agree } = await opened(city, 'S1', { kind: 'goals.agree' });
    await city.db
      .updateTable('task_draft')
      .set({ content: '{"comment":"half"}', saved_at: '2026-01-19T00:00:00.000Z' })
      .where('task_id', '=', agree)
      .execute();
    await order(city, await withdraw('S1'));
    await order(city, await reinstate('S1'));
    const run = await runOf(city, 'S1');
    const tasks = await city.db
      .selectFrom('task')
      .select(['id', 'kind', 'outcome'])
      .where('process_run_id', '=', run.id)
      .execute();
    expect(tasks).toEqual([{ id: expect.any(String) as unknown, kind: 'goals.draft', outcome: 'done' }]);
    const { copied_from: from } = await city.db
      .selectFrom('submission')
      .select('copied_from')
      .where('task_id', '=', tasks[0]?.id ?? '0')
      .executeTakeFirstOrThrow();
    expect(from).toBe(id);
    expect(await city.db.selectFrom('set_aside_draft').select(['task_id', 'employee_id']).execute()).toEqual([
      { task_id: agree, employee_id: city.ids['H1'] },
    ]);
  });

  test('row-3: phases that began meanwhile are launched for who comes back', async () => {
    await order(city, await withdraw('S1'));
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'midterm-coaching' });
    await order(city, await reinstate('S1'));
    expect(await runOf(city, 'S1', 'midterm-coaching')).toMatchObject({ state: 'open', attempt: 1 });
  });

  test('row-3: during which a phase that begins with the rater has gone by is taken back by two, who see that it is skipped', async () => {
    const withoutDay = async (...nos: readonly string[]) => ({ ...(await withdraw(...nos)), arguments: { why: 'resigned' } });
    await order(city, await withoutDay('S1'));
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'midterm-coaching' });
    expect((await previewCommand(city.db, asHr1(city, await reinstate('S1')))).needsSecondPerson).toBe(false);
    await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: '2026-09-01T00:00:00.000Z' });
    const { id, state } = await requestCommand(city.db, asHr1(city, await reinstate('S1')));
    expect(state).toBe('waits-for-approval');
    const { changes } = await lookAtRequest(city.db, { requestId: id, actorId: city.ids['HR2'] ?? '' });
    expect(changes.filter(({ what }) => what === 'launch')).toEqual([
      expect.objectContaining({ phase: 'midterm-coaching', before: null, after: { state: 'skipped' } }),
    ]);
    await approveCommand(city.db, { requestId: id, actorId: city.ids['HR2'] ?? '' });
    expect(await runOf(city, 'S1', 'midterm-coaching')).toMatchObject({ state: 'done', outcome: 'skipped' });
  });

  test('row-3: of two is taken back of the one who is left, where the other is enrolled again', async () => {
    await order(city, { ...(await withdraw('S1', 'S2')), arguments: { why: 'resigned' } });
    const { id } = await requestCommand(city.db, asHr1(city, await reinstate('S1', 'S2')));
    await order(city, await reinstate('S1'));
    const approved = await approveCommand(city.db, { requestId: id, actorId: city.ids['HR2'] ?? '' });
    expect(approved).toMatchObject({ state: 'executed', outcome: { evaluations: 1 } });
  });

  test('row-3: is not taken back where the group is frozen, nor where nobody was withdrawn', async () => {
    await expect(order(city, await reinstate('S1'))).rejects.toMatchObject({ code: 'nothing-selected' });
    await order(city, await withdraw('S1'));
    await city.db
      .updateTable('rating_group')
      .set({ locked_at: '2026-01-19T00:00:00.000Z' })
      .where('name', '=', 'Staff')
      .execute();
    await expect(order(city, await reinstate('S1'))).rejects.toMatchObject({ code: 'group-locked' });
  });
});

describe('row-3: before the second person’s eyes', () => {
  const lookAs = (requestId: string) => lookAtRequest(city.db, { requestId, actorId: city.ids['HR2'] ?? '0' });
  const who = (employeeNo: string) => expect.objectContaining({ employeeNo, name: `Name ${employeeNo}` }) as unknown;

  test('row-3: each person who is withdrawn stands with state before and after', async () => {
    const { id } = await requestCommand(city.db, asHr1(city, await withdraw('S5', 'S1')));
    expect((await lookAs(id)).changes).toEqual([
      expect.objectContaining({
        what: 'enrolment',
        who: who('S5'),
        before: { state: 'enrolled' },
        after: { state: 'withdrawn' },
      }),
      expect.objectContaining({
        what: 'enrolment',
        who: who('S1'),
        before: { state: 'enrolled' },
        after: { state: 'withdrawn' },
      }),
      expect.objectContaining({ what: 'departure', who: who('S5'), before: null, after: { day: '2026-01-19' } }),
      expect.objectContaining({ what: 'departure', who: who('S1'), before: null, after: { day: '2026-01-19' } }),
    ]);
  });

  test('row-3: a recorded leaving that goes with a withdrawal stands there by name', async () => {
    await order(city, await withdraw('S5'));
    await order(city, { ...(await withdraw('S1')), arguments: { why: 'resigned' } });
    const { changes } = await previewCommand(city.db, asHr1(city, await reinstate('S5', 'S1')));
    expect(changes.filter(({ what }) => what === 'departure')).toEqual([
      expect.objectContaining({ who: who('S5'), before: { day: '2026-01-19' }, after: null }),
    ]);
  });

  test('row-3: a rater stands with the one before and the one after', async () => {
    await launchPhase(city.db, { cycleId: city.cycleId, phase: 'manager-evaluation' });
    const request = { command: 'reassign', selection: await of('S1'), arguments: { as: 'rater', employeeNo: 'H2' } };
    const { id, state } = await requestCommand(city.db, asHr1(city, request));
    expect(state).toBe('waits-for-approval');
    expect((await lookAs(id)).changes).toEqual([
      expect.objectContaining({
        what: 'rater',
        who: who('S1'),
        before: { person: { employeeNo: 'H1', name: 'Name H1' } },
        after: { person: { employeeNo: 'H2', name: 'Name H2' } },
      }),
    ]);
  });

  test('row-3: a way back stands with the task where somebody is and the one to which they go', async () => {
    await opened(city, 'S1', { kind: 'goals.draft' });
    await opened(city, 'S1', { kind: 'goals.agree' });
    const request = {
      command: 'rewind',
      selection: { ...(await of('S1')), phase: 'goal-setting' },
      arguments: { toKind: 'goals.draft' },
    };
    const { id } = await requestCommand(city.db, asHr1(city, request));
    expect((await lookAs(id)).changes).toEqual([
      expect.objectContaining({
        what: 'way-back',
        who: who('S1'),
        phase: 'goal-setting',
        before: { task: 'goals.agree', round: 1 },
        after: { task: 'goals.draft', round: 1 },
      }),
    ]);
  });

  test('row-3: a new day for a whole phase stands by kind, with the days', async () => {
    await opened(city, 'S1', { kind: 'goals.draft' });
    const preview = await previewCommand(
      city.db,
      asHr1(city, { command: 'extend-tasks', selection: { phase: 'goal-setting' }, arguments: { dueOn: '2026-02-10' } }),
    );
    expect(preview).toMatchObject({ needsSecondPerson: true, moreChanges: 0 });
    expect(preview.changes).toEqual([
      expect.objectContaining({
        what: 'deadline',
        kind: 'goals.draft',
        count: 1,
        before: { at: '2026-02-06T09:00:00.000Z' },
        after: { day: '2026-02-10' },
      }),
    ]);
  });

  test('row-3: where one of them is withdrawn already, it is done to the other alone', async () => {
    const { id } = await requestCommand(city.db, asHr1(city, await withdraw('S1', 'S2')));
    await order(city, await withdraw('S1'));
    expect((await lookAs(id)).blockedBy).toEqual([]);
    const approved = await approveCommand(city.db, { requestId: id, actorId: city.ids['HR2'] ?? '0' });
    expect(approved).toMatchObject({ state: 'executed', outcome: { evaluations: 1 } });
  });
});

describe('row-3: a reassignment', () => {
  const told = async () => {
    const rows = await city.db
      .selectFrom('notification as n')
      .innerJoin('employee as e', 'e.id', 'n.employee_id')
      .select(['n.mail_kind', 'e.employee_no'])
      .where('n.mail_kind', 'like', 'reassigned.%')
      .execute();
    return rows.map(({ mail_kind, employee_no }) => `${mail_kind} ${employee_no}`).sort();
  };

  test('row-3: is told to the one before, the one after and whoever is evaluated', async () => {
    await order(city, { command: 'reassign', selection: await of('S1', 'S2'), arguments: { as: 'rater', employeeNo: 'H2' } });
    expect(await told()).toEqual([
      'reassigned.after H2',
      'reassigned.before H1',
      'reassigned.evaluated S1',
      'reassigned.evaluated S2',
    ]);
  });

  test('row-3: of one task is told to whoever is evaluated as one, by whom', async () => {
    const { id } = await opened(city, 'S1', { kind: 'goals.agree' });
    await order(city, { command: 'reassign', selection: { taskIds: [id] }, arguments: { as: 'task', employeeNo: 'H2' } });
    const { details } = await city.db
      .selectFrom('notification')
      .select('details')
      .where('mail_kind', '=', 'reassigned.evaluated')
      .executeTakeFirstOrThrow();
    expect(details).toMatchObject({ posts: [{ role: 'rater', id, toId: city.ids['H2'] }] });
  });

  test('row-3: with open tasks the one after is told of those', async () => {
    await opened(city, 'S1', { kind: 'goals.agree' });
    await order(city, { command: 'reassign', selection: await of('S1'), arguments: { as: 'rater', employeeNo: 'H2' } });
    expect(await told()).toEqual(['reassigned.before H1', 'reassigned.evaluated S1']);
  });
});
