import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstHrToken } from '../../commands/first-hr-link.ts';
import { type Window, expectNoBarriersInBothLanguages, openWindow, signIn, startBrowser } from '../support/browser.ts';
import { type SmallStack, startSmallStack } from '../support/stack.ts';

// One story in a real browser, from the first start to agreed goals; each test goes on where the one before ended.

const PEOPLE = `사번,성명,전자우편,부서,직급,직무,평정자 사번,확인자 사번,평정단위,임용일
C1,윤위원,c1@city.example,시장실,3,,,,,2001-01-01
V1,남확인,v1@city.example,시장실,4,,C1,,,2001-01-01
H1,배평정,h1@city.example,도로과,5,,V1,C1,,2001-01-01
P1,안직원,p1@city.example,도로과,7,,H1,V1,,2010-01-01
`;

let stack: SmallStack;
let browser: Browser;
let officer: Window;
let approver: Window;
let employee: Window;
let rater: Window;

beforeAll(async () => {
  stack = await startSmallStack();
  browser = await startBrowser();
  const origin = stack.at.web ?? '';
  officer = await openWindow(browser, { origin });
  approver = await openWindow(browser, { origin });
  employee = await openWindow(browser, { origin });
  rater = await openWindow(browser, { origin });
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await stack?.drop();
}, 120_000);

const enter = (window: Window, name: string, path: string) =>
  signIn(window, { mailbox: stack.at.mailbox ?? '', email: `${name}@city.example`, path });

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

test('the first start link appoints two people, who sign in by mail', async () => {
  const { page } = officer;
  await page.goto(`/first-hr/${await firstHrToken(stack.db)}`);
  const people = [
    { 사번: 'N1', 성명: '이담당', 전자우편: 'n1@city.example', 부서: '총무과' },
    { 사번: 'N2', 성명: '정승인', 전자우편: 'n2@city.example', 부서: '총무과' },
  ];
  await expectNoBarriersInBothLanguages(page);
  for (const [index, person] of people.entries()) {
    const box = page.getByRole('group', { name: `${index + 1}번째 사람` });
    for (const [label, value] of Object.entries(person)) await box.getByLabel(label).fill(value);
  }
  await press(page, '두 사람 정하기');
  await page.getByText('정했습니다').waitFor();

  await page.goto('/sign-in');
  await expectNoBarriersInBothLanguages(page);
  await enter(officer, 'n1', '/hr');
  await enter(approver, 'n2', '/requests');
  await page.getByText('아직 평가 주기가 없습니다').waitFor();
  await expectNoBarriersInBothLanguages(page);
});

test('HR imports people after a look at the file, and plans a rehearsal', async () => {
  const { page } = officer;
  await page.goto('/hr/import');
  await page.getByLabel('파일').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(PEOPLE) });
  await press(page, '살펴보기');
  await page.getByText('아직 아무것도 올리지 않았습니다').waitFor();
  await press(page, '올리기');
  await page.getByText('올렸습니다. 새로 4').waitFor();
  await expectNoBarriersInBothLanguages(page);
  expect((await stack.dure('role', 'grant', 'H1', 'operator')).status).toBe(0);

  await page.goto('/hr/new');
  await page.getByLabel('이름', { exact: true }).fill('2026년 연습');
  await page.getByLabel('평가 연도').fill('2026');
  await page
    .getByLabel('규칙', { exact: true })
    .selectOption({ label: '애리조나 주 평가 (행동과 결과) · arizona 2026-1 · 2026-01-01부터' });
  await page.getByLabel('연습으로 만들기').check();
  await page.getByLabel('연습 시계의 시작').fill('2026-01-19T09:00');
  await expectNoBarriersInBothLanguages(page);
  await press(page, '주기 만들기');
  await page.getByRole('heading', { level: 1, name: /시작 전 살펴보기/ }).waitFor();
});

test('HR previews the launch and requests it, and a second person says yes', async () => {
  const { page } = officer;
  await page.getByText(/시작 3 · 시작하지 않음/).waitFor();
  await page.getByText('연습 시계').first().waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByLabel('승인 뒤 몇 분에').fill('0');
  await press(page, '미리 보기: 시작');
  await page.getByLabel('사유').fill('올해 규칙을 미리 해 봅니다.');
  await expectNoBarriersInBothLanguages(page);
  await press(page, '시작 요청');
  await page.getByText('요청했습니다: 승인 기다림').waitFor();

  await approver.page.reload();
  await approver.page.setViewportSize({ width: 360, height: 740 });
  const row = approver.page.getByRole('row', { name: /이담당/ });
  await row.waitFor();
  await row.getByText('2026년 연습').waitFor();
  await row.locator('.tag', { hasText: '연습' }).waitFor();
  await expectNoBarriersInBothLanguages(approver.page);
  for (const part of [row.getByText('승인 기다림'), approver.page.getByRole('button', { name: /^승인: 시작/ })]) {
    const { x, width } = (await part.boundingBox()) ?? { x: 0, width: Infinity };
    expect([x >= 0, x + width <= 360]).toEqual([true, true]);
  }
  await press(approver.page, /^승인: 시작/);
  await approver.page.getByText('승인: 정승인').waitFor();
});

test('an employee writes goals, is told what is missing, and hands them in', async () => {
  await enter(employee, 'p1', '/tasks');
  const { page } = employee;
  await page.getByRole('link', { name: /목표 쓰기/ }).waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('link', { name: /목표 쓰기/ }).click();
  await press(page, '목표 더하기');
  await press(page, '평정자에게 내기');
  const summary = page.getByRole('alert');
  await summary.getByText(/고칠 곳이 \d+곳/).waitFor();
  expect(await page.title()).toMatch(/^오류: /);
  await expectNoBarriersInBothLanguages(page);
  await summary.getByRole('link', { name: /맡은 일/ }).click();
  expect(await page.evaluate('document.activeElement.id')).toBe(await page.getByLabel('맡은 일').getAttribute('id'));

  await page.getByLabel(/목표 1 목표 \(무엇을/).fill('도로 순찰 200회 실시');
  await page.getByText('한 일의 횟수입니다').waitFor();
  const lines = { '맡은 일': '도로 보수', '무엇으로 재나': '24시간 안에 고친 비율', 단위: '%', 목표값: '85', 가중치: '100' };
  for (const [label, value] of Object.entries(lines)) await page.getByLabel(`목표 1 ${label}`, { exact: true }).fill(value);
  await page.getByLabel('어느 쪽이 좋은가').selectOption('higher');
  await page.getByLabel('목표값을 그렇게 정한 까닭').fill('사람이 늘었습니다.');
  await page.getByLabel(/자료 \(다른/).fill('도로 관리 대장');
  await page.getByLabel('얼마나 자주 재나').selectOption('monthly');
  await page.getByText('저장됨', { exact: true }).waitFor();
  await press(page, '평정자에게 내기');
  await page.getByText('냈습니다').waitFor();
  await expectNoBarriersInBothLanguages(page);
});

test('the rater returns the goals with a reason, and agrees the mended ones', async () => {
  await enter(rater, 'h1', '/tasks');
  await rater.page.getByRole('link', { name: /시작 전 목표 합의하기.*안직원/ }).click();
  await rater.page.getByLabel('의견', { exact: true }).fill('횟수보다 달라지는 것을 써 주세요.');
  await expectNoBarriersInBothLanguages(rater.page);
  await press(rater.page, '의견을 달아 돌려보냅니다');
  await rater.page.getByText('냈습니다').waitFor();

  const { page } = employee;
  await page.goto('/tasks');
  await page.getByRole('link', { name: /돌아옴.*목표 쓰기/ }).click();
  await page.getByText('횟수보다 달라지는 것을 써 주세요.').waitFor();
  await page.getByLabel(/목표 1 목표 \(무엇을/).fill('도로 파임을 24시간 안에 고친다');
  await page.getByText(/저장됨/).waitFor();
  await press(page, '평정자에게 내기');
  await page.getByText('냈습니다').waitFor();

  await rater.page.goto('/tasks');
  await rater.page.getByRole('link', { name: /시작 전 목표 합의하기.*안직원/ }).click();
  await rater.page.getByRole('heading', { name: /도로 파임을/ }).waitFor();
  await press(rater.page, '목표에 합의합니다');
  await rater.page.getByText('냈습니다').waitFor();
  await rater.page.goto('/team');
  await rater.page.getByRole('row', { name: /안직원/ }).waitFor();
  await expectNoBarriersInBothLanguages(rater.page);
});

test('HR sees the year in the control room, and the operator what waits longest', async () => {
  const { page } = officer;
  await page.goto('/hr');
  await page.getByRole('link', { name: '2026년 연습' }).click();
  await page.getByRole('heading', { level: 1, name: /진행 상황판/ }).waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('link', { name: '도로과' }).click();
  await page.getByRole('link', { name: /안직원/ }).waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('link', { name: /안직원/ }).click();
  await page.getByRole('heading', { level: 1, name: '안직원의 흐름' }).waitFor();
  await expectNoBarriersInBothLanguages(page);

  await rater.page.goto('/operations');
  await rater.page.getByText(/정상: \d+건 진행/).waitFor();
  await expectNoBarriersInBothLanguages(rater.page);
  expect(await rater.page.locator('main').innerText()).not.toContain('안직원');
});

test('no page says anything in the console or asks another host', () => {
  expect([officer, approver, employee, rater].flatMap(({ complaints }) => complaints)).toEqual([]);
});

// From here on refusals and silence are the point: a browser reports both in its console.

test('two windows that write the same draft see both texts, and nothing is overwritten', async () => {
  const origin = stack.at.web ?? '';
  const first = await openWindow(browser, { origin, width: 360 });
  await enter(first, 'h1', '/tasks');
  await first.page.getByRole('link', { name: /목표 쓰기/ }).click();
  await press(first.page, '목표 더하기');
  await first.page.getByText(/저장됨/).waitFor();
  expect(await first.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  const second = await first.context.newPage();
  await second.goto(first.page.url());
  await second.getByLabel('맡은 일').fill('다른 창에서 쓴 일');
  await second.getByText(/저장됨/).waitFor();
  await first.page.getByLabel('맡은 일').fill('이 창에서 쓴 일');
  await first.page.getByText('아무것도 덮어쓰지 않았습니다').waitFor();
  await first.page.getByText('다른 창에서 쓴 일').waitFor();
  await expectNoBarriersInBothLanguages(first.page);
  await press(first.page, '저장된 글 쓰기');
  expect(await first.page.getByLabel('맡은 일').inputValue()).toBe('다른 창에서 쓴 일');
});

test('what is written while the server is away is kept, said to be unsaved, and saved when it is back', async () => {
  const { page } = rater;
  await page.goto('/tasks');
  await page.getByRole('link', { name: /목표 쓰기/ }).click();
  await stack.halt('api');
  await page.getByLabel('맡은 일').fill('서버가 없을 때 쓴 일');
  await page.getByText(/저장 안 됨/).waitFor();
  await stack.resume('api');
  await page.getByText(/저장됨/).waitFor();
  await page.reload();
  await page.getByLabel('맡은 일').waitFor();
  expect(await page.getByLabel('맡은 일').inputValue()).toBe('서버가 없을 때 쓴 일');
});
