import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answerSignInAsks } from '../../commands/answer-sign-in-asks.ts';
import { queueDigests } from '../../commands/queue-digests.ts';
import { queueMail } from '../../commands/queue-mail.ts';
import { requestSignIn } from '../../commands/request-sign-in.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import type { OutgoingMail } from '../../mail/transport.ts';
import { cachedCalendars } from '../../worker/cached-calendars.ts';
import { type Composed, composeMail } from '../../worker/compose-mail.ts';
import { type Town, buildTown } from '../support/town.ts';

let town: Town;
beforeAll(async () => {
  town = await buildTown();
  for (const phase of ['goal-setting', 'midterm-coaching', 'self-assessment', 'manager-evaluation', 'result-notice'])
    await town.launch(phase);
});
beforeEach(async () => {
  await sql`truncate notification, submission, task_draft, task cascade`.execute(town.db);
});
afterAll(() => town.drop());

let n = 0;
/** Queues a mail and composes it at once. */
async function compose(to: string, mailKind: string, more: Partial<Parameters<typeof queueMail>[1]> = {}): Promise<Composed> {
  n += 1;
  const key = `k/${n}`;
  await inTransaction(town.db, (trx) =>
    queueMail(trx, { key, cycleId: town.cycleId, employeeId: town.id(to), mailKind, ...more }),
  );
  return composeKey(key);
}

async function composeKey(key: string): Promise<Composed> {
  const { id } = await town.db.selectFrom('notification').select('id').where('key', '=', key).executeTakeFirstOrThrow();
  const settings = {
    webUrl: 'https://dure.example',
    contact: { ko: '인사팀', en: 'HR' },
    toMailbox: true,
    domain: 'solnae.example',
    unsubscribeAt: 'hr@solnae.example',
  };
  return composeMail({ db: town.db, calendars: cachedCalendars(town.db), ...settings }, id);
}

async function mailOf(composed: Promise<Composed>): Promise<OutgoingMail> {
  const done = await composed;
  if (done.then !== 'send') throw new Error(`not sent but ${done.then}`);
  return done.mail;
}

async function close(taskId: string, outcome: string, by: string): Promise<void> {
  await sql`update task set state = 'closed', outcome = ${outcome}, closed_by = ${town.id(by)} where id = ${taskId}`.execute(
    town.db,
  );
}

describe('a composed mail', () => {
  test('row-26: is dropped where the reader has left by the clock of its cycle, and not before', async () => {
    await town.open('S6', 'goal-setting', { kind: 'goals.draft' });
    await town.leaves('S6', '2026-01-20');
    expect(await compose('S6', 'goals.draft')).toMatchObject({ then: 'send' });
    await town.clock('2026-01-19T15:00:00.000Z');
    expect(await compose('S6', 'goals.draft')).toEqual({ then: 'drop' });
    await town.clock('2026-01-19T00:00:00.000Z');
    await town.db.deleteFrom('departure').execute();
  });

  test('of returned goals names who sent them back, and speaks of the later rounds only', async () => {
    await close(await town.open('S1', 'goal-setting', { kind: 'goals.draft' }), 'done', 'S1');
    await close(await town.open('S1', 'goal-setting', { kind: 'goals.agree' }), 'returned', 'H');
    const taskId = await town.open('S1', 'goal-setting', { kind: 'goals.draft', round: 2 });
    const mail = await mailOf(compose('S1', 'goals.returned', { phase: 'goal-setting', taskId }));
    expect(mail.subject).toMatch(/^\[연습\] \[두레\] 목표를 고쳐 다시 내 주세요 – /);
    expect(mail.text).toContain('서경우 님이 의견을 달아 돌려보냈습니다.');
    expect(mail.text).toContain(`https://dure.example/tasks/${taskId}\n`);
    expect((await compose('S1', 'goals.draft', { phase: 'goal-setting', taskId })).then).toBe('drop');
  });

  test('of the result names the end of the appeal window, ten working days without Seollal', async () => {
    await town.clock('2027-01-28T01:00:00.000Z');
    const taskId = await town.open('S1', 'result-notice', { kind: 'result.acknowledge' });
    const mail = await mailOf(compose('S1', 'result.acknowledge', { phase: 'result-notice', taskId }));
    expect(mail.subject).toBe('[연습] [두레] 2026년 평가 결과가 나왔습니다 – 2/4(목) 18시까지 확인');
    expect(mail.text).toContain('이의신청은 2/15(월) 18시까지 인사팀에 할 수 있습니다.');
    await town.clock('2027-01-28T01:00:00.000Z');
  });

  test('of goals to confirm names the legal day', async () => {
    const taskId = await town.open('S1', 'goal-setting', { kind: 'goals.confirm' });
    await sql`update task set due_at = '2026-02-27T09:00:00Z' where id = ${taskId}`.execute(town.db);
    const mail = await mailOf(compose('M', 'goals.confirm', { phase: 'goal-setting', taskId }));
    expect(mail.text).toContain('3/3(화)이 법정 기한이라 인사팀이 연락드립니다.');
  });

  test('of a new deadline and of a task that was handed over names the kind', async () => {
    const taskId = await town.open('S1', 'self-assessment', { kind: 'self-assessment.write' });
    const changed = await mailOf(
      compose('S1', 'due.changed', { phase: 'self-assessment', taskId, details: { taskIds: [taskId] } }),
    );
    expect(changed.subject).toMatch(/기한이 바뀌었습니다: 자기평가 – .+까지$/);
    expect(changed.text).toContain("하지 않으면: '내지 않음'으로 남고");
    const taskIds: string[] = [];
    for (const no of ['S1', 'S2']) taskIds.push(await town.open(no, 'manager-evaluation', { kind: 'rating.write' }));
    await sql`update task set assignee_id = ${town.id('M')} where kind = 'rating.write'`.execute(town.db);
    const assigned = await mailOf(compose('M', 'task.assigned', { phase: 'manager-evaluation', details: { taskIds } }));
    expect(assigned.subject).toMatch(/새로 맡으신 일 2건\(평가 쓰기\) – .+까지$/);
    expect(assigned.text).toContain('[열기] https://dure.example/tasks\n');
  });

  test('row-24: of tasks of several kinds counts them and has a row for each', async () => {
    const taskIds = [
      await town.open('S1', 'manager-evaluation', { kind: 'rating.write' }),
      await town.open('S2', 'midterm-coaching', { kind: 'coaching.hold' }),
    ];
    await town.open('S3', 'midterm-coaching', { kind: 'coaching.hold' });
    await sql`update task set assignee_id = ${town.id('M')}`.execute(town.db);
    const assigned = await mailOf(compose('M', 'task.assigned', { details: { taskIds } }));
    expect(assigned.subject).toBe('[연습] [두레] 새로 맡으신 일 2건');
    expect(assigned.text).toContain(' · 평가 1건 · ');
    expect(assigned.text).toContain(' · 면담 1건 · ');
  });

  test('to a reviewer and to HR says what happened without a person or a ground', async () => {
    const told = await mailOf(compose('M', 'coaching.told', { phase: 'midterm-coaching' }));
    expect(told.subject).toBe('[연습] [두레] 중간 면담을 다시 합니다');
    const hr = await mailOf(compose('X', 'hr.told', { details: { unlocked: ['1'], missing: ['2'] } }));
    expect(hr.subject).toBe('[연습] [두레] 확인이 필요합니다: 결과 공개가 기다립니다');
  });

  test('row-3: of a reassignment says in a sentence for each post who does it now, and names nobody who is evaluated', async () => {
    const posts = [
      { role: 'rater', id: '1', toId: town.id('H') },
      { role: 'rater', id: '2', toId: town.id('H') },
      { role: 'chair', id: '3', toId: town.id('X') },
    ];
    const before = await mailOf(compose('M', 'reassigned.before', { details: { posts } }));
    expect(before.subject).toBe('[연습] [두레] 2026년 평가에서 맡으신 일을 다른 사람이 합니다');
    expect(before.text).toContain(
      '인사팀이 2명의 평정을 서경우 님에게 맡겼습니다. 인사팀이 위원회의 자리를 이소담 님에게 맡겼습니다.',
    );
    const evaluated = await mailOf(compose('S1', 'reassigned.evaluated', { details: { posts: [{ role: 'rater' }] } }));
    expect(evaluated.text).toContain('이제 서경우 님이 평정자입니다.');
    const ofTask = { details: { posts: [{ role: 'rater', id: '4', toId: town.id('X') }] } };
    const substituted = await mailOf(compose('S1', 'reassigned.evaluated', ofTask));
    expect(substituted.text).toContain('평정자가 할 일 1건을 이소담 님이 대신 맡습니다.');
    const after = await mailOf(compose('M', 'reassigned.after', { details: { posts: [{ role: 'member', id: '3' }] } }));
    expect(after.text).toContain('인사팀이 위원회의 자리를 맡겼습니다.');
  });

  test.each([
    ['ko', '맡겼습니다. 이 밖에 3건이 더 바뀌었습니다. 전체 목록은 인사팀에 물어보세요. 쓰던 글은'],
    ['en', 'in your place. 3 more changes; ask HR for the full list. What you had'],
  ])('row-3: of more reassignments than a mail names says how many more and where the list is, in %s', async (locale, more) => {
    await sql`update employee set language = ${locale}, language_by = 'list' where id = ${town.id('M')}`.execute(town.db);
    const to = ['H', 'X', 'Y', 'S1', 'S2'].map((no, n) => ({ role: 'rater', id: String(n), toId: town.id(no) }));
    const posts = [...to, { role: 'rater', id: '9', toId: town.id('S2') }];
    const { text } = await mailOf(compose('M', 'reassigned.before', { details: { posts } }));
    expect(text).toContain(more);
    const last = await mailOf(compose('M', 'reassigned.before', { details: { posts: to.slice(0, 3) } }));
    expect(last.text).not.toContain(locale === 'ko' ? '이 밖에' : 'more');
    await sql`update employee set language = 'ko' where id = ${town.id('M')}`.execute(town.db);
  });

  test('row-3: of a role says whose, which and who decided', async () => {
    const details = { employeeId: town.id('Y'), role: 'hr-approver', grants: true, byOperator: true };
    const mail = await mailOf(compose('X', 'role.changed', { cycleId: null, details }));
    expect(mail.subject).toBe('[두레] 성과평가 역할이 바뀌었습니다');
    expect(mail.text).toContain('정하람 님(Y, y@city.example): 승인자 역할을 받았습니다. 운영자가');
  });

  test.each([
    ['ko', ['실행되지 않았습니다: 시작', '사유: 미리 본 뒤에', '승인 화면에서 보고 다시 요청해']],
    ['en', ['Not carried out: Launch', 'Why: Something has changed since the preview', 'Look at it among the approvals']],
  ] as const)(
    'row-3: of a planned order that was refused says which, whose and why, in %s',
    async (locale, [subject, why, then]) => {
      const { rows } = await sql<{ id: string }>`
      insert into command_request (command, cycle_id, selection, arguments, reason, idempotency_key, needs_approval,
                                   requested_by, approved_by, requested_at)
      values ('launch-cycle', ${town.cycleId}, '{}', '{}', 'x', ${`refused ${locale}`}, true, ${town.id('X')},
              ${town.id('Y')}, now())
      returning id`.execute(town.db);
      await sql`update employee set language = ${locale}, language_by = 'list' where id = ${town.id('X')}`.execute(town.db);
      const said = async (details: object) =>
        mailOf(compose('X', 'request.failed', { details: { requestId: rows[0]?.id, ...details } }));
      const refused = await said({ why: 'preview-changed', dead: false });
      expect(refused.subject).toContain(subject);
      expect(refused.text).toContain(why);
      expect(refused.text.replaceAll('\n', ' ')).toContain(then);
      expect(refused.text).toContain('/requests');
      const dead = await said({ why: 'TypeError', dead: true });
      expect(dead.text).not.toContain('TypeError');
      await sql`update employee set language = 'ko', language_by = 'list' where id = ${town.id('X')}`.execute(town.db);
    },
  );

  test('row-1: of what is recorded about somebody goes to them also when they have left by it', async () => {
    const record = (details: Readonly<Record<string, unknown>>) =>
      mailOf(compose('X', 'record.changed', { cycleId: null, details }));
    await town.leaves('X', '2020-06-30');
    const left = await record({ what: 'left', leftOn: '2020-06-30' });
    expect(left.subject).toBe('[두레] 인사팀이 본인에 관한 기록을 바꾸었습니다');
    expect(left.text).toContain('2020. 6. 30.(화)부터 퇴직(전출 포함)한 것으로 기록했습니다.');
    expect(left.text).not.toContain('https://dure.example');
    expect(left.html).not.toContain('href');
    await sql`delete from departure`.execute(town.db);
    expect((await record({ what: 'not-left' })).text).toContain('퇴직(전출 포함) 기록을 취소했습니다.');
    expect((await record({ what: 'withdrawn', cycleId: town.cycleId })).text).toContain('평가가 중도 종료되었습니다.');
    expect((await record({ what: 'away' })).text).toContain('자리를 비우는 날을 기록했거나 바꾸었습니다.');
  });

  test('of a corrected result leads to it and says nothing of it', async () => {
    const mail = await mailOf(compose('S1', 'result.corrected', { details: { evaluationId: '12' } }));
    expect(mail.subject).toBe('[연습] [두레] 2026년 평가 결과를 고쳤습니다');
    expect(mail.text).toContain('[결과 보기] https://dure.example/results/12\n');
  });

  test.each([
    ['ko', '[연습] [두레] 2026년 상반기 평가 결과를 고쳤습니다', '2026년 상반기 성과평가에'],
    ['en', '[Rehearsal] [Dure] Your 2026 (First half) result has been corrected', 'the 2026 (First half) evaluation'],
  ])('of a cycle about a half names it, in %s', async (locale, subject, why) => {
    await sql`update cycle set period = 'first-half' where id = ${town.cycleId}`.execute(town.db);
    await sql`update employee set language = ${locale}, language_by = 'list' where id = ${town.id('S1')}`.execute(town.db);
    const mail = await mailOf(compose('S1', 'result.corrected', { details: { evaluationId: '12' } }));
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(why);
    await sql`update cycle set period = null`.execute(town.db);
    await sql`update employee set language = 'ko', language_by = 'list' where id = ${town.id('S1')}`.execute(town.db);
  });

  test('with a sign-in link does not go once the link has run out', async () => {
    const { email } = await town.db
      .selectFrom('employee')
      .select('email')
      .where('id', '=', town.id('S1'))
      .executeTakeFirstOrThrow();
    await requestSignIn(town.db, { email });
    await answerSignInAsks(town.db);
    const { key } = await town.db.selectFrom('notification').select('key').executeTakeFirstOrThrow();
    const { text } = await mailOf(composeKey(key));
    expect(text).toContain('https://dure.example/sign-in/');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('30분 동안 한 번만');
    await sql`
      update notification
         set details = details || jsonb_build_object(
               'expiresAt', (details->>'expiresAt')::timestamptz - interval '30 min')`.execute(town.db);
    expect(await composeKey(key)).toEqual({ then: 'drop' });
  });

  test('in English uses the romanised names and the language header', async () => {
    await sql`update employee set language = 'en', language_by = 'list' where employee_no = 'S1'`.execute(town.db);
    await sql`update employee set name_en = 'Seo Gyeong-u' where employee_no = 'H'`.execute(town.db);
    const taskId = await town.open('S1', 'goal-setting', { kind: 'goals.draft' });
    const mail = await mailOf(compose('S1', 'goals.draft', { phase: 'goal-setting', taskId }));
    expect(mail.subject).toMatch(/^\[Rehearsal\] \[Dure\] Write your goals – by /);
    expect(mail.text).toContain('Write 3 to 5 goals.');
    expect(mail.text).toContain('We tell Seo Gyeong-u. The goals are not set until you write them.');
    expect(mail.headers['Content-Language']).toBe('en');
    await sql`update employee set language = 'ko', language_by = 'list' where employee_no = 'S1'`.execute(town.db);
  });

  test('that reminds joins the thread of the first', async () => {
    const taskId = await town.open('S2', 'goal-setting', { kind: 'goals.draft' });
    const reminder = await mailOf(compose('S2', 'goals.draft', { phase: 'goal-setting', taskId }));
    expect(reminder).toMatchObject({
      messageId: `<task.${taskId}.1@solnae.example>`,
      references: `<task.${taskId}.0@solnae.example>`,
    });
  });
});

describe('escalation and digest', () => {
  async function late(): Promise<void> {
    for (const no of ['S1', 'S2', 'S3', 'S4']) await town.open(no, 'manager-evaluation', { kind: 'rating.write' });
    await town.open('S5', 'manager-evaluation', { kind: 'rating.write', round: 2 });
    await sql`
      update task
         set due_at = case round when 1 then '2027-01-13T09:00:00Z'::timestamptz else '2027-01-18T09:00:00Z' end`.execute(
      town.db,
    );
    await sql`delete from notification`.execute(town.db);
    await town.clock('2027-01-15T00:00:00.000Z');
    await queueDigests(town.db, { clock: town.rehearsalId ?? '', timeZone: 'Asia/Seoul', date: '2027-01-15' });
  }
  const day = () => `${town.rehearsalId}/2027-01-15/Asia/Seoul`;
  const superiorKey = (no: string) => `overdue.superior/${day()}/${town.id(no)}`;
  const toldKey = (no: string) => `overdue.told/${day()}/${town.id(no)}`;
  const digestKey = (no: string) => `digest/${day()}/${town.id(no)}`;

  test('say what is late, whose it is and what follows, to both', async () => {
    await late();
    const superior = await mailOf(composeKey(superiorKey('M')));
    expect(superior.subject).toBe('[연습] [두레] 챙겨 주세요: 평가 쓰기 4건이 2일 늦음');
    expect(superior.text).toContain('서경우 님 · 평가 쓰기 4건 · 2일 늦음\n');
    expect(superior.text).toContain('하지 않으면: 1/18(월)에 인사팀이 정합니다.');
    const told = await mailOf(composeKey(toldKey('H')));
    expect(told.subject).toBe('[연습] [두레] 늦은 일 4건을 윤태섭 님에게 알렸습니다');
    expect(told.messageId).toMatch(/^<batch\./);
  });

  test('row-32: the digest has a row per kind and day, late ones first, and its subject counts tasks', async () => {
    await late();
    const digest = await mailOf(composeKey(digestKey('H')));
    expect(digest.subject).toBe('[연습] [두레] 할 일 5건, 늦은 일 4건 – 1/15(금)');
    expect(digest.text.split('\n').slice(1, 4)).toEqual([
      '늦음 2일 · 평가 4건 · 1/13(수)까지였음',
      'D-1 · 평가 1건 고치기 · 1/18(월) 18시',
      '[내 할 일 보기] https://dure.example/tasks',
    ]);
    const hr = await mailOf(composeKey(digestKey('X')));
    expect(hr.text).toContain('상급자에게 알린 늦은 일 4건\n');
    expect(hr.subject).toBe('[연습] [두레] 상급자에게 알린 늦은 일 4건 – 1/15(금)');
  });

  test('row-33: a digest of somebody of HR who has no task leads to the pages of HR, and says why they get it', async () => {
    await late();
    const { text } = await mailOf(composeKey(digestKey('X')));
    expect(text).toContain('[평가 목록 열기] https://dure.example/hr\n');
    expect(text).toContain('인사 담당자에게 보냅니다.');
  });

  test('nothing is said any more when all is done', async () => {
    await late();
    await sql`update task set state = 'closed', outcome = 'done'`.execute(town.db);
    const composed = [superiorKey('M'), toldKey('H'), digestKey('H')].map(composeKey);
    expect((await Promise.all(composed)).map((one) => one.then)).toEqual(['drop', 'drop', 'drop']);
  });
});
