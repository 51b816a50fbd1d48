import { afterAll, beforeAll, expect, test } from 'vitest';
import { importPeople } from '../../commands/import-people.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { requestCommand } from '../../commands/run-request.ts';
import { asHr1, confirmAll, csvOf, order } from '../commands/small-city.ts';
import { type Window, expectNoBarriersInBothLanguages } from '../support/browser.ts';
import { type BrowserCity, startBrowserCity } from '../support/browser-city.ts';

// Two have come after the launch: HR1 has one of them start and leaves the other out, HR2 looks at it.

let city: BrowserCity;
let approver: Window;

beforeAll(async () => {
  city = await startBrowserCity();
  await order(city, { command: 'launch-cycle', arguments: { inMinutes: 0 } });
  await launchPhase(city.db, { cycleId: city.cycleId, phase: 'goal-setting' });
  const newcomer = (no: string) => `${no},Name ${no},${no.toLowerCase()}@city.example,Tax,7,Job,H1,M1,Staff,2026-01-01`;
  await importPeople(city.db, { file: csvOf(newcomer('N1'), newcomer('N2')) });
  await confirmAll(city);
  approver = await city.windowOf('HR2');
}, 300_000);

afterAll(() => city?.drop());

test('row-3: whom a late launch leaves out stands before the second person as left out, and not among those who start', async () => {
  const exclude = [{ employeeNo: 'N2', reason: 'under two months' }];
  const { id } = await requestCommand(city.db, asHr1(city, { command: 'launch-missing', arguments: { exclude } }));
  const { page, complaints } = approver;
  await page.goto('/requests');
  await page.getByRole('button', { name: new RegExp(`^살펴보기: .*#${id}$`) }).click();
  await page
    .getByRole('table', { name: '바뀌는 것' })
    .getByRole('row', { name: /Name N2 .*평가 범위 밖/ })
    .waitFor();
  const starting = page.getByRole('table', { name: '평정자 · 확인자' });
  await starting.getByRole('row', { name: /Name N1 \(N1\).*Tax.*Staff.*Name H1 \(H1\).*Name M1 \(M1\)/ }).waitFor();
  expect(await starting.getByRole('row').count()).toBe(2);
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('button', { name: new RegExp(`^승인: .*#${id}$`) }).click();
  await page.getByRole('button', { name: new RegExp(`^승인: .*#${id}$`) }).waitFor({ state: 'detached' });
  const rows = await city.db.selectFrom('evaluation').select(['name', 'state']).where('name', 'like', 'Name N%').execute();
  expect(Object.fromEntries(rows.map(({ name, state }) => [name, state]))).toEqual({
    'Name N1': 'enrolled',
    'Name N2': 'excluded',
  });
  expect(complaints).toEqual([]);
});
