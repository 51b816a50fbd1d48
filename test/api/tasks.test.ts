import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTask } from '../../commands/open-task.ts';
import { type ApiCity, type Client, apiCity, goodGoals, withGoalTasks } from './support.ts';

let city: ApiCity;
let tasks: Readonly<Record<string, string>>;
let s1: Client;
let indicatorId: string;
beforeAll(async () => {
  city = await apiCity();
  tasks = await withGoalTasks(city);
  s1 = await city.signIn('S1');
  const { rows } = await sql<{
    id: string;
  }>`select i.id from indicator i join unit u on u.id = i.unit_id where u.name = 'Tax'`.execute(city.db);
  indicatorId = rows[0]?.id ?? '';
});
afterAll(() => city.drop());

const items = (body: Record<string, unknown>) => body['items'] as Record<string, unknown>[];

describe('lists', () => {
  test('my tasks say what, about whom, until when, where I stand and what silence does', async () => {
    const { status, body } = await s1.ask('GET', '/tasks');
    expect(status).toBe(200);
    expect(items(body)).toHaveLength(1);
    expect(items(body)[0]).toMatchObject({
      id: tasks['S1'],
      kind: 'goals.draft',
      round: 1,
      state: 'open',
      subject: { of: 'evaluation', name: 'Name S1', unitName: 'Tax', mine: true },
      cycle: { year: 2026, now: '2026-01-13T23:30:00.000Z' },
      dueAt: '2026-02-06T09:00:00.000Z',
      acceptedUntil: null,
      late: false,
      standing: { key: 'standing.mine-then', values: { who: { ko: 'Name H1 님', en: 'Name H1' } } },
      ifSilent: { kind: 'asks-superior', sentence: { key: 'silent.goals.draft.asks-superior' } },
      draft: { version: 0 },
    });
  });

  test('a day on which the next one would be due before me is not told', async () => {
    const standing = async () => items((await s1.ask('GET', '/tasks')).body)[0]?.['standing'];
    await sql`update task set due_at = due_at + interval '14 days' where id = ${tasks['S1']}`.execute(city.db);
    expect(await standing()).toMatchObject({ key: 'standing.mine-then-open', values: { who: { en: 'Name H1' } } });
    await sql`update task set due_at = due_at - interval '14 days' where id = ${tasks['S1']}`.execute(city.db);
    expect(await standing()).toMatchObject({ key: 'standing.mine-then' });
  });

  test('what waits on others is shown to the superior, without the draft', async () => {
    const h1 = await city.signIn('H1');
    const { body } = await h1.ask('GET', '/tasks?group=waiting');
    expect(
      items(body)
        .map((one) => (one['subject'] as { name: string }).name)
        .sort(),
    ).toEqual(['Name S1', 'Name S2', 'Name S3', 'Name S4']);
    expect(items(body)[0]?.['draft']).toBeNull();
    expect((await h1.ask('GET', `/tasks/${tasks['S1']}`)).status).toBe(404);
  });

  test('lists are read page by page, everything once', async () => {
    const m1 = await city.signIn('M1');
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await m1.ask('GET', `/tasks?group=waiting&limit=3${cursor}`);
      seen.push(...items(body).map((one) => one['id']));
      cursor = typeof body['next'] === 'string' ? `&cursor=${body['next']}` : '';
    } while (cursor !== '');
    expect(seen).toHaveLength(10);
    expect(new Set(seen).size).toBe(10);
    expect((await m1.ask('GET', '/tasks?cursor=WyJ4Il0')).body).toMatchObject({
      code: 'invalid-input',
      details: { path: '/cursor' },
    });
  });
});

describe('one task', () => {
  test('its page has form, rules, evidence and audience', async () => {
    const { status, body } = await s1.ask('GET', `/tasks/${tasks['S1']}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      draft: { version: 0, content: { goals: [] } },
      allowedOutcomes: ['done'],
      audience: { draft: ['assignee'], submission: ['employee', 'rater', 'reviewer'] },
      rules: { goals: { fewest: 1, most: 8, weightsSum: 100 } },
      evidence: { indicators: [{ name: 'Rate', unitName: 'Tax', target: '90' }], goals: [], board: null },
    });
    expect((body['steps'] as { state: string }[]).map((step) => step.state)).toEqual([
      'now',
      'next',
      'next',
      'next',
      'next',
      'next',
    ]);
  });

  test('a draft is saved by version; sent again it answers the same, and an older version overwrites nothing', async () => {
    const url = `/tasks/${tasks['S1']}/draft`;
    const saved = await s1.ask('PUT', url, { body: { version: 0, content: goodGoals(indicatorId) } });
    expect(saved.status).toBe(200);
    expect(saved.body['version']).toBe(1);
    const again = await s1.ask('PUT', url, { body: { version: 0, content: goodGoals(indicatorId) } });
    expect([again.status, again.body]).toEqual([200, saved.body]);
    const stale = await s1.ask('PUT', url, { body: { version: 0, content: { goals: [] } } });
    expect([stale.status, stale.body]).toMatchObject([409, { code: 'draft-changed', details: { version: 1 } }]);
    expect((await s1.ask('GET', `/tasks/${tasks['S1']}`)).body['draft']).toMatchObject({
      version: 1,
      content: goodGoals(indicatorId),
    });
  });

  test('closing answers the same to a repetition, and one audit event stands', async () => {
    const url = `/tasks/${tasks['S1']}/close`;
    const wrong = await s1.ask('POST', url, { body: { outcome: 'returned', version: 1 } });
    expect([wrong.status, wrong.body['code']]).toEqual([422, 'answer-does-not-fit']);
    const first = await s1.ask('POST', url, { body: { outcome: 'done', version: 1 } });
    const again = await s1.ask('POST', url, { body: { outcome: 'done', version: 1 } });
    expect(first.status).toBe(200);
    expect(again.body).toEqual(first.body);
    const events = await city.db.selectFrom('audit_event').select('id').where('what', '=', 'task.closed').execute();
    expect(events).toHaveLength(1);
    const other = await s1.ask('POST', url, { body: { outcome: 'done', version: 2 } });
    expect([other.status, other.body['code']]).toEqual([409, 'task-closed']);
  });

  test('what was handed in is read by its own chain, logged, and by nobody else', async () => {
    const url = `/tasks/${tasks['S1']}/submission`;
    for (const no of ['S1', 'H1', 'M1']) {
      const client = await city.signIn(no);
      expect((await client.ask('GET', url)).body).toMatchObject({
        kind: 'goals.draft',
        closedBy: 'Name S1',
        content: goodGoals(indicatorId),
      });
    }
    for (const no of ['S2', 'H2', 'HR1', 'HR2']) expect((await (await city.signIn(no)).ask('GET', url)).status).toBe(404);
    const log = await city.db.selectFrom('access_log').select(['actor_id', 'what']).orderBy('id').execute();
    expect(log.filter((row) => row.what === 'submission.goals.draft').map((row) => row.actor_id)).toEqual([
      city.ids['H1'],
      city.ids['M1'],
    ]);
  });

  test("the rater's task shows the proposed goals, and the view is logged", async () => {
    const { rows } = await sql<{ id: string }>`select process_run_id id from task where id = ${tasks['S1']}`.execute(city.db);
    const { taskId } = await openTask(city.db, { processRunId: rows[0]?.id ?? '', kind: 'goals.agree', round: 1, seat: 1 });
    const h1 = await city.signIn('H1');
    const { body } = await h1.ask('GET', `/tasks/${taskId}`);
    expect(body).toMatchObject({
      allowedOutcomes: ['done', 'returned'],
      evidence: { proposedGoals: goodGoals(indicatorId), earlier: [{ kind: 'goals.draft', by: 'Name S1' }] },
    });
    const log = await city.db.selectFrom('access_log').select('evaluation_id').where('what', '=', 'task.goals.agree').execute();
    expect(log).toHaveLength(1);
    expect((await s1.ask('GET', `/tasks/${taskId}`)).status).toBe(404);
  });

  test('nobody saves or closes the task of somebody else, HR included', async () => {
    for (const no of ['S3', 'H1', 'M1', 'HR1']) {
      const client = await city.signIn(no);
      const draft = await client.ask('PUT', `/tasks/${tasks['S2']}/draft`, { body: { version: 0, content: { goals: [] } } });
      const closed = await client.ask('POST', `/tasks/${tasks['S2']}/close`, { body: { outcome: 'done', version: 0 } });
      expect([draft.status, closed.status]).toEqual([404, 404]);
    }
  });
});

describe('malformed input', () => {
  const bad: readonly [string, unknown, string][] = [
    ['an unknown field', { version: 0, content: { goals: [] }, extra: 1 }, '/extra'],
    ['an unknown field of the form', { version: 0, content: { goals: [], score: '1' } }, '/content/score'],
    ['a wrong type', { version: 'x', content: {} }, '/version'],
    ['a missing field', { version: 0 }, '/content'],
    ['half a surrogate', { version: 0, content: { goals: [{ title: '\ud800' }] } }, '/'],
  ];
  test.each(bad)('%s is refused by name and changes nothing', async (_name, body, path) => {
    const s2 = await city.signIn('S2');
    const answer = await s2.ask('PUT', `/tasks/${tasks['S2']}/draft`, { body });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'invalid-input', details: { path } });
    expect((await s2.ask('GET', `/tasks/${tasks['S2']}`)).body['draft']).toMatchObject({ version: 0 });
  });

  test('row-31: a text that cannot be kept is named, stays as it was, and everything else is saved', async () => {
    const s3 = await city.signIn('S3');
    const url = `/tasks/${tasks['S3']}`;
    const goal = { id: 'g1', title: '민원 줄이기', whyTarget: '짧은 까닭' };
    expect((await s3.ask('PUT', `${url}/draft`, { body: { version: 0, content: { goals: [goal] } } })).body).toMatchObject({
      version: 1,
      notKept: [],
    });
    const longer = { ...goal, title: '민원 크게 줄이기', whyTarget: '가'.repeat(1500), measure: 'a\u0000b' };
    const { status, body } = await s3.ask('PUT', `${url}/draft`, { body: { version: 1, content: { goals: [longer] } } });
    expect([status, body['version']]).toEqual([200, 2]);
    expect(body['notKept']).toEqual([
      { path: '/goals/0/measure', reason: 'control-characters' },
      { path: '/goals/0/whyTarget', reason: 'too-big' },
    ]);
    expect((await s3.ask('GET', url)).body['draft']).toMatchObject({
      version: 2,
      content: { goals: [{ id: 'g1', title: '민원 크게 줄이기', whyTarget: '짧은 까닭' }] },
    });
    const again = await s3.ask('PUT', `${url}/draft`, { body: { version: 1, content: { goals: [longer] } } });
    expect([again.status, again.body['version']]).toEqual([200, 2]);
  });

  test('row-31: a number of more than 60 characters, and one in a list, are named like a text, and everything else is saved', async () => {
    const s3 = await city.signIn('S3');
    const url = `/tasks/${tasks['S3']}`;
    const saved = (await s3.ask('GET', url)).body['draft'] as { readonly version: number };
    const goal = { id: 'g1', duty: '민원 창구', target: '9'.repeat(61), history: ['1', '9'.repeat(61)] };
    const { status, body } = await s3.ask('PUT', `${url}/draft`, {
      body: { version: saved.version, content: { goals: [goal] } },
    });
    expect([status, body['notKept']]).toEqual([
      200,
      [
        { path: '/goals/0/history/1', reason: 'too-big' },
        { path: '/goals/0/target', reason: 'too-big' },
      ],
    ]);
    expect((await s3.ask('GET', url)).body['draft']).toMatchObject({
      content: { goals: [{ id: 'g1', duty: '민원 창구', history: ['1', ''] }] },
    });
  });

  test('a body that is no JSON, too large, of another type or not wanted is a 4xx', async () => {
    const s2 = await city.signIn('S2');
    const url = `/tasks/${tasks['S2']}/draft`;
    const json = { 'content-type': 'application/json' };
    expect((await s2.ask('PUT', url, { body: '{', headers: json })).status).toBe(400);
    expect((await s2.ask('PUT', url, { body: '', headers: json })).status).toBe(400);
    expect((await s2.ask('PUT', url, { body: '{"__proto__":{"a":1},"version":0,"content":{}}', headers: json })).status).toBe(
      400,
    );
    expect(
      (await s2.ask('PUT', url, { body: JSON.stringify({ version: 0, content: { a: 'x'.repeat(600_000) } }), headers: json }))
        .status,
    ).toBe(413);
    expect(
      (await s2.ask('PUT', url, { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status,
    ).toBe(415);
    expect((await s2.ask('GET', '/tasks/x')).body).toMatchObject({
      code: 'invalid-input',
      details: { in: 'params', path: '/id' },
    });
    expect((await s2.ask('GET', '/tasks/999999999999999999')).status).toBe(404);
    expect((await s2.ask('GET', '/tasks?group=all')).body).toMatchObject({
      code: 'invalid-input',
      details: { in: 'query', path: '/group' },
    });
    expect((await s2.ask('GET', '/me?x=1')).body).toMatchObject({ code: 'invalid-input', details: { in: 'query', path: '/x' } });
    expect((await s2.ask('POST', '/sign-out', { body: { x: 1 } })).status).toBe(400);
    expect((await s2.ask('GET', '/tasks/%00')).status).toBe(400);
  });
});
