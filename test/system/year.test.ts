import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCity } from '../../cli/demo/city.ts';
import { MailboxClient } from '../../cli/demo/mailbox-client.ts';
import type { YearResult } from '../../cli/demo/run.ts';
import { CHECKS, type Invariant, judged } from '../../cli/invariants.ts';
import { findLeaks, secretSearch } from '../../cli/invariants/leaks.ts';
import { readSecrets } from '../../cli/invariants/secrets.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { type Ids, Onlooker, type Seen, keepLooking, secretsIn } from '../support/onlookers.ts';
import { type SmallStack, startSmallStack } from '../support/stack.ts';
import { waitFor } from '../support/wait-for.ts';
import { liveQuietYear } from '../support/year.ts';
import { tellsItsYear } from './told-year.ts';

const YEAR_MS = 600_000;
const GRADES = ['수', '우', '양', '가'];
/** E28 is not evaluated this year; E21 sits beside the owner; E06 rates the owner and is not of the committee; E15 operates. */
const ONLOOKERS = { outsider: 'E28', colleague: 'E21', rater: 'E06', operator: 'E15' } as const;
const OWNER = 'E22';
const ENGLISH = ['ryu.jeongmin@solnae.example', 'chae.daon@solnae.example', 'do.harin@solnae.example'];

const city = readCity(1);
let shown = '';
let stack: SmallStack;
let client: Client;
let year: YearResult;
let ownEvaluation: string;
/** By the database's clock, which is this host's. */
let publishedAt: number;
const early: { readonly seen: Seen; readonly secrets: readonly string[] }[] = [];
const owners: Seen[] = [];
let looks = 0;
let looksAtTheLock = 0;

beforeAll(async () => {
  stack = await startSmallStack();
  client = new Client({ connection: await Connection.connect({ address: stack.at.temporal ?? '' }) });
  let isOver = false;
  const screen = { write: (text: string) => (shown += text) };
  const living = liveQuietYear(stack, { city, screen }).finally(() => (isOver = true));
  living.catch(() => undefined);
  // Before there is a rating there is nothing that anybody could see too early.
  await Promise.race([living, waitFor('the first rating', isRated, YEAR_MS)]);
  const see = (seen: Seen) => {
    looks += 1;
    if (seen.body !== undefined && seen.who !== 'owner') early.push({ seen, secrets: secretsIn(seen.body, GRADES) });
    if (seen.who === 'owner') owners.push(seen);
  };
  const onlookers = await Promise.all(
    Object.entries(ONLOOKERS).map(async ([who, no]) => new Onlooker(stack, { who, email: await emailOf(no) }, see)),
  );
  const owner = new Onlooker(stack, { who: 'owner', email: await emailOf(OWNER) }, see);
  ownEvaluation = await evaluationOf(OWNER);
  const looking = [...onlookers.map((one) => keepLooking(one, ids, () => isOver)), watchOwn(owner, () => isOver)];
  await Promise.race([living, whileAllIsLocked(onlookers)]);
  [year] = await Promise.all([living, ...looking]);
  const { rows } = await sql<{ at: string }>`select at from audit_event where what = 'cycle.published'`.execute(stack.db);
  publishedAt = Date.parse(rows[0]?.at ?? '');
}, YEAR_MS);
afterAll(async () => {
  await client?.connection.close();
  await stack?.drop();
});

async function isRated(): Promise<boolean> {
  return (await stack.db.selectFrom('task').select('id').where('kind', '=', 'rating.write').execute()).length > 0;
}

async function emailOf(employeeNo: string): Promise<string> {
  return (await stack.db.selectFrom('employee').select('email').where('employee_no', '=', employeeNo).executeTakeFirstOrThrow())
    .email;
}

async function evaluationOf(employeeNo: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select e.id from evaluation e join employee p on p.id = e.employee_id where p.employee_no = ${employeeNo}`.execute(stack.db);
  return rows[0]?.id ?? '';
}

async function ids(): Promise<Ids> {
  const { rows } = await sql<{ [K in keyof Ids]: string[] }>`
    select array(select id::text from evaluation order by id) evaluations,
           array(select id::text
                   from process_run
                  where phase in ('calibration', 'manager-evaluation', 'result-notice')
                  order by id) runs,
           array(select id::text
                   from task
                  where kind in ('rating.write', 'rating.review', 'calibration.meeting', 'calibration.lock',
                                 'result.acknowledge')
                  order by id) tasks`.execute(stack.db);
  return rows[0] ?? { evaluations: [], runs: [], tasks: [] };
}

/** Every grade is decided and nothing is published: the clock is held until each has looked at everything. */
async function whileAllIsLocked(onlookers: readonly Onlooker[]): Promise<void> {
  await waitFor('every calibration to be locked', areLocked, YEAR_MS);
  await stack.db.transaction().execute(async (trx) => {
    await sql`select from rehearsal for update`.execute(trx);
    const { published_at } = await trx.selectFrom('cycle').select('published_at').executeTakeFirstOrThrow();
    expect(published_at).toBeNull();
    const before = looks;
    const all = await ids();
    await Promise.all(onlookers.map((one) => one.lookAtAll(all)));
    looksAtTheLock = looks - before;
  });
}

async function areLocked(): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`select count(*)::int n from calibration_session where locked_at is not null`.execute(
    stack.db,
  );
  return rows[0]?.n === 5;
}

async function watchOwn(owner: Onlooker, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await owner.lookAtResult(ownEvaluation);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

tellsItsYear({ city, result: () => year, shown: () => shown });

test('the year ends with every invariant held', () => {
  expect(year.invariants.filter(({ ok }) => !ok)).toEqual([]);
  expect(year.ok).toBe(true);
  expect(year.results.published).toBe(44);
});

test('row-30: whose list says English reads every mail in English, and nobody else does', async () => {
  const mails = await new MailboxClient(stack.at.mailbox ?? '').read();
  const languages = (own: boolean) =>
    new Set(mails.filter(({ to }) => ENGLISH.includes(to[0] ?? '') === own).map(({ headers }) => headers['content-language']));
  expect([...languages(true)]).toEqual(['en']);
  expect([...languages(false)]).toEqual(['ko']);
  const [subject] = mails.filter(({ to }) => to[0] === ENGLISH[0]).map((mail) => mail.subject);
  expect(subject).toMatch(/^\[Rehearsal\] \[Dure\] /u);
});

test('nobody sees a score, a grade or a place before the instant', () => {
  const before = early.filter(({ seen }) => seen.answeredAt < publishedAt);
  expect(looksAtTheLock).toBeGreaterThan(1000);
  expect(new Set(before.map(({ seen }) => seen.who)).size).toBe(4);
  expect(before.filter(({ secrets }) => secrets.length > 0).map(({ seen, secrets }) => [seen.who, seen.route, secrets])).toEqual(
    [],
  );
  expect(before.filter(({ seen }) => seen.route.startsWith('getResult'))).toEqual([]);
});

test('the rater sees the results of those rated afterwards, an outsider, a colleague and an operator never', () => {
  const results = early.filter(({ seen }) => seen.route.startsWith('getResult') && !(seen.body as { mine: boolean }).mine);
  expect([...new Set(results.map(({ seen }) => seen.who))].filter((who) => who !== 'rater')).toEqual([]);
});

test('the owner reads the result right after the instant, and not before', () => {
  expect(owners.filter(({ status, answeredAt }) => status === 200 && answeredAt < publishedAt)).toEqual([]);
  expect(owners.filter(({ status, askedAt }) => status !== 200 && askedAt > publishedAt + 1_000)).toEqual([]);
  const first = owners.find(({ status }) => status === 200);
  expect(first?.body).toMatchObject({ evaluationId: ownEvaluation, mine: true, grade: expect.any(String) as string });
});

test('nothing of the record stands in what Temporal keeps, and a planted name is found', async () => {
  const report = await findLeaks({ db: stack.db, client });
  expect(report).toMatchObject({ leaks: [] });
  expect(report.histories).toBeGreaterThan(200);
  expect(report.secrets).toBeGreaterThan(500);
  const { name } = await stack.db
    .selectFrom('employee')
    .select('name')
    .where('employee_no', '=', OWNER)
    .executeTakeFirstOrThrow();
  await client.workflow.start('planted', { workflowId: 'planted', taskQueue: 'nobody', staticSummary: `${name}님의 목표` });
  const found = await waitFor('the planted name', async () => (await findLeaks({ db: stack.db, client })).leaks[0]);
  expect(found).toMatchObject({ sort: 'name', workflowId: 'planted' });
  await client.workflow.getHandle('planted').terminate();
});

test('the logs of worker and API hold nothing of the record', async () => {
  const search = secretSearch(await readSecrets(stack.db));
  for (const part of ['worker', 'api']) {
    const lines = readFileSync(join(stack.logDir, `${part}.log`), 'utf8').split('\n');
    expect(lines.filter((line) => search(line).length > 0)).toEqual([]);
  }
});

test('the audit trail holds nothing of the record but ids, codes, counts and hashes', async () => {
  const search = secretSearch(await readSecrets(stack.db));
  const { rows } = await sql<{ line: string }>`select what || ' ' || details line from audit_event`.execute(stack.db);
  expect(rows.length).toBeGreaterThan(1000);
  expect(rows.map(({ line }) => line).filter((line) => search(line).length > 0)).toEqual([]);
});

test('operators find processes by cycle, unit, phase and kind', async () => {
  const { rows } = await sql<{ unit: string; ids: string[] }>`
    select coalesce(u.code, u.id::text) unit, array_agg(p.workflow_id order by p.workflow_id) ids
      from process_run p join evaluation e on e.id = p.evaluation_id join unit u on u.id = e.unit_id
     where p.phase = 'goal-setting' group by 1 order by count(*) desc limit 1`.execute(stack.db);
  const [unit] = rows;
  const query = `DureCycle = '${year.cycleId}' AND DureUnit = '${unit?.unit}' AND DurePhase = 'goal-setting' AND DureKind = 'goals.agree'`;
  const found = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query })) found.add(workflowId);
  expect([...found].sort()).toEqual(unit?.ids.toSorted());
});

/** What each check must notice; undone afterwards. */
const TAMPERINGS: Readonly<Record<string, string>> = {
  'everybody enrolled has exactly one live run per launched phase or a reason that was true then':
    "update process_run set state = 'void' where phase = 'self-assessment' and id = (select max(id) from process_run where phase = 'self-assessment')",
  'every group with members has exactly one locked calibration':
    'update calibration_session set locked_at = null where process_run_id = (select min(process_run_id) from calibration_session)',
  'every process is over':
    "update process_run set state = 'failed' where id = (select max(id) from process_run where phase <> 'cycle')",
  'every task has exactly one outcome':
    "insert into audit_event (what, subject) select 'task.expired', id from task where outcome = 'done' limit 1",
  'every closing has its submission, audit event and delivered outbox row':
    "delete from outbox where id = (select max(id) from outbox where signal ? 'taskId')",
  'every return, rewind and skip has a reason':
    "update submission set content = content - 'reason' - 'comment' - 'answer' where task_id = (select min(id) from task where outcome = 'returned')",
  'everybody enrolled has a published result': 'update result set void_at = now() where id = (select min(id) from result)',
  'no result was seen before the instant':
    "insert into access_log (at, actor_id, evaluation_id, what) select now() - interval '1 day', employee_id, id, 'result' from evaluation limit 1",
  'results recompute from stored inputs':
    'update result set points = points + 0.01 where id = (select min(id) from result where grade is not null)',
  'every mail went once per person, kind and opening':
    "update notification set message_id = '<another@name>' where id = (select max(id) from notification where state = 'sent' and cycle_id is not null)",
  'mails are within the budget':
    "insert into notification (key, cycle_id, employee_id, mail_kind, state, send_at) select 'more/' || n, cycle_id, employee_id, 'due.changed', 'sent', '2026-05-06T01:00:00Z' from (select cycle_id, employee_id from notification where cycle_id is not null limit 1) one, generate_series(1, 3) n",
  'no message to Temporal was given up':
    "update outbox set dead_why = 'refused-by-temporal' where id = (select max(id) from outbox where cycle_id is not null)",
  'database and Temporal agree': "update process_run set state = 'open' where id = (select max(id) from process_run)",
};

test('the unit counts for a bureau head as the mean of the departments', async () => {
  const { rows } = await sql<{ no: string; unit: string }>`
    select p.employee_no no, step->'inputs'->>'score' unit
      from score s
      join evaluation e on e.id = s.evaluation_id
      join employee p on p.id = e.employee_id,
           jsonb_array_elements(s.steps) step
     where e.cycle_id = ${year.cycles[1]?.cycleId ?? ''} and step->>'label' = 'scoring.composition.part'
       and step->>'formula' like 'unit:%'
     order by 1`.execute(stack.db);
  expect(rows).toEqual([
    { no: 'E02', unit: '92.82' },
    { no: 'E03', unit: '86.80' },
  ]);
});

test('mails of two cycles of a year are within one budget', async () => {
  const check = CHECKS.find((one) => one.name === 'mails are within the budget');
  const other = year.cycles[1]?.cycleId ?? '';
  const undone = new Error('undone');
  await expect(
    stack.db.transaction().execute(async (db) => {
      // Two in one cycle and one in the other: neither alone has too many on that day.
      await sql`
        insert into notification (key, cycle_id, employee_id, mail_kind, state, send_at)
        select 'more/' || n, case n when 3 then ${other}::bigint else ${year.cycleId}::bigint end, one.id,
               'due.changed', 'sent', '2026-05-06T01:00:00Z'
          from (select id from employee where employee_no = 'E28') one, generate_series(1, 3) n`.execute(db);
      for (const cycleId of [year.cycleId, other]) {
        if (check === undefined) throw new Error('no such check');
        expect(await judged(check, { client, db, cycleId })).toMatchObject({ ok: false, details: { count: 1 } });
      }
      throw undone;
    }),
  ).rejects.toBe(undone);
});

test.each(Object.entries(TAMPERINGS))('“%s” is noticed when it is broken', async (name, tampering) => {
  const check = CHECKS.find((one) => one.name === name);
  if (check === undefined) throw new Error(`no check ${name}`);
  // What is tampered with may be of either cycle.
  const ofAll = async (db: Trx) => {
    const answers: Invariant[] = [];
    for (const { cycleId } of year.cycles)
      answers.push(await judged(check, { client, db, cycleId, mailboxUrl: stack.at.mailbox, settlesMs: 0 }));
    return answers;
  };
  const undone = new Error('undone');
  await expect(
    stack.db.transaction().execute(async (db) => {
      await sql`set local session_replication_role = replica`.execute(db);
      for (const { details } of await ofAll(db)) expect(details).toBeUndefined();
      await sql.raw(tampering).execute(db);
      expect(await ofAll(db)).toContainEqual({
        name,
        ok: false,
        details: expect.objectContaining({ count: expect.any(Number) as number }) as object,
      });
      throw undone;
    }),
  ).rejects.toBe(undone);
});
