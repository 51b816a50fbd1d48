import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withGoalTasks } from '../api/support.ts';
import { PEOPLE, csvOf } from '../commands/small-city.ts';
import { type Window, expectNoBarriersInBothLanguages } from '../support/browser.ts';
import { type BrowserCity, startBrowserCity } from '../support/browser-city.ts';

let city: BrowserCity;
let officer: Window;
let approver: Window;
beforeAll(async () => {
  city = await startBrowserCity();
  await withGoalTasks(city);
  await sql`update cycle set rehearsal_id = null`.execute(city.db);
  officer = await city.windowOf('HR1');
  approver = await city.windowOf('HR2');
}, 300_000);
afterAll(() => city?.drop());

const ROWS = PEOPLE.filter((row) => !/^(H2|S8),/.test(row));

test('row-27: who is missing from a list is asked about, and HR asks that they are recorded to have left', async () => {
  const { page, complaints } = officer;
  await page.goto('/hr/import');
  await page.getByLabel('파일').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csvOf(...ROWS.map((row) => row.replace(',H2,', ',H1,')))),
  });
  await page.getByRole('button', { name: '살펴보기' }).click();
  await page.getByText('명단에 없는 사람 2명. 퇴직했나요?').click();
  await page.getByLabel('Name H2 (H2, Roads)').check();
  await page.getByLabel('Name S8 (S8, Roads)').check();
  await page.getByLabel('퇴직일').fill('2020-06-30');
  await page.getByRole('button', { name: '미리 보기: 퇴직 기록' }).click();
  await page.getByRole('row', { name: /Name H2 \(H2\).*평정자로서 맡은 사람 4명, 위원회의 위원/ }).waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.locator('#departure-reason').fill('정년퇴직');
  await page.getByRole('button', { name: '퇴직 기록 요청' }).click();
  await page.getByText('요청했습니다: 승인 기다림').waitFor();
  expect(complaints).toEqual([]);
});

test('row-27: the second person sees who it is and what lies with them, says yes, and it is handed on', async () => {
  const { page, complaints } = approver;
  await page.goto('/requests');
  await page.getByRole('heading', { name: 'Name H2 (H2) 외 1명' }).waitFor();
  await page.getByRole('row', { name: /Name S8 \(S8\).*본인의 평가가 아직 진행 중입니다/ }).waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('button', { name: /^승인: 퇴직 기록/ }).click();
  await page.getByText('승인: Name HR2').waitFor();
  await page.goto(`/hr/cycles/${city.cycleId}/handovers`);
  await page.getByRole('heading', { name: 'Name H2 (H2, Roads)' }).waitFor();
  expect(complaints).toEqual([]);
});

test('row-1: HR records that somebody is away, who is told, ends it sooner and takes it back', async () => {
  const { page, complaints } = officer;
  await page.goto('/hr');
  await page.getByRole('link', { name: '부재 기록', exact: true }).click();
  await page.getByText('부재 중이거나 예정된 사람이 없습니다.').waitFor();
  await page.getByLabel('사번').fill('S5');
  await page.getByLabel('시작일').fill('2090-03-01');
  await page.getByLabel('종료일', { exact: true }).fill('2090-12-31');
  await page.getByRole('button', { name: '부재 기록하기' }).click();
  await page.getByText('기록하고 본인에게 알렸습니다.').waitFor();
  await page.getByRole('row', { name: /Name S5 \(S5\).*2090\. 3\. 1\..* – 2090\. 12\. 31\./ }).waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByLabel('Name S5 (S5): 앞당길 종료일').fill('2090-03-31');
  await page.getByRole('button', { name: '종료일 앞당기기: Name S5 (S5)' }).click();
  await page.getByRole('row', { name: /Name S5 \(S5\).*2090\. 3\. 1\..* – 2090\. 3\. 31\./ }).waitFor();
  await page.getByRole('button', { name: '기록 취소: Name S5 (S5)' }).click();
  await page.getByText('부재 중이거나 예정된 사람이 없습니다.').waitFor();
  expect(complaints).toEqual([]);
});

test('row-34: after an import whose list names other raters, running evaluations follow it by a previewed order', async () => {
  const { page, complaints } = officer;
  await page.goto('/hr/import');
  await page.getByLabel('파일').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csvOf(...ROWS.map((row) => row.replace(',H2,', ',H1,')))),
  });
  await page.getByRole('button', { name: '올리기' }).click();
  const running = page.locator('section').filter({ has: page.getByRole('button', { name: '미리 보기: 명단대로 담당 바꾸기' }) });
  await running.last().getByRole('button', { name: '미리 보기: 명단대로 담당 바꾸기' }).click();
  await page.getByText(/바뀌는 것: \d+건/).waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.locator('textarea').last().fill('부서 이동');
  await page.getByRole('button', { name: '명단대로 담당 바꾸기 요청' }).click();
  await page.getByText(/^요청했습니다: /).waitFor();
  const raters = await city.db
    .selectFrom('evaluation')
    .innerJoin('employee as e', 'e.id', 'evaluation.employee_id')
    .innerJoin('employee as r', 'r.id', 'evaluation.rater_id')
    .select('r.employee_no')
    .where('e.employee_no', 'in', ['S5', 'S6'])
    .execute();
  expect(raters.map(({ employee_no }) => employee_no)).toEqual(['H1', 'H1']);
  expect(complaints).toEqual([]);
});
