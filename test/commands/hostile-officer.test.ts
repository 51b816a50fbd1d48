import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importPeople } from '../../commands/import-people.ts';
import { lookAtRequest } from '../../commands/look-at-request.ts';
import { openTask } from '../../commands/open-task.ts';
import { previewCommand } from '../../commands/preview-command.ts';
import { approveCommand, requestCommand } from '../../commands/run-request.ts';
import type { CommandName, Selection } from '../../contracts/commands.ts';
import { asHr1, csvOf, evaluationOf, launchedCity, PEOPLE, type SmallCity } from './small-city.ts';

// HR1 asks, is rated by H1 in the group Office, and rates O1 of the staff; O2 is a colleague of the group. HR3 asks too, HR2 approves; nobody rates them.

const person = (no: string, [unit, rater, group]: [string, string, string]) =>
  `${no},Name ${no},${no.toLowerCase()}@city.example,${unit},6,Job,${rater},${rater && 'H2'},${group},2020-01-01`;
const CITY = [
  ...PEOPLE.filter((row) => !row.startsWith('HR1,')),
  person('HR1', ['Tax', 'H1', 'Office']),
  person('HR3', ['Top', '', '']),
  person('O1', ['Tax', 'HR1', 'Staff']),
  person('O2', ['Tax', 'H1', 'Office']),
];

let city: SmallCity;
beforeEach(async () => {
  city = await launchedCity({
    people: CITY,
    committee: { chair: 'M1', members: ['H1', 'H2'] },
    prepare: async ({ db, ids }) => {
      await db
        .insertInto('role_assignment')
        .values({ employee_id: ids['HR3'] ?? '', role: 'hr' })
        .execute();
    },
  });
});
afterEach(() => city.drop());

const ask = (command: CommandName, selection: Selection, by = 'HR1') =>
  requestCommand(city.db, { ...asHr1(city, { command, selection, arguments: {} }), actorId: city.ids[by] ?? '' });
const look = (requestId: string) => lookAtRequest(city.db, { requestId, actorId: city.ids['HR2'] ?? '' });
const approve = (requestId: string) => approveCommand(city.db, { requestId, actorId: city.ids['HR2'] ?? '' });

/** A review of a rating that is late. */
async function lateReview(of: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into process_run (cycle_id, evaluation_id, phase, workflow_type, launched_at)
    select w.cycle_id, ${await evaluationOf(city, of)}, w.phase, w.workflow_type, cycle_now(w.cycle_id)
      from phase_window w
     where w.cycle_id = ${city.cycleId} and w.phase = 'manager-evaluation'
    returning id`.execute(city.db);
  const { taskId } = await openTask(city.db, { processRunId: rows[0]?.id ?? '', kind: 'rating.review', round: 1, seat: 1 });
  await sql`update task set due_at = cycle_now(${city.cycleId}) - interval '1 minute' where id = ${taskId}`.execute(city.db);
  return taskId;
}

const REVIEWS: Selection = { phase: 'manager-evaluation', kind: 'rating.review' };
async function staffReviews(): Promise<Selection> {
  const { id } = await city.db.selectFrom('rating_group').select('id').where('name', '=', 'Staff').executeTakeFirstOrThrow();
  return { groupIds: [id], kind: 'rating.review' };
}

test('row-3: whose review is left out stands before the second person by name', async () => {
  const taskId = await lateReview('O1');
  const { id } = await ask('decide-silence', { taskIds: [taskId] });
  expect((await look(id)).changes).toMatchObject([
    { what: 'silence', who: { employeeNo: 'O1' }, kind: 'rating.review', before: { person: { employeeNo: 'H2' } } },
  ]);
  expect((await approve(id)).state).toBe('executed');
});

test('row-3: a silence that two persons decide about is that of those whom the second one saw', async () => {
  await lateReview('S1');
  const { id } = await ask('decide-silence', await staffReviews());
  await lateReview('O1');
  expect((await look(id)).blockedBy).toMatchObject([{ code: 'preview-changed' }]);
  await expect(approve(id)).rejects.toMatchObject({ code: 'preview-changed' });
});

test('row-1: an order on a whole phase that by now does something to nobody but who asks is not alike for all', async () => {
  await lateReview('HR1');
  const ownCase = { code: 'own-case', details: { concerns: 'evaluation' } };
  await expect(ask('decide-silence', REVIEWS)).rejects.toMatchObject(ownCase);
  const { id, state } = await ask('decide-silence', REVIEWS, 'HR3');
  expect(state).toBe('waits-for-approval');
  expect((await approve(id)).state).toBe('executed');
});

test('row-1: nor is one on colleagues of the group, or on who rates or reviews them, and one that reaches others too is', async () => {
  await lateReview('O2');
  await lateReview('H1');
  await expect(ask('decide-silence', REVIEWS)).rejects.toMatchObject({ code: 'own-case' });
  await lateReview('S1');
  expect((await ask('decide-silence', REVIEWS)).state).toBe('waits-for-approval');
});

test.each(['pause', 'rewind', 'extend-tasks'] as const)('row-1: %s of a whole phase is held to the same', async (command) => {
  await lateReview('HR1');
  const given = { pause: {}, rewind: { toKind: 'rating.review', toRound: 1 }, 'extend-tasks': { workingDays: 1 } }[command];
  const order = asHr1(city, { command, selection: { phase: 'manager-evaluation' }, arguments: given });
  await expect(requestCommand(city.db, order)).rejects.toMatchObject({ code: 'own-case' });
});

const group = async (name: string): Promise<Selection> => {
  const { id } = await city.db.selectFrom('rating_group').select('id').where('name', '=', name).executeTakeFirstOrThrow();
  return { groupIds: [id], phase: 'goal-setting' };
};
const goalsOf = async (...nos: readonly string[]): Promise<Selection> => ({
  evaluationIds: await Promise.all(nos.map((no) => evaluationOf(city, no))),
  phase: 'goal-setting',
});

test('row-3: whoever is paused, or goes on, stands by name before a second person', async () => {
  for (const [command, before, after] of [
    ['pause', 'running', 'paused'],
    ['resume', 'paused', 'running'],
  ] as const) {
    const { id, state } = await ask(command, await goalsOf('S1'));
    expect(state).toBe('waits-for-approval');
    expect((await look(id)).changes).toMatchObject([
      { what: 'pause', who: { employeeNo: 'S1' }, phase: 'goal-setting', before: { state: before }, after: { state: after } },
    ]);
    expect((await approve(id)).outcome).toMatchObject({ runs: 1 });
  }
});

test('row-1: who is left out of a pause of most of a phase is singled out, and neither asks for it nor approves it', async () => {
  const ownCase = { code: 'own-case', details: { concerns: 'evaluation' } };
  await expect(ask('pause', await group('Staff'))).rejects.toMatchObject(ownCase);
  const order = asHr1(city, { command: 'pause', selection: await group('Staff'), arguments: {} });
  const { blockedBy, pleaseLook } = await previewCommand(city.db, order);
  expect([blockedBy, pleaseLook]).toEqual([[ownCase], [{ code: 'choose-whole-phase' }]]);
  expect((await ask('pause', await goalsOf('S1', 'S2'))).state).toBe('waits-for-approval');
  const { id } = await ask('pause', await goalsOf('S3', 'S4', 'S5', 'S6', 'S7', 'S8'), 'HR3');
  expect((await approve(id)).state).toBe('executed');
  await expect(ask('pause', await goalsOf('S1', 'S2'))).rejects.toMatchObject(ownCase);
  const all = await ask('pause', { phase: 'goal-setting' });
  expect((await approve(all.id)).state).toBe('executed');
  await expect(ask('resume', await group('Staff'))).rejects.toMatchObject(ownCase);
  const staff = await ask('resume', await group('Staff'), 'HR3');
  expect((await approve(staff.id)).outcome).toMatchObject({ runs: 9 });
});

test('row-3: where one of them is paused already, the others are paused; one whom nobody saw is not', async () => {
  const both = await ask('pause', await goalsOf('S1', 'S2'));
  await approve((await ask('pause', await goalsOf('S1'))).id);
  expect((await look(both.id)).blockedBy).toEqual([]);
  expect((await approve(both.id)).outcome).toEqual({ runs: 1 });
  const staff = await ask('pause', await group('Staff'), 'HR3');
  await approve((await ask('resume', await goalsOf('S1'))).id);
  expect((await look(staff.id)).blockedBy).toMatchObject([{ code: 'preview-changed' }]);
  await expect(approve(staff.id)).rejects.toMatchObject({ code: 'preview-changed' });
});

test('row-3: nobody becomes rater who was made up by who asks and never confirmed', async () => {
  await sql`update cycle set rehearsal_id = null`.execute(city.db);
  const file = csvOf(person('N1', ['Tax', '', '']));
  expect(await importPeople(city.db, { file, actorId: city.ids['HR1'] })).toMatchObject({ imported: true, created: 1 });
  const selection = { evaluationIds: [await evaluationOf(city, 'S5')] };
  const order = asHr1(city, { command: 'reassign', selection, arguments: { as: 'rater', employeeNo: 'N1' } });
  await expect(requestCommand(city.db, order)).rejects.toMatchObject({ code: 'person-unconfirmed' });
});
