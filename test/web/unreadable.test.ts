import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withGoalTasks } from '../api/support.ts';
import { openTasks } from '../support/answers.ts';
import { type Window, expectNoBarriersInBothLanguages } from '../support/browser.ts';
import { type BrowserCity, startBrowserCity } from '../support/browser-city.ts';

let city: BrowserCity;
let officer: Window;
beforeAll(async () => {
  city = await startBrowserCity();
  await withGoalTasks(city);
  officer = await city.windowOf('HR1');
}, 300_000);
afterAll(() => city?.drop());

test('row-12: the control room says in words whose answer can no longer be read, and the list of people why it stopped', async () => {
  const { page, complaints } = officer;
  const [task] = await openTasks(city);
  const { rows } = await sql<{ name: string }>`
    with run as (
      update process_run set state = 'failed', why_failed = 'record-unreadable' where id = ${task?.process_run_id}),
    closed as (
      update task
         set state = 'closed', outcome = 'done', closed_at = opened_at, closed_by = assignee_id, recorded_at = now()
       where id = ${task?.id} returning id),
    spoilt as (
      insert into submission (task_id, version, content, sha256) select id, 1, '{"goals": 7}', '' from closed)
    select name from evaluation where id = ${task?.evaluation_id}`.execute(city.db);
  await page.goto(`/hr/cycles/${city.cycleId}`);
  await page.getByText('제출된 답변을 읽을 수 없는 사람이 있습니다.').waitFor();
  await page.getByRole('link', { name: rows[0]?.name ?? '' }).waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.goto(`/hr/cycles/${city.cycleId}/people?state=failed`);
  await page.getByText('제출된 답변을 저장된 곳에서 읽을 수 없습니다.').first().waitFor();
  expect(await page.locator('main').innerText()).not.toContain('record-unreadable');
  expect(complaints).toEqual([]);
});
