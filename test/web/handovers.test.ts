import { afterAll, beforeAll, expect, test } from 'vitest';
import { withGoalTasks } from '../api/support.ts';
import { leaves } from '../commands/small-city.ts';
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

test('row-26: the control room says that work lies with somebody who has left, and it is handed on from there', async () => {
  const { page, complaints } = officer;
  await leaves(city, 'H1', '2020-06-30');
  await page.goto(`/hr/cycles/${city.cycleId}`);
  await page.getByRole('link', { name: '퇴직자 1명에게 업무가 남아 있습니다' }).click();
  await page.getByRole('heading', { name: 'Name H1 (H1, Tax)' }).waitFor();
  const part = page.locator('section > div').filter({ has: page.getByRole('heading', { name: '평정자로서 맡은 사람 4명' }) });
  await part.getByLabel('새 담당의 사번').fill('H2');
  await expectNoBarriersInBothLanguages(page);
  await part.getByRole('button', { name: '미리 보기: 담당 바꾸기' }).click();
  await part.getByText('바뀌는 것: 4건.').waitFor();
  await part.locator('textarea').fill('정년퇴직');
  await part.getByRole('button', { name: '담당 바꾸기 요청' }).click();
  await page.getByRole('heading', { name: '평정자로서 맡은 사람 4명' }).waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: '본인의 평가가 아직 진행 중입니다' }).waitFor();
  expect(complaints).toEqual([]);
});
