import type { Page } from 'playwright-core';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withGoalTasks } from '../api/support.ts';
import { type Window, expectNoBarriersInBothLanguages } from '../support/browser.ts';
import { type BrowserCity, startBrowserCity } from '../support/browser-city.ts';

// The head of Tax, of which Roads is a part in this year, writes goals.

let city: BrowserCity;
let head: Window;
let page: Page;
let taskId: string;

beforeAll(async () => {
  city = await startBrowserCity();
  await sql`
    insert into cycle_unit (cycle_id, unit_id, part_of)
    select ${city.cycleId}, part.id, whole.id
      from unit part, unit whole
     where part.name = 'Roads' and whole.name = 'Tax'`.execute(city.db);
  taskId = (await withGoalTasks(city))['H1'] ?? '';
  head = await city.windowOf('H1');
  page = head.page;
}, 300_000);

afterAll(() => city?.drop());

test('a head chooses among the indicators of the own unit and of its parts, under the names of the units', async () => {
  await page.goto(`/tasks/${taskId}`);
  await page.getByRole('button', { name: '목표 더하기' }).click();
  const field = page.getByLabel('목표 1 이바지하는 부서 지표', { exact: true });
  await field.waitFor();
  const groups = await Promise.all((await field.locator('optgroup').all()).map((group) => group.getAttribute('label')));
  expect(groups).toEqual(['Tax', 'Roads']);
  const table = page.getByRole('table', { name: '우리 부서 지표' });
  expect(await table.locator('th[scope=rowgroup]').allInnerTexts()).toEqual(['Tax', 'Roads']);
  await expectNoBarriersInBothLanguages(page);
});

test('what was chosen of a part is saved', async () => {
  const { id } = await city.db
    .selectFrom('indicator as i')
    .innerJoin('unit as u', 'u.id', 'i.unit_id')
    .select('i.id')
    .where('u.name', '=', 'Roads')
    .executeTakeFirstOrThrow();
  await page.getByLabel('목표 1 이바지하는 부서 지표', { exact: true }).selectOption(id);
  await page.getByText('저장됨', { exact: true }).waitFor();
  const { content } = await city.db
    .selectFrom('task_draft')
    .select('content')
    .where('task_id', '=', taskId)
    .executeTakeFirstOrThrow();
  expect(content).toMatchObject({ goals: [{ indicatorId: id }] });
  expect(head.complaints).toEqual([]);
});

test('row-36: a goal of which nothing may happen is told its method, takes it, and is told where it does not fit', async () => {
  const goal = (label: string) => page.getByLabel(`목표 1 ${label}`, { exact: true });
  const hints = page.getByRole('status', { name: /^목표 1/ });
  await goal('목표 (무엇을, 누구를 위해, 어떻게 한다)').fill('안전사고 없음');
  await goal('단위').fill('건');
  await goal('목표값').fill('0');
  await hints.getByText('목표가 0건이면 ‘0이면 만점’을').waitFor();
  await goal('어떻게 계산하나').selectOption({ label: '0이면 만점, 아니면 0점' });
  await hints.getByText('목표값이 0이고 낮을수록 좋을 때만 씁니다').waitFor();
  await goal('어느 쪽이 좋은가').selectOption({ label: '낮을수록 좋음' });
  await hints.getByText(/0이면 만점/).waitFor({ state: 'detached' });
  await goal('목표값').fill('3');
  await hints.getByText('목표값이 0이고 낮을수록 좋을 때만 씁니다').waitFor();
  await goal('목표값').fill('0');
  await hints.getByText(/0이면 만점/).waitFor({ state: 'detached' });
  const saved = async () =>
    (await city.db.selectFrom('task_draft').select('content').where('task_id', '=', taskId).executeTakeFirstOrThrow()).content;
  await expect
    .poll(saved, { timeout: 30_000 })
    .toMatchObject({ goals: [{ target: '0', direction: 'lower', method: 'full-or-nothing' }] });
  await expectNoBarriersInBothLanguages(page);
  expect(head.complaints).toEqual([]);
});
