import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { finishProcess } from '../../commands/finish-process.ts';
import { scoreEvaluation } from '../../commands/score-evaluation.ts';
import { answer } from '../support/answers.ts';
import { order } from '../support/order.ts';
import { opened, rate, ratingsOpen, session } from '../support/pack-year.ts';
import type { CycleRecord } from '../support/record.ts';
import { appOver, type Client, signInTo } from './support.ts';

// Under us-doi a review is asked only about some levels: that it is open, or that none was asked, says which level it is.

const goals = (level: string) => ({
  goals: ['g1', 'g2'].map((goalId) => ({ goalId, level, actual: '86', text: 'what was done' })),
});

let record: CycleRecord;
let app: FastifyInstance;
let runs: readonly string[];
let keys = 0;
const people = new Map<string, Client>();

beforeAll(async () => {
  ({ record, runs } = await ratingsOpen({ packName: 'us-doi', people: 2 }));
  app = await appOver(record.db, { logged: [] });
  for (const no of ['P1', 'P2', 'V1']) people.set(no, await signInTo(app, record.db, no));
});
afterAll(async () => {
  await app?.close();
  await record?.drop();
});

/** What an employee reads of the own evaluation, but for its id. */
async function own(no: string) {
  const { body } = await client(no).ask('GET', '/my-evaluation');
  const [{ standing, steps } = {}] = body['items'] as { standing?: unknown; steps?: { phase: string; state: string }[] }[];
  return { standing, steps };
}
const client = (no: string): Client => {
  const found = people.get(no);
  if (found === undefined) throw new Error(no);
  return found;
};
/** At what others have looked, as the owner reads it. */
async function looks(no: string) {
  const { body } = await client(no).ask('GET', '/my-evaluation');
  const [{ evaluationId = '' } = {}] = body['items'] as { evaluationId?: string }[];
  const read = await client(no).ask('GET', `/evaluations/${evaluationId}/access`);
  return (read.body['items'] as { what: string }[]).map(({ what }) => what);
}
const stateOf = async (no: string) => (await own(no)).steps?.find(({ phase }) => phase === 'manager-evaluation')?.state;

interface Office {
  readonly other: CycleRecord;
  /** The rating of P1, and of P2, who is of the office. */
  readonly colleague: string;
  readonly run: string;
  readonly signIn: (no: string) => Promise<Client>;
}

/** Another year, in which these people are of an office. */
async function inOffice(role: 'hr' | 'operator', nos: readonly string[], act: (office: Office) => Promise<void>): Promise<void> {
  const { record: other, runs: ratings } = await ratingsOpen({ packName: 'us-doi', people: 2 });
  const served = await appOver(other.db, { logged: [] });
  const [colleague = '', run = ''] = ratings;
  try {
    const office = nos.map((no) => ({ employee_id: other.id(no), role }));
    await other.db.insertInto('role_assignment').values(office).execute();
    await act({ other, colleague, run, signIn: (no) => signInTo(served, other.db, no) });
  } finally {
    await served.close();
    await other.drop();
  }
}

/** A whole phase of one group alone would be that group's own case. */
const moveColleague = (other: CycleRecord) =>
  sql`
  with others as (insert into rating_group (cycle_id, name) values (${other.cycleId}, 'Others') returning id)
  update evaluation set rating_group_id = (select id from others)
   where employee_id = ${other.id('P1')}`.execute(other.db);

test('row-3: whose review is handed to somebody gets no mail of it, as it is asked of some levels only', async () => {
  const { record: other, runs: ratings } = await ratingsOpen({ packName: 'us-doi', people: 1 });
  const [run = ''] = ratings;
  try {
    const substitute = (taskId: string) =>
      order(other, { command: 'reassign', selection: { taskIds: [taskId] }, arguments: { as: 'task', employeeNo: 'C2' } });
    const told = async () => {
      const { rows } = await sql<{ details: object }>`
        select details from notification where mail_kind = 'reassigned.evaluated'`.execute(other.db);
      return rows.map(({ details }) => details);
    };
    await sql`
      insert into employee (employee_no, name, email, unit_id, hired_on)
      select 'C2', 'Chair Two', 'c2@city.example', unit_id, hired_on from employee where employee_no = 'C1'`.execute(other.db);
    const written = await opened(other, run, { kind: 'rating.write' });
    await answer(other, written, { content: goals('exceptional') });
    await substitute((await opened(other, run, { kind: 'rating.review' })).id);
    expect(await told()).toEqual([]);
  } finally {
    await other.drop();
  }
});

test('row-4: an employee cannot tell whether the own rating is reviewed, nor sees when a review ends or is looked at', async () => {
  const [superior = '', exceptional = ''] = runs;
  const before = await own('P2');
  await rate(record, superior, goals('superior'));
  const written = await opened(record, exceptional, { kind: 'rating.write' });
  await answer(record, written, { content: goals('exceptional') });
  const mark = String((await client('P2').ask('GET', '/changes')).body['mark']);
  const review = await opened(record, exceptional, { kind: 'rating.review' });
  expect(await own('P1')).toEqual(await own('P2'));
  expect(await own('P2')).toEqual(before);
  expect(await stateOf('P1')).toBe('now');
  expect((await client('V1').ask('GET', `/tasks/${review.id}`)).status).toBe(200);
  expect(await looks('P2')).toEqual([]);
  await answer(record, review, { content: {} });
  await finishProcess(record.db, { processRunId: exceptional, outcome: 'rated' });
  expect((await client('V1').ask('GET', `/tasks/${review.id}/submission`)).status).toBe(200);
  expect(await looks('P2')).toEqual([]);
  expect((await client('P2').ask('GET', `/changes?since=${mark}`)).body['changed']).toEqual([]);
});

test('row-3: HR sees of its own evaluation no more than whoever is of no office, and others of HR see it', async () => {
  await inOffice('hr', ['P2', 'C1'], async ({ other, run, signIn }) => {
    const { db, cycleId } = other;
    const [own, another] = [await signIn('P2'), await signIn('C1')];
    const board = `/cycles/${cycleId}`;
    const evaluation = await db
      .selectFrom('evaluation')
      .select('id')
      .where('employee_id', '=', other.id('P2'))
      .executeTakeFirstOrThrow();
    const reviews = { command: 'remind', cycleId, selection: { kind: 'rating.review' }, arguments: {} };
    const seenBy = async (officer: Client) => {
      const read = async (path: string) => (await officer.ask('GET', `${board}${path}`)).body;
      const { totals, units, leftOpen } = await read('/board');
      const late = await read('/people?state=with-superior');
      const { person, events, leftOpen: ownLeft } = await read(`/people/${evaluation.id}/timeline`);
      const mails = (await read('/mails?state=queued'))['items'] as { mailKind: string }[];
      const { body: remind } = await officer.ask('POST', '/commands/preview', { body: reviews });
      return {
        ...{ totals, units, leftOpen, person, events, ownLeft, reminded: remind['affected'] },
        superiors: (late['items'] as { employeeNo: string }[]).map(({ employeeNo }) => employeeNo),
        mails: mails.filter(({ mailKind }) => mailKind === 'rating.review'),
      };
    };
    const before = await seenBy(own);
    const written = await opened(other, run, { kind: 'rating.write' });
    expect(await seenBy(own)).toEqual(before);
    await answer(other, written, { content: goals('exceptional') });
    const review = await opened(other, run, { kind: 'rating.review' });
    expect(await seenBy(own)).toEqual(before);
    expect(await seenBy(another)).toMatchObject({
      reminded: 1,
      superiors: ['P2'],
      mails: [{ mailKind: 'rating.review' }],
      person: { task: { kind: 'rating.review' } },
    });
    await answer(other, review, { content: {} });
    await finishProcess(db, { processRunId: run, outcome: 'rated' });
    expect(await seenBy(own)).toEqual(before);
  });
});

test('row-3: no order tells who of HR asks whether their own review is open, and the deadline of it moves with the others', async () => {
  await inOffice('hr', ['P2', 'C1'], async ({ other, run, signIn }) => {
    const { db, cycleId } = other;
    const own = await signIn('P2');
    await moveColleague(other);
    const phase = 'manager-evaluation';
    const group = await db.selectFrom('rating_group').select('id').orderBy('id').executeTakeFirstOrThrow();
    const selections = [{ phase }, { phase, kind: 'rating.review' }, { groupIds: [group.id], kind: 'rating.review' }];
    const orders = [
      { command: 'extend-tasks', arguments: { workingDays: 1 } },
      { command: 'decide-silence', arguments: {} },
      { command: 'reassign', arguments: { as: 'task', employeeNo: 'C1' } },
      { command: 'rewind', arguments: { toKind: 'rating.write', toRound: 1 } },
    ].flatMap((command) => selections.map((selection) => ({ ...command, cycleId, selection })));
    const told = async () => Promise.all(orders.map(async (body) => (await own.ask('POST', '/commands/preview', { body })).body));
    const written = await opened(other, run, { kind: 'rating.write' });
    await answer(other, written, { content: goals('exceptional') });
    const before = await told();
    const review = await opened(other, run, { kind: 'rating.review' });
    expect(await told()).toEqual(before);
    await sql`update task set due_at = cycle_now(${cycleId}) - interval '1 hour' where id = ${review.id}`.execute(db);
    expect(await told()).toEqual(before);
  });
});

test('row-3: neither a pause, nor the outcome of anybody’s order, tells who of HR reads it whether their own review is open', async () => {
  await inOffice('hr', ['P2', 'C1', 'V1'], async ({ other, colleague, run, signIn }) => {
    const { db, cycleId } = other;
    const [own, asks, approves] = [await signIn('P2'), await signIn('C1'), await signIn('V1')];
    await moveColleague(other);
    const selection = { phase: 'manager-evaluation' };
    await opened(other, colleague, { kind: 'rating.write' });
    const previews = async () =>
      Promise.all(
        [
          { command: 'pause', selection },
          { command: 'resume', selection },
          { command: 'retry-failed', selection },
          { command: 'retry-failed', selection: {} },
        ].map(async (body) => (await own.ask('POST', '/commands/preview', { body: { ...body, cycleId, arguments: {} } })).body),
      );
    /** The outcome of an order that two others give, as who is concerned reads it and as who asked does. */
    const outcomes = async (command: string, given: object) => {
      const key = { reason: 'because', idempotencyKey: `${command}-${String((keys += 1))}` };
      const { body } = await asks.ask('POST', '/commands', { body: { command, cycleId, selection, arguments: given, ...key } });
      expect(body).toMatchObject({ state: 'waits-for-approval' });
      expect(await approves.ask('POST', `/commands/${String(body['id'])}/approve`)).toMatchObject({
        body: { state: 'executed' },
      });
      const readBy = async (reader: Client) => {
        const { items } = (await reader.ask('GET', `/commands?cycleId=${cycleId}&limit=1`)).body as {
          items: [{ outcome: unknown }];
        };
        return items[0].outcome;
      };
      return { own: await readBy(own), others: await readBy(asks) };
    };
    const written = await opened(other, run, { kind: 'rating.write' });
    await answer(other, written, { content: goals('exceptional') });
    const before = await previews();
    const without = await outcomes('extend-tasks', { workingDays: 1 });
    const review = await opened(other, run, { kind: 'rating.review' });
    expect(await previews()).toEqual(before);
    const reviewed = await outcomes('extend-tasks', { workingDays: 2 });
    expect(reviewed.own).toEqual(without.own);
    expect(reviewed.others).toMatchObject({ tasks: Number((without.others as { tasks: number }).tasks) + 1 });
    const paused = await outcomes('pause', {});
    const resumed = await outcomes('resume', {});
    await answer(other, review, { content: {} });
    await db.updateTable('process_run').set({ state: 'failed', why_failed: 'unexpected' }).where('id', '=', run).execute();
    expect(await previews()).toEqual(before);
    await db.updateTable('process_run').set({ state: 'open', why_failed: null }).where('id', '=', run).execute();
    await finishProcess(db, { processRunId: run, outcome: 'rated' });
    expect(await previews()).toEqual(before);
    const [pausedDone, resumedDone] = [await outcomes('pause', {}), await outcomes('resume', {})];
    expect([pausedDone.own, resumedDone.own]).toEqual([paused.own, resumed.own]);
  });
});

test('row-3: an operator sees of its own evaluation nothing that tells whether it is reviewed, and others of the office see it', async () => {
  await inOffice('operator', ['P2', 'C1'], async ({ other, run, signIn }) => {
    const { db } = other;
    const [own, another] = [await signIn('P2'), await signIn('C1')];
    const seenBy = async (operator: Client) => {
      const { body } = await operator.ask('GET', '/operations');
      const { outbox: _, mails, sentence, ...rest } = body as Record<'outbox' | 'mails' | 'sentence', object>;
      const [process, retried] = [
        (await operator.ask('GET', `/operations/runs/${run}`)).body,
        (await operator.ask('POST', '/operations/retry', { body: { runId: run } })).body,
      ];
      const timeless = { mails: { ...mails, oldestSeconds: 0 }, sentence: { ...sentence, oldestSignalSeconds: 0 } };
      return { ...rest, ...timeless, process: { ...process, requestId: '' }, retried: { ...retried, requestId: '' } };
    };
    const before = await seenBy(own);
    expect(before).toMatchObject({ process: { code: 'not-found' }, retried: { code: 'not-found' } });
    const written = await opened(other, run, { kind: 'rating.write' });
    expect(await seenBy(own)).toEqual(before);
    await answer(other, written, { content: goals('exceptional') });
    const review = await opened(other, run, { kind: 'rating.review' });
    expect(await seenBy(own)).toEqual(before);
    expect(await seenBy(another)).toMatchObject({
      waiting: expect.arrayContaining([expect.objectContaining({ kind: 'rating.review', count: 1 })]) as unknown,
      heldUp: expect.arrayContaining([expect.objectContaining({ kind: 'rating.review', count: 1 })]) as unknown,
      process: { state: 'open', tasks: [{ kind: 'rating.write' }, { kind: 'rating.review' }] },
      retried: { did: 'poked' },
    });
    await db.updateTable('process_run').set({ state: 'failed', why_failed: 'unexpected' }).where('id', '=', run).execute();
    expect(await seenBy(own)).toEqual(before);
    await db.updateTable('process_run').set({ state: 'open', why_failed: null }).where('id', '=', run).execute();
    await answer(other, review, { content: {} });
    await finishProcess(db, { processRunId: run, outcome: 'rated' });
    expect(await seenBy(own)).toEqual(before);
  });
});

test('row-4: once the results are out, ratings are over for each, and not when the whole group is through', async () => {
  await scoreEvaluation(record.db, { processRunId: runs[1] ?? '' });
  await finishProcess(record.db, { processRunId: await session(record), outcome: 'locked' });
  expect([await stateOf('P1'), await stateOf('P2'), await looks('P2')]).toEqual(['now', 'now', []]);
  await sql`update cycle set published_at = cycle_now(id)`.execute(record.db);
  expect([await stateOf('P1'), await stateOf('P2')]).toEqual(['done', 'done']);
  expect(await looks('P2')).toEqual(['submission.rating.review', 'task.rating.review']);
});
