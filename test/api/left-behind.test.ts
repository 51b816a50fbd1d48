import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { order } from '../commands/small-city.ts';
import { type ApiCity, apiCity, goodGoals, withGoalTasks } from './support.ts';

// What is still to be read when a task, or the whole year, has gone.

let city: ApiCity;
let tasks: Readonly<Record<string, string>>;
beforeAll(async () => {
  city = await apiCity();
  tasks = await withGoalTasks(city);
});
afterAll(() => city.drop());

const setAside = async (employeeNo: string) =>
  (await (await city.signIn(employeeNo)).ask('GET', '/set-aside-drafts')).body['items'] as Record<string, unknown>[];

test('a draft whose task went to somebody else stays readable for its writer, and for nobody else', async () => {
  const s1 = await city.signIn('S1');
  const content = goodGoals('1');
  expect((await s1.ask('PUT', `/tasks/${tasks['S1']}/draft`, { body: { version: 0, content } })).status).toBe(200);
  expect(await setAside('S1')).toEqual([]);
  await order(city, {
    command: 'reassign',
    selection: { taskIds: [tasks['S1'] ?? ''] },
    arguments: { as: 'task', employeeNo: 'S2' },
  });
  expect(await setAside('S1')).toMatchObject([
    { kind: 'goals.draft', subject: { of: 'evaluation', mine: true }, cycle: { id: city.cycleId }, content },
  ]);
  expect(await setAside('S2')).toEqual([]);
  expect(await setAside('H1')).toEqual([]);
  expect((await s1.ask('GET', `/tasks/${tasks['S1']}`)).status).toBe(404);
});

test("a rater's team names the archived cycle that left it, and nobody else's does", async () => {
  const team = async (employeeNo: string) => (await (await city.signIn(employeeNo)).ask('GET', '/my-team')).body;
  expect((await team('H1'))['archived']).toEqual([]);
  await sql`update cycle set published_at = cycle_now(id), archived_at = cycle_now(id) where id = ${city.cycleId}`.execute(
    city.db,
  );
  expect(await team('H1')).toMatchObject({
    people: [],
    archived: [{ id: city.cycleId, name: '2026', timeZone: 'Asia/Seoul', archivedAt: '2026-01-13T23:30:00.000Z' }],
  });
  expect(await team('S1')).toMatchObject({ people: [], archived: [] });
});

test('an archived cycle refuses what would change its record, and leaves what ends its open tasks', async () => {
  const { rows } = await sql<{ id: string }>`select id from evaluation where employee_id = ${city.ids['S3']}`.execute(city.db);
  const hr = await city.signIn('HR1');
  const preview = async (command: string, given: object) =>
    (
      await hr.ask('POST', '/commands/preview', {
        body: { command, cycleId: city.cycleId, selection: { evaluationIds: [rows[0]?.id] }, arguments: given },
      })
    ).body;
  for (const [command, given] of [
    ['withdraw', { why: 'retired' }],
    ['reassign', { as: 'rater', employeeNo: 'H2' }],
    ['extend-tasks', { dueOn: '2026-03-02' }],
    ['publish', {}],
  ] as const)
    expect(await preview(command, given)).toMatchObject({ affected: 0, blockedBy: [{ code: 'cycle-archived' }] });
  expect(await preview('remind', {})).toMatchObject({ affected: 1, blockedBy: [] });
  const body = { command: 'withdraw', cycleId: city.cycleId, selection: { evaluationIds: [rows[0]?.id] }, reason: 'left' };
  const refused = await hr.ask('POST', '/commands', {
    body: { ...body, arguments: { why: 'retired' }, idempotencyKey: 'k2' },
  });
  expect(refused.body).toMatchObject({ code: 'launch-blocked', details: { blockedBy: [{ code: 'cycle-archived' }] } });
});
