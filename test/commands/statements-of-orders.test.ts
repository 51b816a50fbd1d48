import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importPeople } from '../../commands/import-people.ts';
import { lookAtRequest } from '../../commands/look-at-request.ts';
import { openTask } from '../../commands/open-task.ts';
import { previewCommand, type RequestCommand, requestCommand } from '../../commands/run-request.ts';
import { lockRequest } from '../../db/command-requests.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { statementsOf } from '../support/statements.ts';
import { asHr1, csvOf, evaluationOf, launchedCity, opened, order, PEOPLE, smallCity, type SmallCity } from './small-city.ts';

let city: SmallCity;
beforeEach(async () => {
  city = await launchedCity();
});
afterEach(() => city.drop());

const FEW = ['S1'];
const MORE = ['S2', 'S3', 'S4'];
type Wish = Pick<RequestCommand, 'command' | 'arguments'>;

/** What is asked of the database when somebody orders it for these people. */
async function asked(people: readonly string[], wish: Wish) {
  const evaluationIds = await Promise.all(people.map((employeeNo) => evaluationOf(city, employeeNo)));
  return statementsOf(() => order(city, { ...wish, selection: { phase: 'goal-setting', evaluationIds } }));
}

test('row-17: to reassign many is as many statements as to reassign one', async () => {
  for (const employeeNo of [...FEW, ...MORE]) await opened(city, employeeNo, { kind: 'goals.agree' });
  const wish: Wish = { command: 'reassign', arguments: { as: 'rater', employeeNo: 'H2' } };
  const one = await asked(FEW, wish);
  expect(await asked(MORE, wish)).toHaveLength(one.length);
});

test('row-17: so it is to rewind them', async () => {
  for (const employeeNo of [...FEW, ...MORE]) await opened(city, employeeNo, { kind: 'goals.draft' });
  const wish: Wish = { command: 'rewind', arguments: { toKind: 'goals.draft', toRound: 1 } };
  const one = await asked(FEW, wish);
  expect(await asked(MORE, wish)).toHaveLength(one.length);
});

test('row-17: to follow the list is as many statements for many new raters and reviewers as for one of each', async () => {
  for (const employeeNo of [...FEW, ...MORE]) await opened(city, employeeNo, { kind: 'goals.agree' });
  const above: Readonly<Record<string, string>> = { S1: 'H2,H1', S2: 'H2,H1', S3: 'S5,H2', S4: 'S6,S7' };
  const rows = PEOPLE.map((row) => row.replace(',H1,M1,', `,${above[row.split(',')[0] ?? ''] ?? 'H1,M1'},`));
  await importPeople(city.db, { file: csvOf(...rows) });
  const wish: Wish = { command: 'follow-list', arguments: {} };
  const one = await asked(FEW, wish);
  expect(await asked(MORE, wish)).toHaveLength(one.length);
});

test('row-17: what follows the list is told in one set of mails, at the end, and each person once', async () => {
  const people = [...FEW, ...MORE];
  for (const employeeNo of people) await opened(city, employeeNo, { kind: 'goals.agree' });
  const rows = PEOPLE.map((row) => (people.some((no) => row.startsWith(`${no},`)) ? row.replace(',H1,M1,', ',H2,H1,') : row));
  await importPeople(city.db, { file: csvOf(...rows) });
  const statements = await asked(people, { command: 'follow-list', arguments: {} });
  expect(statements.filter(({ text }) => text.includes('insert into notification'))).toHaveLength(1);
  const mails = await city.db
    .selectFrom('notification')
    .select(['employee_id', 'mail_kind'])
    .where('mail_kind', 'like', 'reassigned.%')
    .execute();
  const told = mails.map(({ employee_id, mail_kind }) => `${employee_id} ${mail_kind}`);
  expect(new Set(told).size).toBe(told.length);
  for (const no of ['M1', 'H1', ...people]) expect(mails.map(({ employee_id }) => employee_id)).toContain(city.ids[no]);
});

test('row-17: who decides for many silent chairs is as many statements as for one', async () => {
  const { db, cycleId, ids } = city;
  const { rows: sessions } = await sql<{ id: string; group: string }>`
    insert into process_run (cycle_id, rating_group_id, phase, workflow_type, launched_at)
    select w.cycle_id, g.id, w.phase, w.workflow_type, cycle_now(w.cycle_id)
      from phase_window w join rating_group g on g.cycle_id = w.cycle_id
     where w.phase = 'calibration'
    returning id, rating_group_id "group"`.execute(db);
  for (const { id: processRunId } of sessions) {
    await sql`
      insert into calibration_session (process_run_id, rating_group_id, chair_id, meeting_at, inputs, steps, proposed_at)
      select id, rating_group_id, ${ids['HR2']}, launched_at, '{}', '[]', launched_at
        from process_run where id = ${processRunId}`.execute(db);
    await sql`insert into calibration_seat values (${processRunId}, 1, ${ids['M1']})`.execute(db);
    const { taskId } = await openTask(db, { processRunId, kind: 'calibration.lock', round: 1, seat: 1 });
    await sql`update task set due_at = cycle_now(${cycleId}) - interval '1 hour' where id = ${taskId}`.execute(db);
  }
  const groupIds = sessions.map(({ group }) => group);
  const silence = (some: readonly string[]) =>
    asHr1(city, { command: 'decide-silence', selection: { groupIds: [...some], kind: 'calibration.lock' }, arguments: {} });
  const one = await statementsOf(() => previewCommand(db, silence(groupIds.slice(0, 1))));
  const all = await statementsOf(async () => {
    const { changes } = await previewCommand(db, silence(groupIds));
    expect(changes.filter(({ what }) => what === 'chair')).toMatchObject(
      groupIds.map(() => ({ after: { person: { employeeNo: 'M1' } } })),
    );
  });
  expect(groupIds).toHaveLength(2);
  expect(all).toHaveLength(one.length);
});

test('row-17: the list of people is read once to tell who came later', async () => {
  await importPeople(city.db, { file: csvOf('N1,Name N1,n1@city.example,Tax,7,Job,H1,M1,Staff,2020-01-01') });
  const asked = await statementsOf(() => previewCommand(city.db, asHr1(city, { command: 'launch-missing', arguments: {} })));
  expect(asked.filter(({ text }) => /"raterId",\s+reviewer_id "reviewerId", why from/.test(text))).toHaveLength(1);
});

test('row-17: who looks at an order keeps nobody from deciding about it, nor waits for who does', async () => {
  await opened(city, 'S1', { kind: 'goals.draft' });
  const selection = { phase: 'goal-setting' };
  const { id } = await requestCommand(
    city.db,
    asHr1(city, { command: 'extend-tasks', selection, arguments: { workingDays: 1 } }),
  );
  const actorId = city.ids['HR2'] ?? '0';
  await inTransaction(city.db, async (trx) => {
    await lockRequest(trx, id);
    expect((await lookAtRequest(city.db, { requestId: id, actorId })).blockedBy).toEqual([]);
  });
});

test('row-17: a look at a launch asks once whom the plan singles out', async () => {
  await city.drop();
  city = await smallCity();
  await sql`update cycle set planned_by = ${city.ids['HR2']}`.execute(city.db);
  const statements = await statementsOf(async () => {
    expect(await previewCommand(city.db, asHr1(city, { command: 'launch-cycle' }))).toMatchObject({ blockedBy: [] });
  });
  expect(statements.filter(({ text }) => text.includes('dropped as materialized'))).toHaveLength(1);
});
