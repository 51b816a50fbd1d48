import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { temporalView } from '../../api/temporal.ts';
import { openTask } from '../../commands/open-task.ts';
import { order } from '../commands/small-city.ts';
import { type Client } from './support.ts';
import { type World, midYear } from './world.ts';

let world: World;
let operator: Client;
beforeAll(async () => {
  world = await midYear();
  operator = await world.signIn('S5');
});
afterAll(() => world.drop());

describe("the operator's page", () => {
  test('tells what waits, for whose turn, and what comes, without a name', async () => {
    await sql`update rating_group set locked_at = now() where name = 'Staff'`.execute(world.db);
    await sql`update process_run set launched_at = now() where id = ${world.session}`.execute(world.db);
    await openTask(world.db, { processRunId: world.session, kind: 'calibration.meeting', round: 1, seat: 1 });
    const { status, body } = await operator.ask('GET', '/operations');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      sentence: { well: false, running: 11 },
      temporal: { reachable: false },
      tasksPastTheirTime: 0,
      waiting: expect.arrayContaining([
        expect.objectContaining({ kind: 'goals.draft', unitName: 'Roads', count: 5, late: 0 }),
      ]) as unknown,
      heldUp: [{ group: 'Staff', by: 'task', kind: 'calibration.meeting', role: 'member', count: 1, late: 0, evaluationIds: [] }],
      failedRuns: [],
    });
    expect(JSON.stringify(body)).not.toMatch(/Name |city\.example|"H1"/);
  });

  test('row-37: says of everything with a date whether it goes by the clock of a rehearsal', async () => {
    const marks = async () => {
      const { body } = await operator.ask('GET', '/operations');
      const { sentence, waiting, heldUp, coming } = body as Record<string, Record<string, unknown>[]> & {
        sentence: { next: Record<string, unknown> };
      };
      const rows = [sentence.next, ...(waiting ?? []), ...(heldUp ?? []), ...(coming ?? [])];
      expect((coming ?? []).length).toBeGreaterThan(0);
      return new Set(rows.map(({ isRehearsal }) => isRehearsal));
    };
    await sql`update task set due_at = cycle_now(${world.cycleId}) + interval '1 day' where state = 'open'`.execute(world.db);
    expect(await marks()).toEqual(new Set([true]));
    await sql`update cycle set rehearsal_id = null`.execute(world.db);
    await sql`update task set due_at = now() + interval '1 day' where state = 'open'`.execute(world.db);
    expect(await marks()).toEqual(new Set([false]));
    await sql`update cycle set rehearsal_id = (select id from rehearsal)`.execute(world.db);
  });

  test('a failed run is shown with its code and retried; an open one is poked; one that is over is neither', async () => {
    const run = (
      await world.db.selectFrom('task').select('process_run_id').where('id', '=', world.openTask).executeTakeFirstOrThrow()
    ).process_run_id;
    await sql`update process_run set state = 'failed', why_failed = 'group-locked' where id = ${run}`.execute(world.db);
    expect((await operator.ask('GET', '/operations')).body['failedRuns']).toMatchObject([
      { processRunId: run, whyFailed: 'group-locked' },
    ]);
    const { body } = await operator.ask('GET', `/operations/runs/${run}`);
    expect(body).toMatchObject({
      state: 'failed',
      phase: 'goal-setting',
      tasks: [{ kind: 'goals.draft', state: 'open' }],
      workflow: null,
      temporalReachable: false,
    });
    expect(JSON.stringify(body)).not.toMatch(/Name /);
    expect((await operator.ask('POST', '/operations/retry', { body: { runId: run } })).body).toEqual({
      processRunId: run,
      did: 'retried',
    });
    expect((await operator.ask('POST', '/operations/retry', { body: { runId: run } })).body).toEqual({
      processRunId: run,
      did: 'poked',
    });
    await sql`update process_run set state = 'void' where id = ${run}`.execute(world.db);
    expect((await operator.ask('POST', '/operations/retry', { body: { runId: run } })).body['code']).toBe('nothing-selected');
  });
});

describe('a planned request that was given up', () => {
  test('row-8: is shown to operators and HR with its code, and is tried again when an operator says so', async () => {
    const { id } = await order(world, { command: 'publish', arguments: { at: '2027-02-01T00:00:00Z' } });
    await sql`update command_request set dead_why = '22P02' where id = ${id}`.execute(world.db);
    const dead = async () => (await operator.ask('GET', '/operations')).body['deadRequests'];
    expect(await dead()).toMatchObject([{ id, command: 'publish', why: '22P02' }]);
    const hr = await world.signIn('HR1');
    expect((await hr.ask('GET', '/commands')).body['items']).toMatchObject([{ state: 'dead', deadWhy: '22P02', mayUndo: true }]);
    expect((await hr.ask('GET', `/cycles/${world.cycleId}/board`)).body['totals']).toMatchObject({ deadRequests: 1 });
    const retry = () => operator.ask('POST', '/operations/retry-request', { body: { requestId: id } });
    expect((await retry()).status).toBe(200);
    expect(await dead()).toEqual([]);
    expect((await hr.ask('GET', '/commands')).body['items']).toMatchObject([{ state: 'planned' }]);
    expect((await retry()).body['code']).toBe('nothing-selected');
  });
});

describe('the view of Temporal', () => {
  test('knows a server that answers, and that a workflow is unknown to it', async () => {
    const view = temporalView(inject('temporalAddress'), 'default');
    expect(await view.reachable()).toBe(true);
    expect(await view.describe('goal-setting/0/0/0')).toBeNull();
    await view.close();
  });

  test('a server that is away is an answer, not an error', async () => {
    const view = temporalView('127.0.0.1:9', 'default');
    expect(await view.reachable()).toBe(false);
    await expect(view.describe('goal-setting/0/0/0')).rejects.toThrow();
    await view.close();
  });
});

describe('a rehearsal', () => {
  test('is made, shown and moved forward only', async () => {
    const hr = await world.signIn('HR1');
    const made = await hr.ask('POST', '/rehearsals', { body: { name: 'Try', now: '2026-03-02T00:00:00.000Z' } });
    expect(made.status).toBe(201);
    const id = String(made.body['id']);
    expect((await hr.ask('GET', `/rehearsals/${id}`)).body).toMatchObject({
      id,
      now: '2026-03-02T00:00:00.000Z',
      quiet: true,
      waitingFor: [],
      cycles: [],
    });
    expect((await hr.ask('POST', `/rehearsals/${id}/clock`, { body: { to: '2026-03-02T09:00:00+09:00' } })).body).toEqual({
      now: '2026-03-02T00:00:00.000Z',
    });
    expect((await hr.ask('POST', `/rehearsals/${id}/clock`, { body: { to: '2026-03-01T00:00:00.000Z' } })).body['code']).toBe(
      'rehearsal-clock-backwards',
    );
    const { body: me } = await hr.ask('GET', '/me');
    expect(me['rehearsals'], 'a clock without a cycle has no banner').not.toContainEqual(expect.objectContaining({ id }));
    const busy = await hr.ask('GET', `/rehearsals/${world.rehearsalId}`);
    expect(busy.body).toMatchObject({
      quiet: false,
      waitingFor: expect.arrayContaining([
        expect.objectContaining({ what: 'outbox', count: expect.any(Number) as number }),
      ]) as unknown,
    });
  });
});

describe('people', () => {
  test('are imported from a file, found by initial consonants, and mended', async () => {
    const hr = await world.signIn('HR1');
    const file = Buffer.from('사번,성명,전자우편,부서\nK1,서지안,k1@city.example,세정과\n');
    const dry = await hr.ask('POST', '/imports?dryRun=true', { body: file, headers: { 'content-type': 'text/csv' } });
    expect(dry.body).toMatchObject({ imported: false, created: 1 });
    const done = await hr.ask('POST', '/imports', { body: file, headers: { 'content-type': 'application/octet-stream' } });
    expect(done.body).toMatchObject({ imported: true, created: 1, notEnrolled: [{ employeeNo: 'K1' }] });
    expect((await hr.ask('GET', `/employees?q=${encodeURIComponent('ㅅㅈㅇ')}`)).body['items']).toMatchObject([
      { employeeNo: 'K1', unit: { name: '세정과' }, roles: [] },
    ]);
    expect((await hr.ask('PATCH', '/employees/K1', { body: { email: 'new@city.example' } })).body).toMatchObject({
      email: 'new@city.example',
    });
    expect(
      (await hr.ask('POST', '/absences', { body: { employeeNo: 'K1', fromOn: '2026-03-02', toOn: '2026-03-06' } })).status,
    ).toBe(201);
    expect(
      (await hr.ask('POST', '/absences', { body: { employeeNo: 'K1', fromOn: '2026-03-06', toOn: '2026-03-02' } })).body,
    ).toMatchObject({ code: 'invalid-input', details: { path: '/toOn' } });
    expect((await hr.ask('PATCH', '/employees/GONE', { body: { email: 'new@city.example' } })).status).toBe(404);
  });
});

test('row-8: what breaks in a due request while the clock of a rehearsal moves stands in the log', async () => {
  const { db, rehearsalId, logged } = world;
  const hr = await world.signIn('HR1');
  const { now } = (await hr.ask('GET', `/rehearsals/${rehearsalId}`)).body as { readonly now: string };
  const later = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString();
  const { id } = await order(world, { command: 'publish', arguments: { at: later(1) } });
  await sql`update command_request set command = 'unheard-of' where id = ${id}`.execute(db);
  expect((await hr.ask('POST', `/rehearsals/${rehearsalId}/clock`, { body: { to: later(2) } })).status).toBe(200);
  const told = logged.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ requestId }) => requestId === id);
  expect(told).toMatchObject([{ fault: 'TypeError', msg: 'a due request failed' }]);
});

test('row-37: says of all that failed whether it is of a rehearsal, as the dates beside it are of that clock', async () => {
  await sql`update process_run set state = 'failed', why_failed = 'unexpected' where id = ${world.session}`.execute(world.db);
  await sql`
    insert into command_request (cycle_id, command, reason, idempotency_key, needs_approval, requested_at, effective_at, dead_why)
    values (${world.cycleId}, 'publish', 'a test', 'row-37', false, now(), now(), '22P02')`.execute(world.db);
  await sql`
    insert into outbox (cycle_id, workflow_type, workflow_id, input, dead_why)
    values (${world.cycleId}, 'calibrationWorkflow', 'calibration/0', '{}', 'refused-by-temporal')`.execute(world.db);
  await sql`
    insert into notification (key, cycle_id, employee_id, mail_kind, send_at, state)
    values ('row-37', ${world.cycleId}, ${world.ids['H1']}, 'digest', now(), 'dead')`.execute(world.db);
  const marks = async () => {
    const { body } = await operator.ask('GET', '/operations');
    type Rows = readonly { readonly cycleId: string; readonly isRehearsal: boolean }[];
    const { failedRuns, deadRequests, outbox, mails } = body as Record<'failedRuns' | 'deadRequests', Rows> &
      Record<'outbox' | 'mails', { readonly dead: Rows }>;
    return [failedRuns, deadRequests, outbox.dead, mails.dead].map((rows) =>
      rows.map(({ cycleId, isRehearsal }) => ({ cycleId, isRehearsal })),
    );
  };
  const { body: read } = await operator.ask('GET', `/operations/runs/${world.session}`);
  expect(read['isRehearsal']).toBe(true);
  const each = (isRehearsal: boolean) => Array.from({ length: 4 }, () => [{ cycleId: world.cycleId, isRehearsal }]);
  expect(await marks()).toEqual(each(true));
  await sql`update cycle set rehearsal_id = null`.execute(world.db);
  expect(await marks()).toEqual(each(false));
});
