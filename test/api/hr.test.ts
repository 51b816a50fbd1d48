import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiCity, type Client, apiCity, goodGoals, withGoalTasks } from './support.ts';

let city: ApiCity;
let hr: Client;
let approver: Client;
beforeAll(async () => {
  city = await apiCity();
  [hr, approver] = await Promise.all([city.signIn('HR1'), city.signIn('HR2')]);
});
afterAll(() => city.drop());

const items = (body: Record<string, unknown>) => body['items'] as Record<string, unknown>[];

describe('a planned cycle', () => {
  test('is listed and shown with its windows, rules and committee', async () => {
    const { body } = await hr.ask('GET', '/cycles');
    expect(items(body)).toMatchObject([
      { id: city.cycleId, year: 2026, pack: { name: 'kr-local-grade5' }, launchedAt: null, phase: null },
    ]);
    const { body: cycle } = await hr.ask('GET', `/cycles/${city.cycleId}`);
    expect(cycle).toMatchObject({
      committee: { chair: { employeeNo: 'M1' }, members: [{ employeeNo: 'H1' }, { employeeNo: 'H2' }, { employeeNo: 'HR1' }] },
    });
    expect((cycle['phases'] as { phase: string }[]).map((one) => one.phase)[0]).toBe('goal-setting');
    expect((await hr.ask('GET', '/cycles/999')).status).toBe(404);
  });

  test('a second one is planned over HTTP; a wrong field is named', async () => {
    const body = { name: 'Next', year: 2027, packName: 'kr-local-grade5', committee: { chair: 'M1', members: [] } };
    const { status, body: made } = await hr.ask('POST', '/cycles', { body });
    expect(status).toBe(201);
    expect(made['id']).toMatch(/^\d+$/);
    expect(
      (await hr.ask('POST', '/cycles', { body: { ...body, committee: { chair: 'M1', members: ['NOBODY'] } } })).body['code'],
    ).toBe('employee-unknown');
    expect((await hr.ask('POST', '/cycles', { body: { ...body, colour: 'red' } })).body).toMatchObject({
      code: 'invalid-input',
      details: { in: 'body', path: '/colour' },
    });
  });

  test('the launch preview tells who starts', async () => {
    const { status, body } = await hr.ask('GET', `/cycles/${city.cycleId}/launch-preview`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ starts: { total: 10 }, mustBeMended: [] });
  });
});

describe('a command', () => {
  test('of a launch waits for a second person, and the same key is the same request', async () => {
    const body = {
      command: 'launch-cycle',
      cycleId: city.cycleId,
      selection: {},
      arguments: { inMinutes: 30 },
      reason: 'The year begins',
      idempotencyKey: 'launch-1',
    };
    const preview = await hr.ask('POST', '/commands/preview', {
      body: { command: body.command, cycleId: body.cycleId, arguments: body.arguments },
    });
    expect([preview.status, preview.body]).toMatchObject([200, { needsSecondPerson: true, affected: 10, blockedBy: [] }]);
    const first = await hr.ask('POST', '/commands', { body });
    const again = await hr.ask('POST', '/commands', { body });
    expect([first.status, first.body]).toMatchObject([
      200,
      { state: 'waits-for-approval', requestedBy: { employeeNo: 'HR1' }, mayApprove: false, mayUndo: true },
    ]);
    expect(again.body).toEqual(first.body);
    const other = await hr.ask('POST', '/commands', { body: { ...body, reason: 'Another reason' } });
    expect([other.status, other.body['code']]).toEqual([409, 'command-key-reused']);
    const id = String(first.body['id']);
    expect((await hr.ask('POST', `/commands/${id}/approve`)).body['code']).toBe('second-person-needed');
    expect(items((await approver.ask('GET', `/commands?cycleId=${city.cycleId}`)).body)).toMatchObject([
      { id, mayApprove: true },
    ]);
    const approved = await approver.ask('POST', `/commands/${id}/approve`);
    expect(approved.body).toMatchObject({
      state: 'planned',
      approvedBy: { employeeNo: 'HR2' },
      effectiveAt: '2026-01-14T00:00:00.000Z',
    });
    expect((await hr.ask('POST', `/commands/${id}/undo`)).body).toMatchObject({
      state: 'undone',
      undoneBy: { employeeNo: 'HR1' },
      mayUndo: false,
    });
  });

  test('without a reason, with an unknown name or argument is refused by name', async () => {
    const body = { command: 'pause', cycleId: city.cycleId, selection: {}, arguments: {}, reason: ' ', idempotencyKey: 'k1' };
    expect((await hr.ask('POST', '/commands', { body })).body).toMatchObject({ code: 'reason-required' });
    expect((await hr.ask('POST', '/commands', { body: { ...body, command: 'erase' } })).body).toMatchObject({
      code: 'invalid-input',
      details: { path: '/command' },
    });
    expect((await hr.ask('POST', '/commands', { body: { ...body, arguments: { x: 1 } } })).body).toMatchObject({
      details: { path: '/arguments/x' },
    });
    expect((await hr.ask('POST', '/commands', { body: { ...body, extra: 1 } })).body).toMatchObject({
      details: { path: '/extra' },
    });
    expect((await approver.ask('POST', '/commands', { body: { ...body, reason: 'x' } })).status).toBe(404);
  });
});

describe('the control room', () => {
  let tasks: Readonly<Record<string, string>>;
  beforeAll(async () => {
    tasks = await withGoalTasks(city);
    const s1 = await city.signIn('S1');
    const { rows } = await sql<{
      id: string;
    }>`
      select i.id
        from indicator i
        join unit u on u.id = i.unit_id
       where u.name = 'Tax' and i.cycle_id = ${city.cycleId}`.execute(city.db);
    await s1.ask('PUT', `/tasks/${tasks['S1']}/draft`, { body: { version: 0, content: goodGoals(rows[0]?.id ?? '') } });
    await sql`
      update process_run
         set state = 'failed', why_failed = 'unexpected'
       where id = (select process_run_id from task where id = ${tasks['S8']})`.execute(city.db);
    await sql`
      update process_run set paused_at = now() where id = (select process_run_id from task where id = ${tasks['S7']})`.execute(
      city.db,
    );
    await sql`update task set due_at = '2026-01-01T00:00:00Z' where id = ${tasks['S2']}`.execute(city.db);
  });

  test('counts add up, by unit and in total', async () => {
    const { status, body } = await hr.ask('GET', `/cycles/${city.cycleId}/board`);
    expect(status).toBe(200);
    const parts = ['done', 'skipped', 'writing', 'notStarted', 'withSuperior', 'waiting', 'paused', 'failed', 'notLaunched'];
    const rows = [body['totals'], ...(body['units'] as unknown[])] as Record<string, number>[];
    for (const row of rows) expect(parts.reduce((sum, part) => sum + (row[part] ?? 0), 0)).toBe(row['enrolled']);
    expect(body).toMatchObject({
      phase: 'goal-setting',
      totals: { enrolled: 10, writing: 1, notStarted: 7, paused: 1, failed: 1, late: 1, deadMails: 0 },
    });
    expect((body['units'] as { unitName: string }[]).map((unit) => unit.unitName)).toEqual(['Roads', 'Tax']);
    expect((await hr.ask('GET', `/cycles/${city.cycleId}/board?phase=midterm-coaching`)).body).toMatchObject({
      totals: { notLaunched: 10 },
    });
    expect((await hr.ask('GET', `/cycles/${city.cycleId}/board?phase=nonsense`)).body['code']).toBe('phase-unknown');
  });

  test('people are found by state, unit, name and number, and each view is logged', async () => {
    const people = async (query: string) =>
      items((await hr.ask('GET', `/cycles/${city.cycleId}/people?${query}`)).body).map((one) => one['employeeNo']);
    expect(await people('state=writing')).toEqual(['S1']);
    expect(await people('state=late')).toEqual(['S2']);
    expect(await people('state=failed')).toEqual(['S8']);
    expect(await people('q=s3')).toEqual(['S3']);
    await sql`update evaluation set name = '서지안' where employee_id = ${city.ids['S4']}`.execute(city.db);
    expect(await people(`q=${encodeURIComponent('ㅅㅈㅇ')}`)).toEqual(['S4']);
    expect(await people(`q=${encodeURIComponent('지안')}`)).toEqual(['S4']);
    expect(await people(`q=${encodeURIComponent('.*(')}`)).toEqual([]);
    const log = await city.db.selectFrom('access_log').select('what').where('what', '=', 'status').execute();
    expect(log).toHaveLength(5);
  });

  test('a timeline tells what happened to one person, without a word of theirs', async () => {
    const { body } = await hr.ask('GET', `/cycles/${city.cycleId}/people?q=S1`);
    const id = String(items(body)[0]?.['evaluationId']);
    const { status, body: timeline } = await hr.ask('GET', `/cycles/${city.cycleId}/people/${id}/timeline`);
    expect(status).toBe(200);
    const told = (timeline['events'] as { what: string }[]).map((event) => event.what);
    expect(told).toEqual(expect.arrayContaining(['enrolled', 'launched', 'task-opened', 'mail-queued']));
    expect(told.indexOf('launched')).toBeLessThan(told.indexOf('task-opened'));
    expect(JSON.stringify(timeline)).not.toContain('Front desk');
  });

  test('dead mails are listed with the address to mend', async () => {
    await sql`
      update notification
         set state = 'dead', fault = 'smtp-550'
       where employee_id = ${city.ids['S5']} and cycle_id is not null`.execute(city.db);
    expect(items((await hr.ask('GET', `/cycles/${city.cycleId}/mails`)).body)).toMatchObject([
      { employeeNo: 'S5', email: 's5@city.example', mailKind: 'goals.draft', state: 'dead' },
    ]);
  });
});
