import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWeb } from '../../local/build-web.ts';
import { type ApiCity, apiCity } from '../api/support.ts';
import { type Window, expectNoBarriers, expectNoBarriersInBothLanguages, openWindow, startBrowser } from '../support/browser.ts';

// An HR officer copies the rules of grade 5 and changes the quota, and is told what it means before anything is stored; each test goes on where
// the one before ended.

let city: ApiCity;
let browser: Browser;
let officer: Window;
let page: Page;
let webRoot: string;

beforeAll(async () => {
  webRoot = await buildWeb();
  city = await apiCity({ webRoot });
  const origin = await city.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
  const { cookie } = await city.signIn('HR1');
  officer = await openWindow(browser, { origin, cookie });
  page = officer.page;
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await city?.drop();
});

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const share = (level: string) => page.getByLabel(`${level} (%)`, { exact: true });
/** Seats in a cell stay together, grade with number. */
const pairs = (seats: string) => seats.replaceAll(/ (?=[\d·])/gu, '\u00A0');
const problems = (words: string) => page.getByRole('status').getByText(words, { exact: true }).waitFor();

test('a pack is explained to whoever is chosen', async () => {
  await page.goto('/hr');
  await page.getByRole('link', { name: '규칙 묶음' }).click();
  await heading('규칙 묶음');
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('link', { name: /kr-local-grade5 2026-1/ }).click();
  await page.getByRole('heading', { name: '인사팀이 알 것' }).waitFor();
  await page.getByLabel('누구에게 설명할까요').selectOption({ label: '직원' });
  expect(await page.getByRole('heading', { name: '인사팀이 알 것' }).count()).toBe(0);
  await page.getByText('규칙 전체 (JSON)').click();
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('link', { name: '복사해서 고치기' }).click();
  await heading('우리 규칙 만들기');
});

test('a file takes the place of the text', async () => {
  for (const name of ['arizona', 'kr-local-grade5']) {
    await page.getByLabel('JSON 파일 읽기').setInputFiles(`data/packs/${name}.json`);
    await expect.poll(() => page.getByLabel('이름 (영문자와 숫자)').inputValue()).toBe(name);
  }
});

test('what is wrong is told as one types, with the way to its place in the text', async () => {
  await page.getByText('같은 내용이 이미 있습니다.').waitFor();
  await page.getByLabel('한국어 제목').fill('');
  await page.getByText('프로그램에 들어 있는 규칙 묶음의 이름입니다').waitFor();
  await problems('문제 2개');
  await share('가').fill('');
  await page.getByText('등급의 비율 › 가: 비어 있습니다.').waitFor();
  await share('가').fill('10');
  await share('수').fill('30');
  await page.getByText('비율의 합이 100이 아닙니다.').waitFor();
  await page.getByText('비율을 먼저 고쳐야 자리를 셀 수 있습니다.').waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByRole('button', { name: /^\/distribution\/shares/ }).click();
  const before = 'const { value, selectionStart } = document.getElementById("pack"); value.slice(0, selectionStart)';
  expect(String(await page.evaluate(before))).toMatch(/"shares": $/);
  expect(await page.getByRole('button', { name: '저장', exact: true }).isDisabled()).toBe(true);
});

test('30/50/20 that is never exceeded is told for a group of nine, with what has changed, before it is stored', async () => {
  for (const [level, percent] of [
    ['우', '50'],
    ['양', '20'],
    ['가', '0'],
  ] as const)
    await share(level).fill(percent);
  await page.getByLabel('끝수를 다루는 방법').selectOption({ label: '넘지 않게' });
  await page.getByLabel('이름 (영문자와 숫자)').fill('our-city');
  await page.getByLabel('한국어 제목').fill('우리 시 근무성적평정');
  await page.getByLabel('영어 제목').fill('Performance rating of our city');
  await page.getByText('목표 세우기', { exact: true }).click();
  await page.getByLabel('목표 세우기 · 여는 날', { exact: true }).fill('2026-01-20');
  const half = '상반기 (6월 30일 기준)';
  for (const part of [half, `${half} · 중간 면담`]) await page.locator('summary').getByText(part, { exact: true }).click();
  await page.getByLabel(`${half} · 중간 면담 · 면담하고 기록하기 기한`).fill('2026-04-23');
  const second = page.locator('details').filter({ has: page.getByText('하반기 (12월 31일 기준)', { exact: true }) });
  await second.locator('summary').click();
  const months = second.getByLabel(`하반기 (12월 31일 기준) · ${half}의 몇 달 뒤`);
  const dayOf = (name: string) => second.locator('.fact').filter({ hasText: name }).getByRole('definition').innerText();
  const days = async () => [await dayOf('자기평가 · 닫는 날'), await dayOf('면담하고 기록하기 기한'), await dayOf('결과 공개')];
  expect(await days()).toEqual(['12월 31일', '10월 23일', '다음 해 1월 28일 10:00']);
  await months.fill('5');
  expect(await days()).toEqual(['11월 말일', '9월 23일', '12월 28일 10:00']);
  await months.fill('6');
  await page.getByLabel('평정단위의 크기 (쉼표로)').fill('9');
  await page.getByText('9명이면: 수 2 · 우 5 · 양 2 · 가 0.').waitFor();
  await page.getByText('넘지 않는 것: 수 30%, 수 + 우 합쳐서 80%. 한 등급만으로는 제 비율을 넘을 수 있습니다.').waitFor();
  await problems('문제가 없습니다.');
  const row = page.getByRole('row', { name: /^9명/ }).getByRole('cell');
  expect(await row.allInnerTexts()).toEqual([
    '9',
    pairs('수 3 · 우 4 · 양 2 · 가 0'),
    pairs('수 3 · 우 4 · 양 2 · 가 0'),
    pairs('수 2 · 우 5 · 양 2 · 가 0'),
  ]);
  await page.getByRole('heading', { name: 'kr-local-grade5 2026-1과 다른 것' }).waitFor();
  await page.getByText('등급의 비율 › 수: 20 → 30').waitFor();
  await page.getByText('등급의 비율 › 방법: 끝수가 큰 순서 → 넘지 않게').waitFor();
  await page.getByText('1월 19일 → 1월 20일').waitFor();
  await page.getByText('4월 22일 → 4월 23일').waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByText('등급의 비율이 다른데 근거는 그대로입니다.').waitFor();
  expect(await page.getByRole('button', { name: '저장', exact: true }).isDisabled()).toBe(true);
  await page.getByLabel('사유').fill('의회가 정한 비율');
  await page.getByRole('button', { name: '저장', exact: true }).click();
  await heading('우리 시 근무성적평정 2026-1');
  await page.getByText(/Name HR1 님이 .*에 올렸습니다. 사유: 의회가 정한 비율/).waitFor();
  // What was changed of the pack that was copied stays in sight.
  await page.getByRole('heading', { name: 'kr-local-grade5 2026-1과 다른 것' }).waitFor();
  await page.getByText('등급의 비율 › 수: 20 → 30').waitFor();
  await expectNoBarriersInBothLanguages(page);
  await page.getByLabel('견줄 규칙').selectOption({ label: '고르세요' });
  await page.getByRole('heading', { name: 'kr-local-grade5 2026-1과 다른 것' }).waitFor({ state: 'detached' });
});

test('a new cycle may pin it, and the launch preview shows its seats by every way of rounding', async () => {
  await page.goto('/hr/new');
  await page.getByLabel('규칙').selectOption({ label: '우리 시 근무성적평정 · our-city 2026-1 · 2026-01-01부터' });
  await page.getByLabel('이름', { exact: true }).fill('우리 시 2026');
  await page.getByLabel('평가 연도').fill('2026');
  await page.getByLabel('위원장 사번').fill('M1');
  await page.getByRole('button', { name: '주기 만들기' }).click();
  await page.getByText('우리 시 근무성적평정 2026-1').waitFor();
  await page.getByRole('columnheader', { name: '넘지 않게 (이 규칙)' }).waitFor();
  const row = page.getByRole('row', { name: /^Staff/ }).getByRole('cell');
  expect(await row.allInnerTexts()).toEqual([
    '8',
    pairs('수 2 · 우 4 · 양 2 · 가 0'),
    pairs('수 2 · 우 4 · 양 2 · 가 0'),
    pairs('수 2 · 우 4 · 양 2 · 가 0'),
  ]);
  await page.getByRole('button', { name: '미리 보기' }).click();
  await page.getByText(/^우리 시 근무성적평정 2026-1 · 요청자 Name HR1 \(HR1\) 본인이 등록 · /).waitFor();
  await expectNoBarriers(page);
  expect(officer.complaints).toEqual([]);
});

test('the first page loads at most 180 kB of gzip JavaScript, and no words about packs or of mails', () => {
  const html = readFileSync(join(webRoot, 'index.html'), 'utf8');
  const entries = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/gu)].map(([, path = '']) =>
    readFileSync(join(webRoot, path)),
  );
  expect(entries.length).toBeGreaterThan(0);
  const bytes = entries.reduce((total, entry) => total + gzipSync(entry).length, 0);
  expect(bytes).toBeLessThanOrEqual(180_000);
  for (const words of ['끝수를 다루는 방법', '전체 목록은 인사팀에 물어보세요'])
    expect(entries.some((entry) => entry.includes(words))).toBe(false);
});
