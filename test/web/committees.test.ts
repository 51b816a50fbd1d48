import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWeb } from '../../local/build-web.ts';
import { type World, midYear } from '../api/world.ts';
import { type Window, expectNoBarriersInBothLanguages, openWindow, startBrowser } from '../support/browser.ts';

let world: World;
let browser: Browser;
let origin: string;
let officer: Window;
let page: Page;
beforeAll(async () => {
  world = await midYear({ webRoot: await buildWeb() });
  origin = await world.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
  officer = await openWindow(browser, { origin, cookie: (await world.signIn('HR1')).cookie });
  page = officer.page;
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await world?.drop();
});

test('row-21: HR names another chair of a group from the control room, and calls its committee again', async () => {
  // Frozen before its committee meets, as a group is.
  await sql`update rating_group set locked_at = cycle_now(cycle_id) where name = 'Staff'`.execute(world.db);
  await page.goto(`/hr/cycles/${world.cycleId}`);
  await page.getByRole('link', { name: '위원회', exact: true }).click();
  const staff = page.getByRole('region', { name: 'Staff', exact: true });
  await staff.getByText('다른 위원장', { exact: true }).click();
  await expectNoBarriersInBothLanguages(page);
  const chair = page.getByRole('region', { name: 'Staff: 다른 위원장' });
  await chair.getByLabel('새 담당의 사번').fill('HR2');
  await chair.getByRole('button', { name: '미리 보기: 담당 바꾸기' }).click();
  await chair.getByText('바뀌는 것: 1건.').waitFor();
  await chair.getByText('두 번째 사람의 승인이 필요합니다.').waitFor();

  await staff.getByText('위원 교체 또는 추가', { exact: true }).click();
  const member = page.getByRole('region', { name: 'Staff: 위원 교체 또는 추가' });
  await member.getByLabel('바꿀 위원의 사번 (비우면 위원을 더합니다)').fill('H1');
  await member.getByLabel('새 담당의 사번').fill('S6');
  await member.getByRole('button', { name: '미리 보기: 담당 바꾸기' }).click();
  await member.getByRole('button', { name: '다시 고르기' }).waitFor();

  await staff.getByText('회의 다시 소집', { exact: true }).click();
  const meeting = page.getByRole('region', { name: 'Staff: 회의 다시 소집' });
  await meeting.getByLabel('회의 일시').fill('2027-01-20T10:00');
  await meeting.getByRole('button', { name: '미리 보기: 회의 다시 소집' }).click();
  await meeting.getByText('바뀌는 것: 0건.').waitFor();
  expect(officer.complaints).toEqual([]);
});

test('row-21: the board says how many come and what follows where they are too few', async () => {
  const { cookie } = await world.signIn('M1');
  const { page: board, complaints } = await openWindow(browser, { origin, cookie });
  await board.goto(`/calibrations/${world.session}`);
  await board.getByText(/정족수 \d+명에 못 미칩니다. 이대로면 위원장이 결정합니다/u).waitFor();
  await expectNoBarriersInBothLanguages(board);
  expect(complaints).toEqual([]);
});

test('row-21: a group whose calibration is decided offers no other committee', async () => {
  await sql`update calibration_session set locked_at = cycle_now((select min(id) from cycle))`.execute(world.db);
  await page.goto(`/hr/cycles/${world.cycleId}/committees`);
  const staff = page.getByRole('region', { name: 'Staff', exact: true });
  await staff.getByText(/에 확정했습니다/).waitFor();
  expect(await staff.getByText('다른 위원장', { exact: true }).count()).toBe(0);
  await sql`update calibration_session set locked_at = null`.execute(world.db);
});

test('row-21: the page for new cycles says that a committee is smaller than its quorum', async () => {
  await page.goto('/hr/new');
  await page.getByLabel('규칙', { exact: true }).selectOption({ index: 1 });
  const rules = page.getByLabel('규칙', { exact: true });
  const kr = await rules.locator('option').filter({ hasText: 'kr-local-grade5' }).first().getAttribute('value');
  await rules.selectOption(kr ?? '');
  await page.getByLabel('위원장 사번').fill('M1');
  await page.getByText(/위원장과 위원이 1명으로 정족수 \d+명에 못 미칩니다/u).waitFor();
  await page.getByLabel('위원 사번 (쉼표로)').fill('H1, H2, HR1, HR2, S5');
  await page.getByText(/못 미칩니다/u).waitFor({ state: 'detached' });
});

test('row-29: the control room says which dates have no known holidays', async () => {
  await sql`update cycle set archive_at = '2028-01-31T00:00:00Z' where id = ${world.cycleId}`.execute(world.db);
  await page.goto(`/hr/cycles/${world.cycleId}`);
  await page
    .getByText('공휴일은 2027-12-27까지만 알고 있습니다. 그 뒤의 날짜(2028-01-31)는 공휴일이어도 옮기지 않습니다.')
    .waitFor();
});
