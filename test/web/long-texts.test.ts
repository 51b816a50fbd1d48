import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withGoalTasks } from '../api/support.ts';
import { expectNoBarriersInBothLanguages } from '../support/browser.ts';
import { type BrowserCity, startBrowserCity } from '../support/browser-city.ts';

let city: BrowserCity;
let tasks: Readonly<Record<string, string>>;

beforeAll(async () => {
  city = await startBrowserCity();
  tasks = await withGoalTasks(city);
}, 300_000);

afterAll(() => city?.drop());

async function pageOf(employeeNo: string, path: string, width = 1366): Promise<Page> {
  const { page } = await city.windowOf(employeeNo, { width });
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const draftOf = async (taskId: string) =>
  (await city.db.selectFrom('task_draft').select('content').where('task_id', '=', taskId).executeTakeFirstOrThrow()).content;

test.each([1366, 360])(
  'row-31: 1,500 syllables in one field are counted and named there, and everything else is saved (%i px)',
  async (width) => {
    const employeeNo = width === 360 ? 'S2' : 'S1';
    const taskId = tasks[employeeNo] ?? '';
    const page = await pageOf(employeeNo, `/tasks/${taskId}`, width);
    await page.getByRole('button', { name: '목표 더하기' }).click();
    const why = page.getByRole('textbox', { name: /목표값을 그렇게 정한 까닭/ });
    await page.getByText('0 / 1000자').waitFor();
    await why.fill('가'.repeat(1500));
    await page.getByText('1000자를 500자 넘었습니다').waitFor();
    expect(await why.getAttribute('aria-invalid')).toBe('true');
    const described = (await why.getAttribute('aria-describedby'))?.split(' ') ?? [];
    const told = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).innerText()));
    expect(told.join(' ')).toContain('500자 넘었습니다');
    await page.getByRole('textbox', { name: /맡은 일/ }).fill('민원 창구');
    await page
      .getByRole('status')
      .filter({ hasText: /나머지는 저장됨.*목표값을 그렇게 정한 까닭/ })
      .waitFor();
    await expect.poll(() => draftOf(taskId), { timeout: 30_000 }).toMatchObject({ goals: [{ duty: '민원 창구' }] });
    await expectNoBarriersInBothLanguages(page);
    if (process.env['SHOTS'] !== undefined)
      await page.screenshot({ path: `${process.env['SHOTS']}/long-${width}.png`, fullPage: true });

    await page.reload();
    await page.getByText('1000자를 500자 넘었습니다').waitFor();
    expect((await why.inputValue()).length).toBe(1500);
    await why.fill('가'.repeat(1000));
    await page.getByText('1000 / 1000자').waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /^저장됨/ })
      .waitFor();
    await expect.poll(() => draftOf(taskId), { timeout: 30_000 }).toMatchObject({ goals: [{ whyTarget: '가'.repeat(1000) }] });
  },
);

test('row-31: a reason of a command has its limit beside it, and none is cut', async () => {
  const page = await pageOf('HR1', '/hr/roles');
  const reason = page.getByRole('textbox', { name: /^사유/ });
  await reason.fill('가'.repeat(1500));
  await page.getByText('1000자를 500자 넘었습니다').waitFor();
  expect((await reason.inputValue()).length).toBe(1500);
  await reason.fill('짧게');
  await page.getByText('2 / 1000자').waitFor();
  await expectNoBarriersInBothLanguages(page);
});
