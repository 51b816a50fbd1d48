import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { approveCommand, requestCommand } from '../../commands/run-request.ts';
import { buildWeb } from '../../local/build-web.ts';
import { appOver, signInTo } from '../api/support.ts';
import type { Step } from '../../domain/scoring/steps.ts';
import { renderSteps } from '../../domain/words/scoring/steps.ts';
import { type Window, expectNoBarriersInBothLanguages, openWindow, startBrowser } from '../support/browser.ts';
import { isFocused, tabTo } from '../support/keyboard.ts';
import { UNIT_CARD, finishedYear, opened } from '../support/pack-year.ts';
import type { CycleRecord, RecordOptions } from '../support/record.ts';

// HR corrects a published result with a reason, a second person approves, and who is concerned reads every version; each test goes on where the one
// before ended.

let webRoot: string;
let browser: Browser;
beforeAll(async () => {
  webRoot = await buildWeb();
  browser = await startBrowser();
}, 300_000);
afterAll(() => browser?.close());

// What follows a test that failed would only wait for what never comes.
let hasFailed = false;
afterEach(({ task }) => {
  hasFailed ||= task.result?.state === 'fail';
});
beforeEach(({ skip }) => {
  if (hasFailed) skip('the one before failed');
});

/** A published year behind its pages. C1 is HR, V1 approves and reviews, H1 rates, P1 to P4 are rated. */
class PublishedYear {
  readonly record: CycleRecord;
  readonly #app: FastifyInstance;
  readonly #origin: string;
  readonly #windows: Window[] = [];

  private constructor(record: CycleRecord, app: FastifyInstance, origin: string) {
    this.record = record;
    this.#app = app;
    this.#origin = origin;
  }

  static async of(options: RecordOptions): Promise<PublishedYear> {
    const record = await finishedYear(options);
    const role = (no: string, name: string) => ({ employee_id: record.id(no), role: name });
    await record.db
      .insertInto('role_assignment')
      .values([role('C1', 'hr'), role('V1', 'hr-approver')])
      .execute();
    const app = await appOver(record.db, { webRoot, logged: [] });
    return new PublishedYear(record, app, await app.listen({ host: '127.0.0.1', port: 0 }));
  }

  /** A page at which somebody is signed in. */
  async pageOf(employeeNo: string, width = 1366): Promise<Page> {
    const { cookie } = await signInTo(this.#app, this.record.db, employeeNo);
    const window = await openWindow(browser, { origin: this.#origin, width, cookie });
    this.#windows.push(window);
    return window.page;
  }

  get complaints(): readonly string[] {
    return this.#windows.flatMap(({ complaints }) => complaints);
  }

  /** The evaluation of who has this place. */
  async placed(place: number): Promise<{ readonly id: string; readonly employeeNo: string; readonly name: string }> {
    const { rows } = await sql<{ id: string; employeeNo: string; name: string }>`
      select e.id, y.employee_no "employeeNo", e.name
        from calibration_place c
        join evaluation e on e.id = c.evaluation_id
        join employee y on y.id = e.employee_id where c.place = ${place}`.execute(this.record.db);
    const [found] = rows;
    if (found === undefined) throw new Error(`nobody has place ${String(place)}`);
    return found;
  }

  /** Asks the owner of an evaluation to confirm the result; answers the task. */
  async noticeTo({ id }: { readonly id: string }): Promise<string> {
    await this.record.launch('result-notice');
    const run = await this.record.db
      .selectFrom('process_run')
      .select('id')
      .where('evaluation_id', '=', id)
      .where('phase', '=', 'result-notice')
      .executeTakeFirstOrThrow();
    return (await opened(this.record, run.id, { kind: 'result.acknowledge' })).id;
  }

  /** Of the steps that are stored with a version, as `dure score --from` says them too. */
  async sentences(evaluationId: string, version: number): Promise<readonly string[]> {
    const { rows } = await sql<{ steps: Step[] }>`
      select steps from result where evaluation_id = ${evaluationId} and version = ${version}`.execute(this.record.db);
    return renderSteps('ko', rows[0]?.steps ?? []);
  }

  async drop(): Promise<void> {
    await this.#app.close();
    await this.record.drop();
  }
}

async function choose(page: Page, label: string, downs: number): Promise<void> {
  await tabTo(page, page.getByLabel(label));
  for (let down = 0; down < downs; down++) await page.keyboard.press('ArrowDown');
}

async function fits(page: Page): Promise<void> {
  await expectNoBarriersInBothLanguages(page);
  const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  expect(wide, `${page.url()} scrolls sideways`).toBe(false);
}

const cells = (page: Page, name: string) =>
  page
    .getByRole('row', { name: new RegExp(`^${name} `) })
    .getByRole('cell')
    .allInnerTexts();

describe('the level of one person', () => {
  let year: PublishedYear;
  let last: Awaited<ReturnType<PublishedYear['placed']>>;
  beforeAll(async () => {
    year = await PublishedYear.of({});
    last = await year.placed(4);
  });
  afterAll(() => year?.drop());

  test('is corrected by HR with the keyboard alone: what is wrong, why, who changes and how', async () => {
    const page = await year.pageOf('C1');
    await page.goto(`/hr/cycles/${year.record.cycleId}/people/${last.id}`);
    await page.getByRole('link', { name: '결과 고치기' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: `${last.name}의 결과 고치기` }).waitFor();
    await choose(page, '무엇이 틀렸나요', 1);
    await choose(page, '올바른 등급', 1);
    await tabTo(page, page.getByLabel('사유'));
    await page.keyboard.type('이의신청을 받아들였습니다.');
    await fits(page);
    await page.getByLabel('사유').focus();
    await tabTo(page, page.getByRole('button', { name: '미리 보기: 결과 고치기' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: '결과 고치기' }).waitFor();
    expect(await isFocused(page.getByRole('heading', { level: 2, name: '결과 고치기' }))).toBe(true);
    await page.getByText('바뀌는 것: 1건. 두 번째 사람의 승인이 필요합니다.').waitFor();
    expect(await cells(page, last.name)).toEqual(['Roads', '양 → 수', '52.90 → 64.00', expect.stringMatching(/ \(그대로\)$/)]);
    await fits(page);
    await page.getByRole('heading', { level: 2 }).focus();
    await tabTo(page, page.getByRole('button', { name: '결과 고치기 요청' }));
    await page.keyboard.press('Enter');
    await page.getByText('요청했습니다: 승인 기다림').waitFor();
    await fits(page);
  });

  test('is not read otherwise before the second person has said yes', async () => {
    const page = await year.pageOf(last.employeeNo);
    await page.goto(`/results/${last.id}`);
    await page.getByText('52.90').first().waitFor();
    expect(await page.getByText(/판 중/).count()).toBe(0);
  });

  test('is approved by a second person who has seen what it changes', async () => {
    const page = await year.pageOf('V1');
    await page.goto('/requests');
    await page.getByRole('button', { name: /^살펴보기: 결과 고치기/ }).click();
    await page.getByRole('row', { name: new RegExp(`^${last.name} `) }).waitFor();
    expect(await cells(page, last.name)).toEqual(expect.arrayContaining(['양 → 수', '52.90 → 64.00']));
    await fits(page);
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await page.getByRole('button', { name: /^승인: 결과 고치기/ }).click();
    await page.getByText(/했음 · 승인: Viewer One/).waitFor();
    expect(await page.getByRole('button', { name: /^살펴보기/ }).count()).toBe(0);
    // One look is one view, though the window was left for another one and the list was read anew.
    const { rows: views } = await sql`
      select evaluation_id from access_log where what = 'correction' and actor_id = ${year.record.id('V1')}`.execute(
      year.record.db,
    );
    expect(views).toEqual([{ evaluation_id: last.id }]);
    const { rows } = await sql`
      select a.what, a.actor, a.details->>'version' version, r.reason
        from audit_event a
        join result r on r.id = a.subject::bigint
       where a.what = 'result.corrected'`.execute(year.record.db);
    expect(rows).toEqual([
      { what: 'result.corrected', actor: expect.anything() as unknown, version: '2', reason: '이의신청을 받아들였습니다.' },
    ]);
  });

  test('is read by the person in both versions, on a narrow screen too', async () => {
    const page = await year.pageOf(last.employeeNo, 360);
    await page.goto(`/results/${last.id}`);
    await page.getByText(/^2판 중 2판 · .*에 고쳤습니다\. 사유: 이의신청을 받아들였습니다\.$/).waitFor();
    const figures = page.locator('.figures li');
    expect((await figures.allInnerTexts()).slice(0, 2)).toEqual(['등급 수', '점수 64.00']);
    await page.locator('section > .steps').getByText('받아들인 이의신청: 등급의 가장 낮은 점수로').waitFor();
    expect(await page.locator('details .steps li').allTextContents()).toEqual(await year.sentences(last.id, 2));
    await fits(page);
    await page.getByRole('button', { name: '1판 보기' }).press('Enter');
    await page
      .getByText(/^2판 중 1판 · 처음 공개한 결과입니다\. .*부터 유효하지 않습니다\. 지금은 2판이 유효합니다\.$/)
      .waitFor();
    expect((await figures.allInnerTexts()).slice(0, 2)).toEqual(['등급 양', '점수 52.90']);
    expect(await page.locator('details .steps li').allTextContents()).toEqual(await year.sentences(last.id, 1));
    await page.getByRole('heading', { name: '총평 (평정자)' }).waitFor();
    await page.getByText('모든 계산').first().click();
    expect(await page.locator('details .steps li').count()).toBeGreaterThan(3);
    await fits(page);
  });

  test('is read in both versions by the rater, and by HR who says what for', async () => {
    const rater = await year.pageOf('H1');
    await rater.goto(`/results/${last.id}`);
    await rater.getByText(/^2판 중 2판/).waitFor();
    const officer = await year.pageOf('C1');
    await officer.goto(`/results/${last.id}`);
    await officer.getByLabel('열람 목적').selectOption('결과 정정');
    await officer.getByLabel('구체적인 사유').fill('고친 것을 다시 봄');
    await officer.getByRole('button', { name: '보기', exact: true }).click();
    await officer.getByRole('button', { name: '1판 보기' }).click();
    await officer.getByText(/^2판 중 1판/).waitFor();
    const owner = await year.pageOf(last.employeeNo);
    await owner.goto('/goals');
    await owner
      .getByText(/Chair One · 결과 · 결과 정정: 고친 것을 다시 봄/)
      .first()
      .waitFor({ state: 'attached' });
    await owner
      .getByText(/Viewer One · 결과 고치기 · 결과 정정: 이의신청을 받아들였습니다/)
      .first()
      .waitFor({ state: 'attached' });
  });

  test('row-5: leaves its look among all others, which the owner reads to the first one', async () => {
    await sql`
      insert into access_log (actor_id, evaluation_id, what)
      select ${year.record.id('H1')}, ${last.id}, 'team' from generate_series(1, 120)`.execute(year.record.db);
    const owner = await year.pageOf(last.employeeNo);
    await owner.goto('/goals');
    await owner.getByText('누가 내 평가를 보았나', { exact: true }).click();
    const looks = owner.getByRole('group').filter({ hasText: '누가 내 평가를 보았나' }).getByRole('listitem');
    const more = owner.getByRole('button', { name: '더 보기: 누가 내 평가를 보았나' });
    for (const shown of [50, 100]) {
      await expect.poll(() => looks.count(), { timeout: 30_000 }).toBe(shown);
      await more.click();
    }
    await more.waitFor({ state: 'detached' });
    expect(await looks.count()).toBeGreaterThan(120);
  });

  test('is refused in words where it is no better one', async () => {
    const page = await year.pageOf('C1', 360);
    await page.goto(`/hr/cycles/${year.record.cycleId}/people/${last.id}/correction`);
    await page.getByLabel('무엇이 틀렸나요').selectOption({ label: '이 사람의 등급' });
    await page.getByLabel('올바른 등급').selectOption({ label: '양' });
    await page.getByLabel('사유').fill(' \n ');
    expect(await page.getByRole('button', { name: '미리 보기: 결과 고치기' }).isDisabled()).toBe(true);
    await page.getByLabel('사유').fill('잘못 눌렀습니다.');
    await page.getByRole('button', { name: '미리 보기: 결과 고치기' }).click();
    await page.getByText('지금의 등급이거나, 자리 수가 정해진 평정단위에서 더 나은 등급이 아닙니다.').waitFor();
    expect(await page.getByRole('button', { name: '결과 고치기 요청' }).count()).toBe(0);
    await fits(page);
    await page.getByRole('button', { name: '다시 고르기' }).click();
    expect(await page.getByLabel('사유').inputValue()).toBe('잘못 눌렀습니다.');
    expect(year.complaints).toEqual([]);
  });

  test('is corrected in its own cycle, whatever cycle the address names', async () => {
    const page = await year.pageOf('C1');
    await page.goto(`/hr/cycles/987654/people/${last.id}/correction`);
    await page.getByRole('heading', { level: 1, name: `${last.name}의 결과 고치기` }).waitFor();
    const back = page.getByRole('link', { name: `${last.name}의 흐름` });
    expect(await back.getAttribute('href')).toBe(`/hr/cycles/${year.record.cycleId}/people/${last.id}`);
    await page.getByLabel('무엇이 틀렸나요').selectOption({ label: '이 사람의 등급' });
    await page.getByLabel('올바른 등급').selectOption({ label: '양' });
    await page.getByLabel('사유').fill('잘못 눌렀습니다.');
    await page.getByRole('button', { name: '미리 보기: 결과 고치기' }).click();
    await page.getByText('지금의 등급이거나').waitFor();
  });

  test('is confirmed by its owner as it was on the screen, and one that was corrected meanwhile is read first', async () => {
    const { record } = year;
    const owner = await year.placed(3);
    const taskId = await year.noticeTo(owner);
    const page = await year.pageOf(owner.employeeNo);
    await page.goto(`/tasks/${taskId}`);
    await page.getByRole('radio', { name: '확인했습니다(동의와 다름)' }).check();
    const { id: requestId } = await requestCommand(record.db, {
      command: 'correct-result',
      cycleId: record.cycleId,
      actorId: record.id('C1'),
      reason: '다시 보았습니다.',
      idempotencyKey: 'while-it-is-read',
      selection: { evaluationIds: [owner.id] },
      arguments: { level: '수' },
    });
    await approveCommand(record.db, { requestId, actorId: record.id('V1') });
    await page.getByRole('button', { name: '답하기' }).click();
    await page.getByRole('alert').getByText('그사이에 결과를 고쳤습니다. 새 판을 읽고 답해 주세요.').waitFor();
    await page.getByText(/^2판 중 2판 · .* 사유: 다시 보았습니다\.$/).waitFor();
    await page.getByRole('button', { name: '답하기' }).click();
    await page.getByRole('button', { name: '답하기' }).waitFor({ state: 'detached' });
    const { rows } = await sql`
      select r.version, a.answer from acknowledgement a join result r on r.id = a.result_id where a.task_id = ${taskId}`.execute(
      record.db,
    );
    expect(rows).toEqual([{ version: 2, answer: 'confirmed' }]);
  });

  test('is corrected by nobody but HR', async () => {
    const page = await year.pageOf('V1');
    await page.goto(`/hr/cycles/${year.record.cycleId}/people/${last.id}`);
    await page.getByRole('heading', { level: 1, name: `${last.name}의 흐름` }).waitFor();
    expect(await page.getByRole('link', { name: '결과 고치기' }).count()).toBe(0);
    await page.goto(`/hr/cycles/${year.record.cycleId}/people/${last.id}/correction`);
    await page.getByRole('heading', { level: 1, name: '없는 화면이거나 볼 수 없는 화면입니다.' }).waitFor();
  });
});

describe('the numbers of a unit', () => {
  let year: PublishedYear;
  let first: Awaited<ReturnType<PublishedYear['placed']>>;
  beforeAll(async () => {
    const [repairs] = UNIT_CARD.cycle?.indicators ?? [];
    year = await PublishedYear.of({
      ...UNIT_CARD,
      cycle: { indicators: repairs === undefined ? [] : [{ ...repairs, weight: '100' }] },
    });
    first = await year.placed(1);
  });
  afterAll(() => year?.drop());

  test('are corrected for everybody whose score has them', async () => {
    const page = await year.pageOf('C1', 360);
    await page.goto(`/hr/cycles/${year.record.cycleId}/people/${first.id}/correction`);
    await page.getByLabel('무엇이 틀렸나요').selectOption({ label: '부서 지표: Repairs (Roads)' });
    await page.getByText('지금 81.5. 비워 두면').waitFor();
    await page.getByLabel('사유').fill('대장을 잘못 읽었습니다.');
    await page.getByLabel('올바른 실적').fill('많음');
    await page.getByRole('button', { name: '미리 보기: 결과 고치기' }).click();
    expect(await isFocused(page.getByLabel('올바른 실적'))).toBe(true);
    await page.getByLabel('올바른 실적').fill('90');
    await fits(page);
    await page.getByRole('button', { name: '미리 보기: 결과 고치기' }).click();
    await page.getByText('Repairs (Roads) · 목표값 90 (그대로), 실적 81.5 → 90').waitFor();
    for (const no of [1, 2, 3, 4]) expect((await cells(page, `Person ${String(no)}`)).at(-1)).toMatch(/^\d+\.\d\d → \d+\.\d\d$/);
    await fits(page);
    await page.getByRole('button', { name: '결과 고치기 요청' }).click();
    await page.getByText('요청했습니다: 승인 기다림').waitFor();

    const second = await year.pageOf('V1');
    await second.goto('/requests');
    await second.getByRole('button', { name: /^살펴보기: 결과 고치기/ }).click();
    await second.getByText('Repairs (Roads) · 목표값 90 (그대로), 실적 81.5 → 90').waitFor();
    await second.getByRole('button', { name: /^승인: 결과 고치기/ }).click();
    await second.getByText(/했음 · 승인: Viewer One/).waitFor();

    for (const no of ['P1', 'P2', 'P3', 'P4']) {
      const owner = await year.pageOf(no);
      await owner.goto('/results');
      await owner.locator('main').getByRole('link').first().click();
      await owner.getByText(/^2판 중 2판 · .* 사유: 대장을 잘못 읽었습니다\.$/).waitFor();
      // Steps call an indicator by its id; the page says which one that is.
      await owner
        .locator('details')
        .getByText(/^\d+: Repairs$/)
        .waitFor({ state: 'attached' });
    }
  });

  test('that change nobody are told so, and those without which nothing is computed name who would have no score', async () => {
    const page = await year.pageOf('C1');
    await page.goto(`/hr/cycles/${year.record.cycleId}/people/${first.id}/correction`);
    await page.getByLabel('무엇이 틀렸나요').selectOption({ label: '부서 지표: Repairs (Roads)' });
    await page.getByText('지금 90. 비워 두면').first().waitFor();
    await page.getByLabel('올바른 실적').fill('90');
    await page.getByLabel('사유').fill('다시 읽었습니다.');
    await page.getByRole('button', { name: '미리 보기: 결과 고치기' }).click();
    await page.getByText('이 수로는 누구의 결과도 바뀌지 않습니다.').waitFor();
    await fits(page);
    await page.getByRole('button', { name: '다시 고르기' }).click();
    await page.getByLabel('실적이 없음 (재지 않음)').check();
    await page.getByRole('button', { name: '미리 보기: 결과 고치기' }).click();
    await page.getByText('측정되지 않은 지표가 있어 규칙에 따라 계산하지 않습니다. (4)').click();
    await page.getByText('Person 1 (P1, Roads)').waitFor();
    expect(await page.getByRole('button', { name: '결과 고치기 요청' }).count()).toBe(0);
    await fits(page);
    expect(year.complaints).toEqual([]);
  });
});
