import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCycle } from '../../commands/create-cycle.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { openTask } from '../../commands/open-task.ts';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { buildWeb } from '../../local/build-web.ts';
import { goodGoals } from '../api/support.ts';
import { type World, midYear } from '../api/world.ts';
import { type Window, expectNoBarriersInBothLanguages, openWindow, speak, startBrowser } from '../support/browser.ts';
import { shippedPack } from '../support/packs.ts';

// What people see and hear, by roles, names and words alone: each test is a fault that somebody met.

let world: World;
let origin: string;
let browser: Browser;

beforeAll(async () => {
  world = await midYear({ webRoot: await buildWeb() });
  origin = await world.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await world?.drop();
});

async function windowOf(employeeNo: string, path: string): Promise<Window> {
  const { cookie } = await world.signIn(employeeNo);
  const window = await openWindow(browser, { origin, cookie });
  await window.page.goto(path);
  await window.page.getByRole('heading', { level: 1 }).waitFor();
  return window;
}

async function runOf(employeeNo: string, phase: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id
      from process_run
     where evaluation_id = ${world.evaluations[employeeNo]} and phase = ${phase} and state <> 'void'`.execute(world.db);
  return rows[0]?.id ?? '';
}

interface Step {
  readonly kind: TaskKind;
  readonly round?: number;
  readonly phase: string;
}

async function asked(employeeNo: string, { kind, round = 1, phase }: Step): Promise<string> {
  return (await openTask(world.db, { processRunId: await runOf(employeeNo, phase), kind, round, seat: 1 })).taskId;
}

interface Answer {
  readonly taskId: string;
  readonly content: object;
  readonly outcome?: 'done' | 'returned';
}

async function handIn(employeeNo: string, { taskId, content, outcome = 'done' }: Answer): Promise<void> {
  const client = await world.signIn(employeeNo);
  const saved = await client.ask('PUT', `/tasks/${taskId}/draft`, { body: { version: 0, content } });
  expect(saved.body).toMatchObject({ version: 1 });
  expect(await client.ask('POST', `/tasks/${taskId}/close`, { body: { outcome, version: 1 } })).toMatchObject({ status: 200 });
}

async function threeGoals() {
  const { rows } = await sql<{ id: string }>`
    select i.id from indicator i join unit u on u.id = i.unit_id where u.name = 'Tax' limit 1`.execute(world.db);
  const [one, two] = goodGoals(rows[0]?.id ?? '').goals;
  return {
    goals: [
      { ...one, weight: '40' },
      { ...two, weight: '30' },
      { ...two, id: 'g3', title: '민원 줄이기', weight: '30' },
    ],
  };
}

test('row-37: a comment on the third goal is told as that, to whom it was written and by whom', async () => {
  const phase = 'goal-setting';
  await handIn('S3', { taskId: await asked('S3', { kind: 'goals.draft', phase }), content: await threeGoals() });
  const agree = await asked('S3', { kind: 'goals.agree', phase });
  const said = { reason: '셋째만 고쳐 주세요', comments: [{ goalId: 'g3', text: '숫자가 없습니다' }] };
  await handIn('H1', { taskId: agree, content: said, outcome: 'returned' });
  const again = await asked('S3', { kind: 'goals.draft', round: 2, phase });
  for (const [employeeNo, path] of [
    ['S3', `/tasks/${again}`],
    ['H1', `/tasks/${agree}/submission`],
  ] as const) {
    const { page } = await windowOf(employeeNo, path);
    await page.getByText('숫자가 없습니다').waitFor();
    await page.getByText(/목표 3 의견/).waitFor();
    const read = await page.getByRole('main').innerText();
    expect(read).not.toMatch(/목표 1 의견/);
    expect(read).toContain('민원 줄이기');
    expect(read).not.toContain('g3');
    await expectNoBarriersInBothLanguages(page);
  }
});

test('row-37: a task of a step that is over says nothing of a turn that goes on', async () => {
  const phase = 'goal-setting';
  const taskId = await asked('S4', { kind: 'goals.draft', phase });
  await handIn('S4', { taskId, content: await threeGoals() });
  const { page } = await windowOf('S4', `/tasks/${taskId}`);
  await page.getByText(/^지금 1단계, 목표 세우기입니다/).waitFor();
  const run = await runOf('S4', phase);
  await sql`update process_run set state = 'done', outcome = 'done' where id = ${run}`.execute(world.db);
  await page.reload();
  await page.getByText('목표 세우기 · 끝남').waitFor();
  expect(await page.getByText(/^지금 1단계/).count()).toBe(0);
  await expectNoBarriersInBothLanguages(page);
});

test('row-37: a member who has answered finds the papers again, until the session is over', async () => {
  await sql`update process_run set launched_at = cycle_now(cycle_id) where id = ${world.session}`.execute(world.db);
  await sql`update cycle set meeting_at = cycle_now(id) + interval '7 days'`.execute(world.db);
  const { taskId } = await openTask(world.db, { processRunId: world.session, kind: 'calibration.meeting', round: 1, seat: 3 });
  await handIn('HR1', { taskId, content: { attends: true } });
  for (const path of ['/tasks', `/tasks/${taskId}`]) {
    const { page } = await windowOf('HR1', path);
    await page.getByRole('link', { name: /회의 자료/ }).click();
    await page.getByRole('heading', { level: 1, name: /Staff/ }).waitFor();
    await expectNoBarriersInBothLanguages(page);
  }
  const { page } = await windowOf('HR1', '/tasks');
  await page.getByRole('link', { name: /회의 자료/ }).waitFor();
  await sql`update calibration_session set locked_at = now()`.execute(world.db);
  await page.reload();
  await page.getByRole('heading', { name: '끝난 일' }).waitFor();
  expect(await page.getByRole('link', { name: /회의 자료/ }).count()).toBe(0);
  await sql`update calibration_session set locked_at = null`.execute(world.db);
});

test('row-37: people are searched from their first page on, and looked through forth and back', async () => {
  await sql`
    insert into employee (employee_no, name, email, unit_id)
    select 'X' || n, 'Extra ' || lpad(n::text, 3, '0'), 'x' || n || '@city.example',
           (select id from unit where name = 'Roads')
      from generate_series(1, 150) n`.execute(world.db);
  await sql`
    insert into evaluation (cycle_id, employee_id, unit_id, name, unit_name, enrolled_at)
    select ${world.cycleId}, e.id, e.unit_id, e.name, 'Roads', now() from employee e where e.employee_no like 'X%'`.execute(
    world.db,
  );
  const { page } = await windowOf('HR1', `/hr/cycles/${world.cycleId}/people`);
  const person = (name: string) => page.getByRole('link', { name: new RegExp(name) });
  await person('Extra 001').waitFor();
  await page.getByRole('checkbox', { name: /Extra 001/ }).check();
  await page.getByRole('button', { name: '더 보기' }).click();
  await person('Extra 150').waitFor();
  await page.getByRole('checkbox', { name: /Extra 150/ }).check();
  await page.getByText('2명 고름').waitFor();
  expect(await person('Extra 001').count()).toBe(1);
  await page.getByRole('searchbox').fill('Extra 00');
  await page.getByRole('button', { name: '찾기' }).click();
  await person('Extra 009').waitFor();
  await person('Extra 001').waitFor();
  expect(await page.getByRole('checkbox').count()).toBe(9);
  await expectNoBarriersInBothLanguages(page);
});

test('row-37: the summary of errors names every question that has no answer, in its own words', async () => {
  await launchPhase(world.db, { cycleId: world.cycleId, phase: 'manager-evaluation' });
  const taskId = await asked('S1', { kind: 'rating.write', phase: 'manager-evaluation' });
  const { page } = await windowOf('H1', `/tasks/${taskId}`);
  await page
    .getByRole('button', { name: /내기|제출/ })
    .first()
    .click();
  const told = await page.getByRole('alert').innerText();
  const elements = shippedPack('kr-local-grade5').sections.flatMap((section) => section.elements.map(({ name }) => name.ko));
  expect(elements.length).toBeGreaterThan(3);
  for (const name of elements) expect(told).toContain(name);
  const last = elements.at(-1) ?? '';
  await page
    .getByRole('alert')
    .getByRole('link', { name: new RegExp(`${last}.*단계`) })
    .click();
  await page.getByRole('group', { name: last }).locator('fieldset:focus').waitFor();
  await expectNoBarriersInBothLanguages(page);
});

test('row-37: the first page that one goes to takes the focus, as all later ones do', async () => {
  const { page } = await windowOf('S2', '/tasks');
  for (const [link, heading] of [
    ['내 목표', '내 목표'],
    ['내 결과', '내 결과'],
    ['내 할 일', '내 할 일'],
  ] as const) {
    await page.getByRole('navigation').getByRole('link', { name: link }).click();
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await page.locator('h1:focus', { hasText: heading }).waitFor();
  }
});

test('row-37: nobody is told that there is nothing to do above what there is to do', async () => {
  await sql`update task set state = 'closed', outcome = 'skipped', reason = 'test', closed_at = now()
    where process_run_id = ${await runOf('H1', 'goal-setting')}`.execute(world.db);
  await sql`update process_run set state = 'done', outcome = 'done' where evaluation_id = ${world.evaluations['H1']}`.execute(
    world.db,
  );
  const { page } = await windowOf('H1', '/tasks');
  await page.getByRole('heading', { name: /지금 할 일 \d+건/ }).waitFor();
  await page.getByText('2단계 중간 면담은').waitFor();
  expect(await page.getByRole('main').innerText()).not.toMatch(/지금은 할 일이 없습니다|\. 할 일은 없습니다/);
  await speak(page, 'English');
  await page.getByRole('heading', { name: /\d+ tasks? now/ }).waitFor();
  expect(await page.getByRole('main').innerText()).not.toMatch(/nothing to do for you(?! in this evaluation)/i);
  await speak(page, '한국어');
});

test('row-37: a promise that was kept is told as kept, and what is not is late', async () => {
  await launchPhase(world.db, { cycleId: world.cycleId, phase: 'midterm-coaching' });
  const talk = await asked('S4', { kind: 'coaching.hold', phase: 'midterm-coaching' });
  for (const [position, what] of ['장비 사기', '일정 바꾸기'].entries())
    await sql`insert into coaching_action (evaluation_id, task_id, position, what, who, by_on, known_by)
      values (${world.evaluations['S4']}, ${talk}, ${position}, ${what}, 'rater', '2026-01-02', '메일')`.execute(world.db);
  await launchPhase(world.db, { cycleId: world.cycleId, phase: 'self-assessment' });
  const self = await asked('S4', { kind: 'self-assessment.write', phase: 'self-assessment' });
  const actions = [
    { what: '장비 사기', done: true, text: '' },
    { what: '일정 바꾸기', done: false, text: '' },
  ];
  await handIn('S4', { taskId: self, content: { goals: [], actions, together: '', wish: '' } });
  const { page } = await windowOf('H1', '/team');
  const row = (what: string) => page.getByRole('listitem').filter({ hasText: what });
  await row('일정 바꾸기').getByText('날짜 지남').waitFor();
  expect(await row('장비 사기').innerText()).not.toContain('날짜 지남');
  await row('장비 사기').getByText('했음').waitFor();
  await expectNoBarriersInBothLanguages(page);
});

test('row-37: what belongs to a rehearsal says so wherever it stands beside what is real', async () => {
  const { id: cycleId } = await createCycle(world.db, {
    name: '진짜 평가',
    year: 2026,
    packName: 'kr-local-grade5',
    committee: { chair: 'M1', members: ['H1'] },
  });
  await inTransaction(world.db, (trx) => enrol(trx, { cycleId, quotaFrom: 4 }));
  await sql`update cycle set launched_at = cycle_now(id) where id = ${cycleId}`.execute(world.db);
  await launchPhase(world.db, { cycleId, phase: 'goal-setting' });
  const { rows } = await sql<{ id: string }>`
    select p.id from process_run p join evaluation e on e.id = p.evaluation_id
     where p.cycle_id = ${cycleId} and e.employee_id = ${world.ids['S5']}`.execute(world.db);
  await openTask(world.db, { processRunId: rows[0]?.id ?? '', kind: 'goals.draft', round: 1, seat: 1 });
  const staff = (await windowOf('S5', '/tasks')).page;
  const rowsOf = (page: Page) => page.getByRole('listitem').filter({ hasText: '목표 쓰기' });
  await rowsOf(staff).nth(1).waitFor();
  const told = await rowsOf(staff).allInnerTexts();
  expect(told.filter((text) => text.includes('연습'))).toHaveLength(1);
  await expectNoBarriersInBothLanguages(staff);
  const { page: head } = await windowOf('H2', '/team');
  await head.getByRole('table', { name: /연습/ }).first().waitFor();
  await head
    .getByRole('table', { name: /진짜 평가/ })
    .first()
    .waitFor();
  await expectNoBarriersInBothLanguages(head);
});

test('row-37: who is signed out, or asked too much, is told that and not that the server is away', async () => {
  const { page } = await windowOf('S6', '/tasks');
  await page
    .getByRole('link', { name: /목표 쓰기/ })
    .first()
    .click();
  await page.getByRole('button', { name: '목표 더하기' }).click();
  await page.getByLabel('맡은 일').first().waitFor();
  const refuse = (status: number, code: string) =>
    page.route('**/api/tasks/*/draft', (route) => route.fulfill({ status, json: { code, message: code, requestId: 'x' } }));
  for (const [status, code, words] of [
    [429, 'too-many-requests', /저장 안 됨.*너무 여러 번/],
    [401, 'not-signed-in', /저장 안 됨.*로그인/],
  ] as const) {
    await refuse(status, code);
    await page.getByLabel('맡은 일').first().fill(`맡은 일 ${status}`);
    await page.getByRole('status').filter({ hasText: words }).waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain('서버에 연결할 수 없');
    await page.unroute('**/api/tasks/*/draft');
    await page.getByText('저장됨').first().waitFor();
  }
});
