import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCycle } from '../../commands/create-cycle.ts';
import { requestCommand } from '../../commands/run-request.ts';
import { goodGoals, withGoalTasks } from '../api/support.ts';
import { asHr1, order } from '../commands/small-city.ts';
import { type Window, expectNoBarriersInBothLanguages } from '../support/browser.ts';
import { type BrowserCity, startBrowserCity } from '../support/browser-city.ts';

// What HR, operators and superiors find at each stage of a cycle, and what is kept from others; each test goes on where the one before ended.

let city: BrowserCity;
let officer: Window;
let tasks: Readonly<Record<string, string>>;

beforeAll(async () => {
  city = await startBrowserCity();
  officer = await city.windowOf('HR1');
}, 300_000);

afterAll(() => city?.drop());

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const headings = (page: Page) => page.locator('main h1, main h2').allInnerTexts();
const offered = async (page: Page) => {
  const which = page.getByLabel('무엇을 할까요');
  await which.first().waitFor();
  return which.first().locator('option').allInnerTexts();
};

test('an office page opened by its address is not there for who has no part in it, and shows nothing of it', async () => {
  const { page, complaints } = await city.windowOf('S1');
  for (const path of [
    ...['/hr', '/hr/new', '/hr/import', '/requests', `/hr/cycles/${city.cycleId}`, `/hr/cycles/${city.cycleId}/launch`],
    ...[`/hr/cycles/${city.cycleId}/people`, `/hr/cycles/${city.cycleId}/mails`, '/operations', '/operations/runs/1'],
    ...['/hr/packs', '/hr/packs/new', `/hr/packs/${'0'.repeat(64)}`],
  ]) {
    await page.goto(path);
    await heading(page, '없는 화면이거나 볼 수 없는 화면입니다.');
    expect(await page.locator('main').innerText(), path).toBe('없는 화면이거나 볼 수 없는 화면입니다.\n\n내 할 일로');
  }
  await expectNoBarriersInBothLanguages(page);
  expect(complaints).toEqual([]);
});

test('who only approves is offered nothing that only others may ask for, and a cycle that never was is not there', async () => {
  const { page } = await city.windowOf('HR2');
  await page.goto('/hr');
  await page.getByRole('link', { name: '2026', exact: true }).waitFor();
  expect(await page.getByRole('link', { name: '명단 올리기' }).count()).toBe(0);
  await page.goto(`/hr/cycles/${city.cycleId}/launch`);
  await page.getByRole('heading', { name: '명단 13 · 시작 10 · 시작하지 않음 3' }).waitFor();
  expect(await page.getByRole('button', { name: /^미리 보기/ }).count()).toBe(0);
  await page.getByText('위원장: Name M1 (M1)').waitFor();
  await page.getByLabel('이름, 초성 또는 사번').fill('S8');
  await page.getByRole('button', { name: '찾기' }).click();
  const relations = page.getByRole('table', { name: '평정자 · 확인자' });
  await expect.poll(() => relations.locator('tbody tr').allInnerTexts()).toHaveLength(1);
  expect(await relations.locator('tbody').innerText()).toMatch(/S8.*Roads.*Staff.*H2.*M1/s);
  await expectNoBarriersInBothLanguages(page);
  for (const part of ['people', 'mails']) {
    await page.goto(`/hr/cycles/999/${part}`);
    await heading(page, '없는 화면이거나 볼 수 없는 화면입니다.');
    expect(await headings(page)).toHaveLength(1);
  }
});

test('the problems of a file name its columns in the language of the page', async () => {
  const { page } = officer;
  await page.goto('/hr/import');
  const rows = '사번,성명,전자우편,부서,평정자 사번\nX1,김하나,not-an-address,세무과,NOBODY\n';
  await page.getByLabel('파일').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await page.getByRole('button', { name: '살펴보기' }).click();
  await page.getByRole('cell', { name: '평정자 사번', exact: true }).waitFor();
  await page.getByRole('cell', { name: '전자우편', exact: true }).waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('cell', { name: 'rater_no', exact: true }).waitFor();
  await page.getByRole('button', { name: '한국어' }).click();
});

test("the launch preview names each task that HR's own dates put outside of its phase", async () => {
  const { id } = await createCycle(city.db, {
    name: '다른 날짜',
    year: 2026,
    packName: 'kr-local-grade5',
    committee: { chair: 'M1', members: [] },
    overrides: { phases: { 'goal-setting': { closes: '2026-02-20' } } },
  });
  const { page } = officer;
  await page.goto(`/hr/cycles/${id}/launch`);
  await page.getByText('단계가 닫힌 뒤가 기한입니다. 목표 세우기 · 목표 확정하기 · 2026-02-27').waitFor();
  await page.getByRole('button', { name: '미리 보기: 시작' }).waitFor();
  await page.getByText('휴일 때문에 옮긴 날').click();
  await page.getByText('중간 면담 · 닫힘: 7/17(금) → 7/20(월) (7/17(금) 제헌절, 7/18(토), 7/19(일))').waitFor();
  await page.getByText('부딪히는 날').click();
  await page
    .getByText(/^목표 세우기 · 목표 합의하기: 2\/13\(금\) 다음 날부터 쉽니다 \(2\/14\(토\), 2\/15\(일\), 2\/16\(월\) 설날/)
    .waitFor();
  await expectNoBarriersInBothLanguages(page);
});

test('after the launch the preview says so, and what another launch would start', async () => {
  tasks = await withGoalTasks(city);
  const { page } = officer;
  await page.goto(`/hr/cycles/${city.cycleId}/launch`);
  await page.getByText(/2026\. 1\. 14\.\(수\) 08:30.*에 시작했습니다.*지금 0명/).waitFor();
  await page.getByRole('heading', { name: '명단 13 · 새로 시작 0 · 시작하지 않음 3' }).waitFor();
  await page.getByRole('button', { name: '미리 보기: 나중에 온 사람 시작' }).waitFor();
  await expectNoBarriersInBothLanguages(page);
});

test('row-3: what is to be looked at stands before the second person with what it is about', async () => {
  const given = { command: 'publish', arguments: { at: '2028-02-01T00:00:00Z' } } as const;
  const { id } = await requestCommand(city.db, asHr1(city, given));
  const { page } = await city.windowOf('HR2');
  await page.goto('/requests');
  await page.getByRole('button', { name: new RegExp(`^살펴보기: .*#${id}$`) }).click();
  await page
    .getByText('공휴일은 2027-12-27까지만 알고 있습니다. 그 뒤의 날짜(2028-02-01)는 공휴일이어도 옮기지 않습니다.')
    .waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('button', { name: new RegExp(`^취소: .*#${id}$`) }).click();
  await page.getByRole('button', { name: new RegExp(`^취소: .*#${id}$`) }).waitFor({ state: 'detached' });
});

test('a draft whose task went to somebody else is still there for its writer', async () => {
  const { page } = await city.windowOf('S1');
  const s1 = await city.signIn('S1');
  await s1.ask('PUT', `/tasks/${tasks['S1']}/draft`, { body: { version: 0, content: goodGoals('1') } });
  await order(city, {
    command: 'reassign',
    selection: { taskIds: [tasks['S1'] ?? ''] },
    arguments: { as: 'task', employeeNo: 'S2' },
  });
  await page.goto('/tasks');
  await page.locator('section[aria-labelledby="set-aside"] summary', { hasText: '목표 쓰기' }).click();
  await page.getByText('Answer within a day').first().waitFor();
  await expectNoBarriersInBothLanguages(page);
});

test('row-8: a planned request that failed until it was given up stands on the pages of HR and of operators, who have it tried again', async () => {
  const given = { command: 'publish', arguments: { at: '2027-02-01T00:00:00Z' } } as const;
  const { id } = await order(city, given);
  await sql`update command_request set dead_why = '22P02' where id = ${id}`.execute(city.db);
  const { page } = officer;
  await page.goto(`/hr/cycles/${city.cycleId}`);
  await page.getByText(/^실행하지 못한 요청\s*1$/).waitFor();
  await page.goto('/requests');
  await page.getByText('실행하지 못함. 운영 담당자에게 알리거나, 취소하고 다시 요청하세요').waitFor();
  await page.getByText(/ · 22P02$/).waitFor();
  await page.getByRole('button', { name: `취소: 결과 공개, Name HR1 (HR1) #${id}` }).waitFor();
  await expectNoBarriersInBothLanguages(page);

  await sql`insert into role_assignment (employee_id, role) values (${city.ids['S6']}, 'operator')`.execute(city.db);
  const { page: operations } = await city.windowOf('S6');
  await operations.goto('/operations');
  await operations.locator('main .tag', { hasText: '연습' }).first().waitFor();
  const unheard = operations.getByRole('table', { name: '실행하지 못한 요청' });
  await unheard.getByText('22P02').waitFor();
  await expectNoBarriersInBothLanguages(operations);
  expect(await unheard.locator('.tag').allTextContents(), 'row-37: its date is of a rehearsal').toEqual(['연습']);
  await operations.getByRole('button', { name: `다시: 결과 공개 #${id}` }).click();
  await operations.getByText('실패한 것이 없습니다.').waitFor();
  await page.reload();
  await page.getByText(/실행 예정|때를 기다림/).waitFor();
  await page.getByRole('button', { name: `취소: 결과 공개, Name HR1 (HR1) #${id}` }).click();
  await page.getByText('취소됨').waitFor();
});

test('an archived cycle offers only what ends open tasks, and says when it was archived', async () => {
  const { page } = officer;
  await page.goto(`/hr/cycles/${city.cycleId}`);
  await page.getByRole('button', { name: '미리 보기: 결과 공개' }).waitFor();
  expect(await offered(page)).toEqual(['알리기', '기한 늘리기', '나중에 온 사람 시작', '막힌 것 다시', '답 없음을 정하기']);
  await sql`update cycle set published_at = cycle_now(id), archived_at = cycle_now(id) where id = ${city.cycleId}`.execute(
    city.db,
  );
  await page.reload();
  await page.getByText(/2026\. 1\. 14\.\(수\) 08:30.*에 보관했습니다/).waitFor();
  expect(await offered(page)).toEqual(['알리기', '답 없음을 정하기']);
  expect(await page.getByRole('button', { name: /^미리 보기/ }).allInnerTexts()).toEqual(['미리 보기: 알리기']);
  await expectNoBarriersInBothLanguages(page);

  await page.goto(`/hr/cycles/${city.cycleId}/launch`);
  await page.getByText(/이제는 아무도 새로 시작하지 않습니다/).waitFor();
  expect(await page.getByRole('button', { name: /^미리 보기/ }).count()).toBe(0);

  await page.goto(`/hr/cycles/${city.cycleId}/people`);
  await page.getByLabel(/Name S1 S1 고르기/).check();
  expect(await offered(page)).toEqual(['알리기', '다시 시작', '답 없음을 정하기', '막힌 것 다시']);
  await page.getByRole('link', { name: /Name S1/ }).click();
  await heading(page, 'Name S1의 흐름');
  await expectNoBarriersInBothLanguages(page);
});

test('a superior whose team is in the archive reads what happened, and where the year is to be found', async () => {
  const { page, complaints } = await city.windowOf('H1');
  await page.goto('/team');
  await page.getByText('2026은 1/14(수)에 보관되어 여기서 빠졌습니다.').waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.locator('main').getByRole('link', { name: '내 할 일' }).click();
  await heading(page, '내 할 일');
  expect(complaints).toEqual([]);
  const { page: others } = await city.windowOf('S2');
  await others.goto('/team');
  await others.getByText('지금 평정하거나 확인할 사람이 없습니다.').waitFor();
});
