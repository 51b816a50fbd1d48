import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { queueDigests } from '../../commands/queue-digests.ts';
import { requestDigest } from '../../commands/request-digest.ts';
import { type Town, buildTown } from '../support/town.ts';

let town: Town;
beforeEach(async () => {
  town = await buildTown();
});
afterEach(() => town.drop());

const clock = () => town.rehearsalId ?? 'live';

/** The morning of a day: the clock moves, the digest is made, its mails are told by kind and person. */
async function morning(date: string): Promise<readonly string[]> {
  const known = new Set((await mails()).map((mail) => mail.key));
  await town.clock(`${date}T00:00:00.000Z`);
  await queueDigests(town.db, { clock: clock(), timeZone: 'Asia/Seoul', date });
  return (await mails())
    .filter((mail) => !known.has(mail.key))
    .map((mail) => `${mail.mail_kind} ${mail.employee_no}`)
    .sort();
}

interface MailRow {
  readonly key: string;
  readonly mail_kind: string;
  readonly employee_no: string;
  readonly details: Record<string, unknown>;
}

async function mails(): Promise<readonly MailRow[]> {
  const { rows } = await sql<MailRow>`
    select n.key, n.mail_kind, n.details, e.employee_no from notification n join employee e on e.id = n.employee_id
     where n.mail_kind in ('digest', 'overdue.superior', 'overdue.told') order by n.id`.execute(town.db);
  return rows;
}

async function escalated(): Promise<readonly (string | null)[]> {
  const rows = await town.db.selectFrom('task').select('escalated_at').orderBy('id').execute();
  return rows.map((row) => row.escalated_at);
}

async function taskIds(): Promise<readonly string[]> {
  return (await town.db.selectFrom('task').select('id').orderBy('id').execute()).map(({ id }) => id);
}

async function close(taskId: string): Promise<void> {
  await sql`update task set state = 'closed', outcome = 'done' where id = ${taskId}`.execute(town.db);
}

describe('requestDigest', () => {
  test('asks once a working day, for the workflow of that day', async () => {
    await requestDigest(town.db, { clock: clock(), timeZone: 'Asia/Seoul' });
    await requestDigest(town.db, { clock: clock(), timeZone: 'Asia/Seoul' });
    const rows = await town.db.selectFrom('outbox').select(['workflow_id', 'workflow_type', 'input', 'cycle_id']).execute();
    expect(rows).toEqual([
      {
        workflow_id: `digest/${clock()}/2026-01-19/Asia/Seoul`,
        workflow_type: 'digestWorkflow',
        input: { clock: clock(), timeZone: 'Asia/Seoul', date: '2026-01-19' },
        cycle_id: town.cycleId,
      },
    ]);
    expect(await town.db.selectFrom('digest_day').selectAll().execute()).toMatchObject([
      { day: '2026-01-19', finished_at: null },
    ]);
  });

  test.each([
    ['Saturday', '2026-01-24T00:00:00.000Z'],
    ['a holiday', '2026-02-17T00:00:00.000Z'],
  ])('asks nothing on %s', async (_day, now) => {
    await town.clock(now);
    await requestDigest(town.db, { clock: clock(), timeZone: 'Asia/Seoul' });
    expect(await town.db.selectFrom('outbox').select('id').execute()).toEqual([]);
  });

  test('asks nothing for a clock without a cycle under way', async () => {
    await requestDigest(town.db, { clock: 'live', timeZone: 'Asia/Seoul' });
    expect(await town.db.selectFrom('digest_day').select('day').execute()).toEqual([]);
  });
});

describe('queueDigests', () => {
  test('goes only when something is new: opened, due on the next working day, late, escalated', async () => {
    await town.launch('goal-setting');
    await town.open('S1', 'goal-setting', { kind: 'goals.draft' }); // due Fri 6 Feb, told to the rater one working day later
    expect(await morning('2026-01-20')).toEqual([]);
    await town.open('S2', 'goal-setting', { kind: 'goals.agree' }); // due Fri 13 Feb
    expect(await morning('2026-01-21')).toEqual([]);
    await town.open('S3', 'goal-setting', { kind: 'goals.agree' });
    expect(await morning('2026-01-22')).toEqual(['digest H']);
    expect(await morning('2026-01-23')).toEqual([]);
    expect(await morning('2026-02-05')).toEqual(['digest S1']);
    expect(await morning('2026-02-06')).toEqual([]);
    expect(await morning('2026-02-09')).toEqual(['digest X', 'overdue.superior H', 'overdue.told S1']);
    expect(await morning('2026-02-10')).toEqual([]);
  });

  test('row-32: what a mail of its own told is no news: opened, late, or due tomorrow', async () => {
    await town.launch('goal-setting');
    const id = await town.open('S1', 'goal-setting', { kind: 'goals.draft' }); // its mail goes on Mon 19 Jan, 09:10
    await sql`update task set due_at = '2026-01-21T09:00:00Z' where id = ${id}`.execute(town.db);
    expect(await morning('2026-01-20')).toEqual([]);
    expect(await morning('2026-01-21')).toEqual([]);
    expect(await morning('2026-01-22')).toEqual(['digest X', 'overdue.superior H', 'overdue.told S1']);
    expect(await morning('2026-01-23')).toEqual([]);
    expect(await morning('2026-01-26')).toEqual(['digest X']); // the day on which HR decides
  });

  test('row-32: what is due tomorrow is told although it had a mail of its own days before', async () => {
    await town.launch('goal-setting');
    const id = await town.open('S1', 'goal-setting', { kind: 'goals.draft' });
    await sql`update task set due_at = '2026-01-22T09:00:00Z' where id = ${id}`.execute(town.db);
    expect(await morning('2026-01-20')).toEqual([]);
    expect(await morning('2026-01-21')).toEqual(['digest S1']);
  });

  test('a Monday deadline is told on Friday', async () => {
    await town.launch('goal-setting');
    const id = await town.open('S1', 'goal-setting', { kind: 'goals.draft' });
    await sql`update task set due_at = '2026-02-09T09:00:00Z' where id = ${id}`.execute(town.db);
    await morning('2026-01-20');
    expect(await morning('2026-02-05')).toEqual([]);
    expect(await morning('2026-02-06')).toEqual(['digest S1']);
  });

  test('again on the same day changes nothing, and the day is finished', async () => {
    await town.launch('goal-setting');
    await town.open('S1', 'goal-setting', { kind: 'goals.draft' });
    await sql`delete from notification`.execute(town.db);
    await requestDigest(town.db, { clock: clock(), timeZone: 'Asia/Seoul' });
    expect(await morning('2026-01-19')).toEqual(['digest S1']);
    expect(await morning('2026-01-19')).toEqual([]);
    const [day] = await town.db.selectFrom('digest_day').selectAll().execute();
    expect(day?.finished_at).not.toBeNull();
    expect((await mails())[0]?.key).toBe(`digest/${clock()}/2026-01-19/Asia/Seoul/${town.id('S1')}`);
  });

  test('nobody on leave gets one, and a paused task is not told', async () => {
    await town.launch('goal-setting');
    await town.open('S1', 'goal-setting', { kind: 'goals.draft' });
    await town.open('S2', 'goal-setting', { kind: 'goals.draft' });
    await town.db
      .insertInto('absence')
      .values({ employee_id: town.id('S1'), from_on: '2026-01-01', to_on: '2026-03-31' })
      .execute();
    await sql`update process_run set paused_at = now() where id = ${await town.run('S2', 'goal-setting')}`.execute(town.db);
    await sql`delete from notification`.execute(town.db);
    expect(await morning('2026-01-20')).toEqual([]);
  });

  test("another clock's people hear nothing", async () => {
    await town.launch('goal-setting');
    await town.open('S1', 'goal-setting', { kind: 'goals.draft' });
    await queueDigests(town.db, { clock: 'live', timeZone: 'Asia/Seoul', date: '2026-01-20' });
    expect(await mails()).toEqual([]);
  });
});

describe('escalation', () => {
  async function rate(...people: readonly string[]): Promise<readonly string[]> {
    await town.clock('2027-01-04T00:00:00.000Z');
    await town.launch('manager-evaluation');
    const tasks: string[] = [];
    for (const no of people) tasks.push(await town.open(no, 'manager-evaluation', { kind: 'rating.write' }));
    return tasks; // due Wed 13 Jan: the reviewer on Thu 14, HR on Mon 18
  }

  test('tells the reviewer and the late rater once, each in one mail', async () => {
    await rate('S1', 'S2', 'S3', 'S4');
    await morning('2027-01-13');
    expect(await escalated()).toEqual([null, null, null, null]);
    const told = await morning('2027-01-14');
    expect(told).toEqual(['digest X', 'overdue.superior M', 'overdue.told H']);
    expect(new Set(await escalated())).toEqual(new Set(['2027-01-14T00:00:00.000Z']));
    const superior = (await mails()).find((mail) => mail.mail_kind === 'overdue.superior');
    expect(superior?.key).toBe(`overdue.superior/${clock()}/2027-01-14/Asia/Seoul/${town.id('M')}`);
    expect(superior?.details).toEqual({ taskIds: await taskIds() });
    expect(await morning('2027-01-15')).toEqual([]);
    const audited = await town.db.selectFrom('audit_event').select('details').where('what', '=', 'task.escalated').execute();
    expect(audited).toHaveLength(4);
  });

  test('stands in the digest of HR on the day that HR decides', async () => {
    await rate('S1', 'S2');
    await morning('2027-01-14');
    expect(await morning('2027-01-15')).toEqual([]);
    expect(await morning('2027-01-18')).toEqual(['digest X']);
    expect((await mails()).at(-1)?.details).toEqual({ forHr: 2, told: 0 });
  });

  test('row-26: goes to HR where the superior has left, who hears nothing any more', async () => {
    await town.launch('goal-setting');
    await town.open('S1', 'goal-setting', { kind: 'goals.draft' });
    await town.leaves('H', '2026-02-01');
    expect(await morning('2026-02-09')).toEqual(['digest X', 'overdue.superior X', 'overdue.told S1']);
  });

  test('row-26: tells HR once with how many of those who left something lies, and again when there is another one', async () => {
    await town.launch('goal-setting');
    await town.leaves('H', '2026-02-01');
    expect(await morning('2026-02-02')).toEqual(['digest X']);
    expect((await mails()).at(-1)?.details).toEqual({ forHr: 0, told: 0, left: [town.id('H')] });
    await sql`update notification set state = 'sent'`.execute(town.db);
    expect(await morning('2026-02-03')).toEqual([]);
    await town.leaves('M', '2026-02-03');
    await town.leaves('S1', '2026-06-30');
    expect(await morning('2026-02-04')).toEqual(['digest X']);
    expect((await mails()).at(-1)?.details['left']).toEqual([town.id('H'), town.id('M')]);
  });

  test('row-27: tells who approves for HR of those who left, too, and of nothing that HR alone decides', async () => {
    await town.db
      .insertInto('role_assignment')
      .values({ employee_id: town.id('Y'), role: 'hr-approver' })
      .execute();
    await rate('S1', 'S2');
    await morning('2027-01-14');
    expect(await morning('2027-01-18')).toEqual(['digest X']);
    await town.leaves('H', '2027-01-19');
    expect(await morning('2027-01-19')).toEqual(['digest X', 'digest Y']);
    const told = (await mails()).filter(({ employee_no }) => employee_no === 'Y').map(({ details }) => details);
    expect(told).toEqual([{ forHr: 0, told: 0, left: [town.id('H')] }]);
  });

  test('row-26: of who has left tells HR alone, in the digest, and nobody that they are late', async () => {
    await rate('S1', 'S2');
    await town.leaves('H', '2027-01-13');
    expect(await morning('2027-01-14')).toEqual(['digest X']);
    expect((await mails()).at(-1)?.details).toMatchObject({ forHr: 2 });
  });

  test('a closed one is not escalated', async () => {
    const [first = ''] = await rate('S1', 'S2');
    await close(first);
    await morning('2027-01-14');
    expect(await escalated()).toEqual([null, '2027-01-14T00:00:00.000Z']);
  });

  test('where nobody is above, HR is told on the first day', async () => {
    await rate('H');
    expect(await morning('2027-01-14')).toEqual(['overdue.superior X', 'overdue.told M']);
    expect(await morning('2027-01-18')).toEqual([]);
  });

  test('row-32: a superior gets one mail a day about all who are late, whatever they are late with', async () => {
    await town.launch('goal-setting');
    for (const no of ['S1', 'S2', 'S3']) await town.open(no, 'goal-setting', { kind: 'goals.draft' }); // due Fri 6 Feb
    await sql`update task set due_at = '2026-02-05T09:00:00Z' where assignee_id = ${town.id('S1')}`.execute(town.db);
    const late = (told: readonly string[]) => told.filter((mail) => mail.startsWith('overdue'));
    expect(late(await morning('2026-02-06'))).toEqual(['overdue.superior H', 'overdue.told S1']);
    await sql`update notification set state = 'sent'`.execute(town.db);
    const others = await taskIds();
    expect(late(await morning('2026-02-09'))).toEqual(['overdue.superior H', 'overdue.told S2', 'overdue.told S3']);
    expect((await mails()).filter(({ mail_kind }) => mail_kind === 'overdue.superior').at(-1)?.details).toEqual({
      taskIds: others,
    });
  });

  test('a late review goes to HR directly', async () => {
    await town.clock('2027-01-04T00:00:00.000Z');
    await town.launch('manager-evaluation');
    await town.open('S1', 'manager-evaluation', { kind: 'rating.review' }); // due Mon 18 Jan
    expect(await morning('2027-01-19')).toEqual(['digest M', 'digest X']);
    expect(await escalated()).toEqual(['2027-01-19T00:00:00.000Z']);
  });

  test('row-3: nobody of HR is told of what is late in their own case, by whichever account', async () => {
    const office = (no: string) =>
      town.db
        .insertInto('role_assignment')
        .values({ employee_id: town.id(no), role: 'hr' })
        .execute();
    for (const no of ['H', 'S1', 'S2']) await office(no);
    await sql`
      update employee set email = (select email from employee where employee_no = 'S1') where employee_no = 'S2'`.execute(
      town.db,
    );
    await rate('H');
    const ratings = await morning('2027-01-14');
    expect(ratings).toEqual(['overdue.superior S1', 'overdue.superior S2', 'overdue.superior X', 'overdue.told M']);
    await town.open('S1', 'manager-evaluation', { kind: 'rating.review' });
    expect(await morning('2027-01-19')).toEqual(['digest H', 'digest M', 'digest X']);
  });

  test("a late self-assessment is nobody's business", async () => {
    await town.clock('2026-12-07T00:00:00.000Z');
    await town.launch('self-assessment');
    await town.open('S1', 'self-assessment', { kind: 'self-assessment.write' });
    await morning('2026-12-31');
    expect(await morning('2027-01-08')).toEqual([]);
    expect(await escalated()).toEqual([null]);
  });
});
