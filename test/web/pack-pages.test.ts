import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWeb } from '../../local/build-web.ts';
import { appOver, signInTo } from '../api/support.ts';
import { fill } from '../support/answers.ts';
import { type Window, expectNoBarriersInBothLanguages, openWindow, startBrowser } from '../support/browser.ts';
import { attend, opened, rate, ratingsOpen, session } from '../support/pack-year.ts';
import type { CycleRecord } from '../support/record.ts';

// The pages follow the pack: levels in words, a judgement of the whole, development, a committee that changes levels, and nobody in an order.

let record: CycleRecord;
let runs: readonly string[];
let app: FastifyInstance;
let origin: string;
let browser: Browser;

beforeAll(async () => {
  ({ record, runs } = await ratingsOpen({ packName: 'coaching-first', people: 2 }));
  app = await appOver(record.db, { webRoot: await buildWeb(), logged: [] });
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await app?.close();
  await record?.drop();
});

async function windowOf(employeeNo: string): Promise<Window> {
  const { cookie } = await signInTo(app, record.db, employeeNo);
  const window = await openWindow(browser, { origin, cookie });
  return window;
}

test('the rater chooses levels section by section, then the whole, and agrees a step of development', async () => {
  const [run = ''] = runs;
  const task = await opened(record, run, { kind: 'rating.write' });
  await fill(record, task, { overall: { level: null, text: '' }, development: [] });
  const { page, complaints } = await windowOf('H1');
  await page.goto(`/tasks/${task.id}`);
  await page.getByRole('heading', { name: '성장과 협업' }).waitFor();
  expect(await page.getByText('직원의 성장을 돕기').count()).toBe(0);
  await page.getByRole('button', { name: '평가를 확인자에게 내기' }).click();
  const summary = page.getByRole('alert');
  await summary.getByRole('link', { name: /^한 해 전체 · 단계/ }).waitFor();
  await expectNoBarriersInBothLanguages(page);

  const whole = page.getByRole('group', { name: '한 해 전체' });
  await whole.getByLabel(/^이룸/).check();
  await whole.getByLabel('설명').fill('약속한 것을 12월에 이루었습니다.');
  await page.getByRole('button', { name: '평가를 확인자에게 내기' }).click();
  await summary.getByRole('link', { name: /^성장 계획/ }).waitFor();
  await page.getByRole('button', { name: '걸음 더하기' }).click();
  const step = page.getByRole('group', { name: '성장 걸음 1' });
  await step.getByLabel(/무엇/).fill('민원 상담 교육을 듣는다');
  await step.getByLabel(/언제까지/).fill('2027-06-30');
  await page.getByText(/저장됨/).waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('button', { name: '평가를 확인자에게 내기' }).click();
  await page
    .getByRole('status')
    .getByText(/^냈습니다/)
    .waitFor();
  expect(complaints).toEqual([]);
});

test('the chair sees nobody in an order, and changes a level with a reason', async () => {
  const [first = '', second = ''] = runs;
  await rate(record, first);
  await rate(record, second, { overall: { level: 'beyond', text: '두 과의 일을 함께 풀었습니다.' } });
  const run = await session(record);
  await attend(record, run);
  const task = await opened(record, run, { kind: 'calibration.lock' });
  const { page, complaints } = await windowOf('C1');
  await page.goto(`/tasks/${task.id}`);
  await page.getByRole('row', { name: /Person 2/ }).waitFor();
  const columns = await page.locator('thead th').allInnerTexts();
  expect(columns).toEqual(['이름', '부서 (부서 안 순서)', '등급', '바꾸기']);
  expect(await page.getByText(/자리 수|권고/).count()).toBe(0);

  await page.getByRole('button', { name: 'Person 2 단계 바꾸기…' }).click();
  const form = page.getByRole('group', { name: 'Person 2 단계 바꾸기…' });
  await form.getByLabel('새 단계').selectOption({ label: '이룸' });
  await form.getByLabel('사유 종류').selectOption({ label: '평가자 사이의 차이' });
  await form.getByRole('button', { name: '바꾸기', exact: true }).click();
  await form.getByRole('alert').waitFor();
  await expectNoBarriersInBothLanguages(page);
  await form.getByLabel(/^사유 \(/).fill('같은 일을 한 다른 과의 사람들과 맞추어 보았습니다.');
  await form.getByRole('button', { name: '바꾸기', exact: true }).click();
  await page.getByText('Person 2: 기대를 넘어섬 → 이룸').waitFor();
  await page.getByLabel('모든 사람을 논의했음').check();
  await page.getByText(/저장됨/).waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('button', { name: '정하고 잠급니다' }).click();
  await page
    .getByRole('status')
    .getByText(/^냈습니다/)
    .waitFor();
  expect(complaints).toEqual([]);
});

test('the result tells the level and what it means, the plan, and neither number nor place', async () => {
  await sql`update cycle set published_at = cycle_now(id)`.execute(record.db);
  const { rows } = await sql<{ id: string }>`
    select e.id from evaluation e join employee y on y.id = e.employee_id where y.employee_no = 'P1'`.execute(record.db);
  const { page, complaints } = await windowOf('P1');
  await page.goto(`/results/${rows[0]?.id ?? ''}`);
  await page.getByText('약속한 것을 이룬 한 해입니다.').waitFor();
  await page.getByRole('heading', { name: '성장 계획' }).waitFor();
  await page.getByText('민원 상담 교육을 듣는다').waitFor();
  const text = await page.locator('main').innerText();
  expect(text).not.toMatch(/점수|번째|정해진 비율의 자리|모든 계산/);
  await expectNoBarriersInBothLanguages(page);
  expect(complaints).toEqual([]);
});
