import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {} from '../api/support.ts';
import { type Window, expectNoBarriersInBothLanguages } from '../support/browser.ts';
import { type BrowserCity, startBrowserCity } from '../support/browser-city.ts';

// HR plans a cycle: whose rules, which part of the year, for whom, and who decides.

const GRADE_5 = '지방공무원 5급 이하 근무성적평정 · kr-local-grade5 2026-1 · 2026-01-01부터';
const ARIZONA = '애리조나 주 평가 (행동과 결과) · arizona 2026-1 · 2026-01-01부터';

let city: BrowserCity;
let officer: Window;
let page: Page;

beforeAll(async () => {
  city = await startBrowserCity();
  officer = await city.windowOf('HR1');
  page = officer.page;
}, 300_000);

afterAll(() => city?.drop());

const field = (label: string) => page.getByLabel(label, { exact: true });

async function begin(name: string): Promise<void> {
  await page.goto('/hr/new');
  await field('이름').fill(name);
  await field('평가 연도').fill('2026');
}

async function planned(name: string) {
  const { rows } = await sql<Record<string, unknown>>`
    select c.period, c.grades, k.name pack, c.committee->'chair' chair
      from cycle c
      join policy_pack k on k.id = c.policy_pack_id
     where c.name = ${name}`.execute(city.db);
  return rows;
}

test('no rules are chosen for HR, and without any no cycle is planned', async () => {
  await begin('아무 규칙 없이');
  expect(await field('규칙').inputValue()).toBe('');
  await page.getByRole('button', { name: '주기 만들기' }).click();
  expect(await page.evaluate('document.activeElement.tagName')).toBe('SELECT');
  expect(await planned('아무 규칙 없이')).toEqual([]);
  expect(await field('기간').count()).toBe(0);
});

test('a half of the year for one grade is planned on its own days, which the launch preview shows', async () => {
  await begin('하반기 7급');
  await field('규칙').selectOption({ label: GRADE_5 });
  expect(await field('기간').locator('option').allInnerTexts()).toEqual([
    '한 해 전체',
    '상반기 (6월 30일 기준)',
    '하반기 (12월 31일 기준)',
  ]);
  await field('기간').selectOption({ label: '하반기 (12월 31일 기준)' });
  await field('직급 (쉼표로, 비우면 모두)').fill('7, 8');
  await field('위원장 사번').fill('M1');
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('button', { name: '주기 만들기' }).click();
  await page.getByText('지방공무원 5급 이하 근무성적평정 2026-1 · 하반기 (12월 31일 기준)').waitFor();
  await page.getByRole('heading', { name: '명단 13 · 시작 8 · 시작하지 않음 0 · 이 주기의 직급이 아닌 사람 5' }).waitFor();
  await page.getByText('시작 · 직급 7: 8명', { exact: true }).waitFor();
  await page.getByText('직급이 8인 사람이 명단에 없습니다. 명단의 직급: 3, 5, 6, 7.', { exact: true }).waitFor();
  expect(await page.getByRole('row', { name: /^평가 / }).innerText()).toMatch(/^평가\s+2027\. 1\. \d+\.\(.\) 09:00/);
  await page.getByRole('button', { name: '미리 보기: 시작', exact: true }).click();
  await page.getByLabel('사유').waitFor();
  const findings = await page.locator('.notice li').allInnerTexts();
  expect(findings.length).toBeGreaterThan(2);
  expect(findings.filter((text) => /·\s*$/u.test(text))).toEqual([]);
  await expectNoBarriersInBothLanguages(page);
  expect(await planned('하반기 7급')).toEqual([
    { period: 'second-half', grades: ['7', '8'], pack: 'kr-local-grade5', chair: city.ids['M1'] },
  ]);
  await page.goto('/hr');
  await page
    .getByRole('row', { name: /하반기 7급/ })
    .getByRole('cell', { name: '하반기 (12월 31일 기준)' })
    .waitFor();
  await expectNoBarriersInBothLanguages(page);
});

test('the clock of a rehearsal starts before the first window of the year that is typed, unless HR says when', async () => {
  await begin('나중 해의 연습');
  await page.getByLabel('연습으로 만들기').check();
  const clock = page.getByLabel('연습 시계의 시작');
  expect(await clock.inputValue()).toBe('2026-01-01T00:00');
  await field('평가 연도').fill('2028');
  expect(await clock.inputValue()).toBe('2028-01-01T00:00');
  await clock.fill('2028-01-10T09:00');
  await field('평가 연도').fill('2029');
  expect(await clock.inputValue()).toBe('2028-01-10T09:00');
});

test('rules without a committee ask for no chair, and rules without periods for none', async () => {
  await begin('위원회 없이');
  await field('규칙').selectOption({ label: GRADE_5 });
  await field('기간').selectOption({ label: '상반기 (6월 30일 기준)' });
  await field('규칙').selectOption({ label: ARIZONA });
  expect([await field('기간').count(), await field('위원장 사번').count()]).toEqual([0, 0]);
  await page.getByRole('button', { name: '주기 만들기' }).click();
  await page.getByText('애리조나 주 평가 (행동과 결과) 2026-1').waitFor();
  expect(await planned('위원회 없이')).toEqual([{ period: null, grades: null, pack: 'arizona', chair: null }]);
  expect(officer.complaints).toEqual([]);
});
