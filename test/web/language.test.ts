import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askForToken } from '../api/support.ts';
import { type Window, openWindow } from '../support/browser.ts';
import { type BrowserCity, startBrowserCity } from '../support/browser-city.ts';

let city: BrowserCity;
beforeAll(async () => {
  city = await startBrowserCity();
}, 300_000);
afterAll(() => city?.drop());

const windowOf = (locale: 'ko-KR' | 'en-GB'): Promise<Window> => openWindow(city.browser, { origin: city.origin, locale });

/** Follows a link of the mail. */
async function enter(page: Page, employeeNo: string, button: 'Sign in' | '로그인'): Promise<void> {
  await page.goto(`/sign-in/${await askForToken(city, city.client(), employeeNo)}`);
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/tasks');
}

const heading = (page: Page, words: 'My tasks' | '내 할 일') => page.getByRole('heading', { level: 1, name: words }).waitFor();
const press = (page: Page, name: 'English' | '한국어') => page.getByRole('button', { name }).click();

test('row-30: an English browser is not switched at sign-in, and finds English again in a Korean one', async () => {
  const { page } = await windowOf('en-GB');
  await enter(page, 'S1', 'Sign in');
  await heading(page, 'My tasks');
  await page.reload();
  await heading(page, 'My tasks');
  const korean = await windowOf('ko-KR');
  await enter(korean.page, 'S1', '로그인');
  await heading(korean.page, 'My tasks');
});

test('row-30: the language chosen on a page is found again in every browser', async () => {
  const { page } = await windowOf('ko-KR');
  await enter(page, 'S2', '로그인');
  await heading(page, '내 할 일');
  const stored = page.waitForResponse((answer) => answer.url().endsWith('/api/me/language'));
  await press(page, 'English');
  expect((await stored).status()).toBe(200);
  await heading(page, 'My tasks');
  const other = await windowOf('ko-KR');
  await enter(other.page, 'S2', '로그인');
  await heading(other.page, 'My tasks');
});

test('row-30: the language chosen before signing in is the choice of who signs in, and of nobody after', async () => {
  const { page } = await windowOf('ko-KR');
  await page.goto('/sign-in');
  await press(page, 'English');
  await enter(page, 'S3', 'Sign in');
  await heading(page, 'My tasks');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL((url) => url.pathname === '/sign-in');
  await enter(page, 'S4', '로그인');
  await heading(page, '내 할 일');
});

test('the last of two choices is kept, however long the first one is on its way', async () => {
  const { page } = await windowOf('ko-KR');
  await enter(page, 'S5', '로그인');
  await heading(page, '내 할 일');
  let first = true;
  await page.route('**/api/me/language', async (route) => {
    if (first) {
      first = false;
      await page.getByRole('heading', { level: 1, name: '내 할 일' }).waitFor();
    }
    await route.continue();
  });
  const answers: number[] = [];
  page.on('response', (answer) => {
    if (answer.url().endsWith('/api/me/language')) answers.push(answer.status());
  });
  await press(page, 'English');
  await press(page, '한국어');
  await expect.poll(() => answers, { timeout: 30_000 }).toEqual([200, 200]);
  const { language } = await city.db
    .selectFrom('employee')
    .select('language')
    .where('id', '=', city.ids['S5'] ?? '')
    .executeTakeFirstOrThrow();
  expect(language).toBe('ko');
});
