import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importPeople } from '../../commands/import-people.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { previewCommand } from '../../commands/run-request.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { waitFor } from '../support/wait-for.ts';
import { asHr1, csvOf, evaluationOf, launchedCity, opened, order, PEOPLE, type SmallCity } from './small-city.ts';

let city: SmallCity;
beforeEach(async () => {
  city = await launchedCity();
});
afterEach(() => city.drop());

/** The list in which somebody of Tax has come below the head of Roads, who is reviewed by H1 from now on. */
const movedList = (...moved: readonly string[]) => listWith(',H2,H1,', moved);
/** Reviewed as before. */
const listBelowH2 = (...moved: readonly string[]) => listWith(',H2,M1,', moved);
const listWith = (above: string, moved: readonly string[]) =>
  csvOf(...PEOPLE.map((row) => (moved.some((no) => row.startsWith(`${no},`)) ? row.replace(',H1,M1,', above) : row)));
const above = async (employeeNo: string) => {
  const { rater_id, reviewer_id } = await city.db
    .selectFrom('evaluation')
    .select(['rater_id', 'reviewer_id'])
    .where('id', '=', await evaluationOf(city, employeeNo))
    .executeTakeFirstOrThrow();
  return Object.entries(city.ids)
    .filter(([, id]) => id === rater_id || id === reviewer_id)
    .map(([no]) => no)
    .sort();
};

test('row-34: an import whose list has other raters says which running evaluations keep theirs, before and after', async () => {
  const moved = {
    cycleId: city.cycleId,
    name: '2026',
    evaluationIds: [await evaluationOf(city, 'S1'), await evaluationOf(city, 'S2')],
  };
  const file = movedList('S1', 'S2');
  expect((await importPeople(city.db, { file, dryRun: true })).running).toEqual([moved]);
  expect((await importPeople(city.db, { file })).running).toEqual([moved]);
  expect((await importPeople(city.db, { file })).running).toEqual([]);
  expect(await above('S1')).toEqual(['H1', 'M1']);
});

test('row-34: follow-list gives them the rater and the reviewer of the list, with what is open, after a preview', async () => {
  const task = await opened(city, 'S1', { kind: 'goals.agree' });
  expect(task.assignee_id).toBe(city.ids['H1']);
  const { running } = await importPeople(city.db, { file: movedList('S1', 'S2') });
  const selection = { evaluationIds: [...(running[0]?.evaluationIds ?? []), await evaluationOf(city, 'S5')] };
  const request = { command: 'follow-list', selection };
  const preview = await previewCommand(city.db, asHr1(city, request));
  expect(preview).toMatchObject({ affected: 2, blockedBy: [], needsSecondPerson: false, details: { openTasks: 1 } });
  const { outcome } = await order(city, request);
  expect(outcome).toMatchObject({ evaluations: 4, tasks: 1 });
  expect(await above('S1')).toEqual(['H1', 'H2']);
  const { assignee_id } = await city.db
    .selectFrom('task')
    .select('assignee_id')
    .where('id', '=', task.id)
    .executeTakeFirstOrThrow();
  expect(assignee_id).toBe(city.ids['H2']);
  await expect(order(city, request)).rejects.toMatchObject({ code: 'nothing-selected' });
});

const ungranted = sql`
  select pid from pg_locks
   where not granted and relation = 'evaluation'::regclass
     and database = (select oid from pg_database where datname = current_database())`;

/** Another rater in the list than the order looked at, after that look and before anything is written. */
async function orderWhile(raterNo: string): Promise<unknown> {
  const { running } = await importPeople(city.db, { file: movedList('S1') });
  const request = { command: 'follow-list', selection: { evaluationIds: running[0]?.evaluationIds } };
  let ordered: Promise<unknown> | undefined;
  await inTransaction(city.db, async (trx) => {
    await sql`lock table evaluation in share mode`.execute(trx);
    ordered = order(city, request);
    ordered.catch(() => undefined); // told below, when it is awaited
    await waitFor('the order to write', async () => (await ungranted.execute(city.db)).rows.length > 0);
    await sql`update employee set rater_id = ${city.ids[raterNo]} where employee_no = 'S1'`.execute(city.db);
  });
  return ordered;
}

test('row-34: follow-list writes whom it has looked at, whatever becomes of the list at the same moment', async () => {
  await orderWhile('M1');
  expect(await above('S1')).toEqual(['H1', 'H2']);
  const { rows } = await sql<{ to: string }>`
    select details->>'to' "to" from audit_event where what = 'evaluation.reassigned' order by id`.execute(city.db);
  expect(rows.map(({ to }) => to)).toEqual([city.ids['H2'], city.ids['H1']]);
});

test('row-34: follow-list needs a second person once ratings are written, and is nobody’s own case', async () => {
  await launchPhase(city.db, { cycleId: city.cycleId, phase: 'manager-evaluation' });
  const { running } = await importPeople(city.db, { file: movedList('S1') });
  const selection = { evaluationIds: running[0]?.evaluationIds };
  const request = asHr1(city, { command: 'follow-list', selection });
  expect((await previewCommand(city.db, request)).needsSecondPerson).toBe(true);
  expect((await previewCommand(city.db, { ...request, actorId: city.ids['H2'] ?? '' })).blockedBy).toMatchObject([
    { code: 'own-case' },
  ]);
});

test('row-3: follow-list needs a second person where the new rater confirms the goals for once', async () => {
  const task = await opened(city, 'S1', { kind: 'goals.confirm' });
  const { running } = await importPeople(city.db, { file: listBelowH2('S1') });
  const request = asHr1(city, { command: 'follow-list', selection: { evaluationIds: running[0]?.evaluationIds } });
  expect(await previewCommand(city.db, request)).toMatchObject({ needsSecondPerson: false, pleaseLook: [] });
  await sql`update task set assignee_id = ${city.ids['H2']} where id = ${task.id}`.execute(city.db);
  expect(await previewCommand(city.db, request)).toMatchObject({
    needsSecondPerson: true,
    pleaseLook: [{ code: 'rater-reviews', details: { evaluationIds: running[0]?.evaluationIds } }],
  });
});

test('row-1: follow-list names whom it is refused for, and the others may be asked for alone', async () => {
  const { running } = await importPeople(city.db, { file: listBelowH2('S1', 'S2') });
  const asS1 = (evaluationIds: readonly string[] = []) =>
    previewCommand(city.db, {
      ...asHr1(city, { command: 'follow-list', selection: { evaluationIds: [...evaluationIds] } }),
      actorId: city.ids['S1'] ?? '',
    });
  await sql`update evaluation set rating_group_id = null where id <> ${await evaluationOf(city, 'S1')}`.execute(city.db);
  expect(await asS1(running[0]?.evaluationIds)).toMatchObject({
    blockedBy: [{ code: 'own-case' }],
    pleaseLook: [{ code: 'ask-for-the-others', details: { employeeNos: ['S1'] } }],
  });
  expect(await asS1([await evaluationOf(city, 'S2')])).toMatchObject({ affected: 1, blockedBy: [] });
});
