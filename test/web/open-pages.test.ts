import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withGoalTasks } from '../api/support.ts';
import { type BrowserCity, startBrowserCity } from '../support/browser-city.ts';
import { deliverAll } from '../support/deliver-all.ts';

// A page that stays open, in a browser whose clock the test moves.

let city: BrowserCity;
let tasks: Readonly<Record<string, string>>;

beforeAll(async () => {
  city = await startBrowserCity();
  tasks = await withGoalTasks(city);
  await deliverAll(city.db);
  await city.db
    .insertInto('role_assignment')
    .values({ employee_id: city.ids['S5'] ?? '0', role: 'operator' })
    .execute();
}, 300_000);

afterAll(() => city?.drop());

/** What somebody's open page asks, from the moment on at which it shows its heading. */
async function openPage(employeeNo: string, path: string): Promise<{ page: Page; asked: string[]; heading: string }> {
  const { page } = await city.windowOf(employeeNo);
  await page.clock.install();
  await page.goto(path);
  const heading = await page.getByRole('heading', { level: 1 }).innerText();
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  page.on('request', (request) =>
    asked.push(
      request
        .url()
        .replace(/^.*\/api/, '')
        .replace(/[?].*$/, ''),
    ),
  );
  return { page, asked, heading };
}

const turn = (page: Page, state: 'hidden' | 'visible') =>
  page.evaluate(`{
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => '${state}' });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }`);

test('row-41: an open page asks one small question, and reads nothing else while nothing changes', async () => {
  for (const [employeeNo, path] of [
    ['S1', '/tasks'],
    ['H1', '/team'],
    ['HR1', `/hr/cycles/${city.cycleId}`],
    ['HR1', `/hr/cycles/${city.cycleId}/people`],
    ['HR1', '/requests'],
    ['S5', '/operations'],
  ] as const) {
    const { page, asked } = await openPage(employeeNo, path);
    for (let minute = 0; minute < 3; minute += 1) {
      const answered = page.waitForResponse((response) => response.url().includes('/api/'));
      await page.clock.runFor(60_000);
      await answered;
    }
    await page.waitForLoadState('networkidle');
    expect([...new Set(asked)], path).toEqual(['/changes']);
    await page.close();
  }
});

test('row-41: a hidden page asks nothing, and asks at once when it is seen again', async () => {
  const { page, asked } = await openPage('S2', '/tasks');
  await turn(page, 'hidden');
  for (let minute = 0; minute < 10; minute += 1) await page.clock.runFor(60_000);
  expect(asked).toEqual([]);
  const answered = page.waitForResponse((response) => response.url().includes('/api/changes'));
  await turn(page, 'visible');
  await answered;
});

test("row-41: an open page shows what another's act has changed", async () => {
  const employee = await openPage('S3', '/tasks');
  const officer = await openPage('HR1', `/hr/cycles/${city.cycleId}`);
  await employee.page.getByText('지금 할 일 1건').waitFor();
  await sql`
    update task set state = 'closed', outcome = 'skipped', reason = 'test', closed_at = now() where id = ${tasks['S3']}`.execute(
    city.db,
  );
  await employee.page.clock.runFor(15_000);
  await employee.page.getByText('지금 할 일이 없습니다').first().waitFor();
  await sql`insert into rehearsal (name, now_at) values ('other', now())`.execute(city.db);
  const read = officer.page.waitForResponse((response) => response.url().includes('/board'));
  await officer.page.clock.runFor(15_000);
  await read;
});

test('row-41: an open page that nobody touches signs out, and says so', async () => {
  const { page } = await openPage('S4', '/tasks');
  const expiry = () =>
    sql<{
      soon: boolean;
    }>`select expire < now() + interval '1 h' soon from session where sess->>'employeeId' = ${city.ids['S4']}`.execute(city.db);
  await sql`update session set expire = now() + interval '30 min' where sess->>'employeeId' = ${city.ids['S4']}`.execute(city.db);
  await page.clock.runFor(61_000);
  await sql`update task set due_at = due_at + interval '1 d' where id = ${tasks['S4']}`.execute(city.db);
  const read = page.waitForResponse((response) => response.url().includes('/api/tasks'));
  await page.clock.runFor(15_000);
  await read;
  expect((await expiry()).rows).toEqual([{ soon: true }]);
  await sql`update session set expire = now() where sess->>'employeeId' = ${city.ids['S4']}`.execute(city.db);
  await page.clock.runFor(15_000);
  await page.getByText('로그인이 끝났습니다').first().waitFor();
});
