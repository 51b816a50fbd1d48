import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTasks } from '../support/answers.ts';
import { type ApiCity, apiCity, withGoalTasks } from './support.ts';

let city: ApiCity;
beforeAll(async () => {
  city = await apiCity();
  await withGoalTasks(city);
});
afterAll(() => city.drop());

test('row-12: HR is told whose answer can no longer be read, and of nobody while all can be', async () => {
  const [hr, head] = await Promise.all([city.signIn('HR1'), city.signIn('H1')]);
  const [task] = await openTasks(city);
  const url = `/cycles/${city.cycleId}/unreadable`;
  expect(await hr.ask('GET', url)).toMatchObject({ status: 200, body: { items: [] } });
  await sql`
    with closed as (
      update task
         set state = 'closed', outcome = 'done', closed_at = opened_at, closed_by = assignee_id, recorded_at = now()
       where id = ${task?.id} returning id)
    insert into submission (task_id, version, content, sha256) select id, 1, '{"goals": 7}', '' from closed`.execute(city.db);
  const one = { taskId: task?.id, kind: 'goals.draft', evaluationId: task?.evaluation_id };
  expect(await hr.ask('GET', url)).toMatchObject({ status: 200, body: { items: [one] } });
  expect((await head.ask('GET', url)).status).toBe(404);
});
