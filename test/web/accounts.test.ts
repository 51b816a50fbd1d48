import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchPhase } from '../../commands/launch-phase.ts';
import { requestCommand } from '../../commands/run-request.ts';
import { createAddressLink } from '../../db/address-links.ts';
import { importOf } from '../api/support.ts';
import { asHr1, evaluationOf, order } from '../commands/small-city.ts';
import { asWorker } from '../support/as-worker.ts';
import { type Window, expectNoBarriersInBothLanguages, openWindow } from '../support/browser.ts';
import { type BrowserCity, startBrowserCity } from '../support/browser-city.ts';

// Accounts, roles and addresses as two people of HR see them: HR1 asks, HR2 decides. Each test goes on where the one before ended.

let city: BrowserCity;
let first: Window;
let second: Window;

beforeAll(async () => {
  city = await startBrowserCity();
  [first, second] = [await city.windowOf('HR1'), await city.windowOf('HR2')];
  await order(city, { command: 'launch-cycle', arguments: { inMinutes: 0 } });
  await launchPhase(city.db, { cycleId: city.cycleId, phase: 'goal-setting' });
}, 300_000);

afterAll(() => city?.drop());

/** Lets HR1 change addresses by the list of people. */
async function importPeople(...rows: readonly string[]): Promise<void> {
  expect((await importOf(await city.signIn('HR1'), ...rows)).status).toBe(200);
}

/** The link that the mail to somebody's old address carries. */
async function addressLink(employeeNo: string): Promise<string> {
  const { id } = await city.db
    .selectFrom('address_change')
    .select('id')
    .where('employee_id', '=', city.ids[employeeNo] ?? '')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return asWorker(city.db, (trx) => createAddressLink(trx, id));
}

test('row-3: a role is asked for on a page, seen with what somebody has and would have, and given by the second person', async () => {
  const { page } = first;
  await page.goto('/hr/roles');
  await page.getByLabel('누구의 역할인가요 (사번)').fill('S7');
  await page.getByRole('combobox', { name: '역할', exact: true }).selectOption({ label: '서무' });
  await page.getByLabel('사유').fill('카드를 모읍니다');
  await page.getByRole('button', { name: '역할 변경 요청' }).click();
  const row = (of: Window) => of.page.getByRole('table', { name: '역할 요청' }).getByRole('row', { name: /Name S7/ });
  await row(first).getByText('서무 주기', { exact: true }).waitFor();
  expect(await row(first).getByRole('button', { name: /^승인/ }).count(), 'who asks does not approve').toBe(0);
  await expectNoBarriersInBothLanguages(page);

  await second.page.goto('/hr/roles');
  await row(second).getByText('카드를 모읍니다').waitFor();
  await row(second).getByText('s7@city.example · 운영자 등록').waitFor();
  await expectNoBarriersInBothLanguages(second.page);
  await row(second)
    .getByRole('button', { name: /^승인: 서무 주기, Name S7/ })
    .click();
  await second.page
    .getByRole('table', { name: '역할', exact: true })
    .getByRole('row', { name: /Name S7.*서무/ })
    .waitFor();
});

test('row-3: what will be carried out stands before the second person by name, as it is and as it will be', async () => {
  const { id } = await requestCommand(
    city.db,
    asHr1(city, {
      command: 'withdraw',
      selection: { evaluationIds: [await evaluationOf(city, 'S5'), await evaluationOf(city, 'S6')] },
      arguments: { why: 'resigned', leftOn: '2026-01-12' },
    }),
  );
  await sql`update cycle set name = '2026 · 연습', rehearsal_id = null`.execute(city.db);
  const { page } = second;
  await page.goto('/requests');
  await page.getByRole('button', { name: new RegExp(`^살펴보기: .*#${id}$`) }).click();
  await page.locator('.card .tag', { hasText: '실제 평가' }).waitFor();
  expect(await page.locator('main .tag', { hasText: '연습' }).count(), 'no name is the tag of a rehearsal').toBe(0);
  const table = page.getByRole('table', { name: '바뀌는 것' });
  for (const no of ['S5', 'S6'])
    await table.getByRole('row', { name: new RegExp(`Name ${no} .*평가 대상.*대상.*빠짐`) }).waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('button', { name: new RegExp(`^승인: .*#${id}$`) }).click();
  await page.getByRole('button', { name: new RegExp(`^승인: .*#${id}$`) }).waitFor({ state: 'detached' });
  const { rows } = await sql<{ no: string }>`
    select p.employee_no no
      from evaluation e
      join employee p on p.id = e.employee_id
     where e.state = 'withdrawn'
     order by 1`.execute(city.db);
  expect(rows.map(({ no }) => no)).toEqual(['S5', 'S6']);
});

test('row-2: an old address is asked on a page of its own, and says no for its holder', async () => {
  await importPeople('S1,Name S1,thief@city.example,Tax,7,Job,H1,M1,Staff,2020-01-01');
  const link = await addressLink('S1');
  const { page } = await openWindow(city.browser, { origin: city.origin, width: 360 });
  await page.goto(`/address/${link}`);
  await page.getByRole('heading', { level: 1, name: '메일 주소 변경 확인' }).waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('button', { name: '제가 원하지 않았습니다' }).click();
  await page.getByText('인사팀에 알리고 모두 로그아웃했습니다.').waitFor();
  const { email } = await city.db
    .selectFrom('employee')
    .select('email')
    .where('employee_no', '=', 'S1')
    .executeTakeFirstOrThrow();
  expect(email).toBe('s1@city.example');
  await page.goto(`/address/${link}`);
  await page.getByRole('button', { name: '제가 원한 변경입니다' }).click();
  await page.getByText('이미 썼거나 오래된 링크입니다.').waitFor();
});

test('row-2: addresses wait on a page of HR, where the second person confirms those they know, and who changed them does not', async () => {
  await importPeople(
    'S2,Name S2,s2-new@city.example,Tax,7,Job,H1,M1,Staff,2020-01-01',
    'S3,Name S3,s3-new@city.example,Tax,7,Job,H1,M1,Staff,2020-01-01',
  );
  await first.page.goto('/hr/addresses');
  await first.page.getByText('s2-new@city.example').waitFor();
  expect(await first.page.getByRole('checkbox').and(first.page.locator(':enabled')).count()).toBe(0);

  const { page } = second;
  await page.goto('/hr/addresses');
  await page.getByRole('row', { name: /Name S2.*s2@city\.example.*s2-new@city\.example.*Name HR1/ }).waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('button', { name: '2명 모두 고르기' }).click();
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('button', { name: '주소 2건 확인' }).click();
  await page.getByText('확인할 주소가 없습니다.').waitFor();
});

test('row-2: who is new is shown before a launch with the address, and confirmed by the second person at once, but nobody’s other address', async () => {
  await importPeople(
    'N3,Name N3,n3@city.example,Tax,7,Job,H1,M1,Staff,2026-01-01',
    'N4,Name N4,n4@city.example,Tax,7,Job,N3,M1,Staff,2026-01-01',
    'H1,Name H1,h1-new@city.example,Tax,5,Job,M1,,Heads,2020-01-01',
  );
  const { page } = second;
  await page.goto(`/hr/cycles/${city.cycleId}/launch`);
  const named = page.getByRole('listitem').filter({ hasText: 'Name N3' }).first();
  await page.locator('summary', { hasText: '(2)' }).first().click();
  await named.waitFor();
  const made = page.getByRole('table', { name: '새로 등록된 사람' });
  await made.getByRole('row', { name: /Name N3 \(N3\).*Tax.*n3@city\.example.*Name HR1 \(HR1\)/ }).waitFor();
  expect(await made.getByText('h1').count()).toBe(0);
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('button', { name: '주소 2건 확인' }).click();
  await page.getByRole('button', { name: '주소 2건 확인' }).waitFor({ state: 'detached' });
  await page.goto('/hr/addresses');
  await page.getByRole('row', { name: /Name H1.*h1@city\.example.*h1-new@city\.example/ }).waitFor();
});

test('nothing was loaded from elsewhere, and nothing failed', () => {
  expect([first.complaints, second.complaints]).toEqual([[], []]);
});
