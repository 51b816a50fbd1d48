import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { advanceRehearsalClock } from '../../commands/advance-rehearsal-clock.ts';
import { approveDeparture, recordDeparture, requestDeparture } from '../../commands/departure-requests.ts';
import { importPeople } from '../../commands/import-people.ts';
import { lookAtRequest } from '../../commands/look-at-request.ts';
import { approveCommand, requestCommand } from '../../commands/run-request.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { changeList, keepList } from '../../db/people.ts';
import { waitFor } from '../support/wait-for.ts';
import {
  asHr1,
  confirmAll,
  csvOf,
  evaluationOf,
  launchedCity,
  leaves,
  order,
  PEOPLE,
  smallCity,
  type SmallCity,
} from './small-city.ts';

let city: SmallCity;
beforeEach(async () => {
  city = await smallCity();
});
afterEach(() => city.drop());

const LAUNCH = { command: 'launch-cycle', arguments: {} } as const;
const hr2 = () => city.ids['HR2'] ?? '';
const ask = () => requestCommand(city.db, asHr1(city, LAUNCH));
const importing = (...rows: readonly string[]) => importPeople(city.db, { file: csvOf(...rows) });
/** The list with one line in another form. */
const withLine = (no: string, from: string, to: string) =>
  importing(...PEOPLE.map((line) => (line.startsWith(`${no},`) ? line.replace(from, to) : line)));
const outcomeOf = (id: string) => city.db.selectFrom('command_request').select('outcome').where('id', '=', id).executeTakeFirst();
const afterItsInstant = async (id: string) => {
  await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: '2026-01-14T00:30:00.000Z' });
  return outcomeOf(id);
};

const waiting = sql`
  select pid from pg_locks where not granted and locktype = 'advisory'
     and database = (select oid from pg_database where datname = current_database())`;

/** What somebody may do between the approval and the instant, in whose favour it may be. */
const CHANGES: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['another name, which stands over the evaluation for the year', () => withLine('S1', 'Name S1', 'Name S2')],
  ['another rater', () => withLine('S1', 'H1,M1', 'H2,M1')],
  ['another reviewer', () => withLine('S1', 'H1,M1', 'H1,H2')],
  ['another group', () => withLine('S1', 'Staff', 'Heads')],
  ['another unit, whose card counts', () => withLine('S1', 'Tax', 'Roads')],
  ['another grade', () => withLine('S1', ',7,', ',8,')],
  [
    'somebody more',
    async () => {
      await importing('S9,Name S9,s9@city.example,Tax,7,Job,H1,M1,Staff,2020-01-01');
      await confirmAll(city);
    },
  ],
  ['somebody who leaves', () => leaves(city, 'S8', '2026-01-10')],
  [
    'another chair',
    () => sql`update cycle set committee = jsonb_set(committee, '{chair}', to_jsonb(${city.ids['HR1']}::text))`.execute(city.db),
  ],
  [
    'a group without its quota',
    () => sql`insert into rating_group (cycle_id, name, quota) values (${city.cycleId}, 'Staff', false)`.execute(city.db),
  ],
  [
    'a unit that is part of another by now',
    () =>
      sql`
      insert into cycle_unit (cycle_id, unit_id, part_of)
      select ${city.cycleId}, u.id, w.id from unit u, unit w where u.name = 'Roads' and w.name = 'Tax'`.execute(city.db),
  ],
  ['numbers of a unit computed in another way', () => sql`update indicator set method = 'linear'`.execute(city.db)],
];

describe('a launch that was approved', () => {
  test.each(CHANGES)('row-3: is not carried out with %s, and is asked for anew', async (_, change) => {
    const { id } = await ask();
    expect(await approveCommand(city.db, { requestId: id, actorId: hr2() })).toMatchObject({ state: 'planned' });
    await change();
    expect(await afterItsInstant(id)).toMatchObject({ outcome: { refused: 'preview-changed' } });
    expect(await city.db.selectFrom('evaluation').select('id').where('state', '=', 'enrolled').execute()).toEqual([]);
    expect(await order(city, { command: 'launch-cycle', arguments: { inMinutes: 0 } })).toMatchObject({ state: 'executed' });
  });

  test('row-3: that is refused at its instant is told by mail, with why, to who asked, who approved and all of HR', async () => {
    const { id } = await ask();
    await approveCommand(city.db, { requestId: id, actorId: hr2() });
    await sql`insert into role_assignment (employee_id, role) values (${city.ids['H1']}, 'hr')`.execute(city.db);
    await withLine('S1', 'H1,M1', 'H2,M1');
    await afterItsInstant(id);
    const { rows } = await sql<{ no: string; details: object }>`
      select e.employee_no no, n.details
        from notification n join employee e on e.id = n.employee_id
       where n.mail_kind = 'request.failed' order by no`.execute(city.db);
    const details = { requestId: id, why: 'preview-changed', dead: false };
    expect(rows).toEqual(['H1', 'HR1', 'HR2'].map((no) => ({ no, details })));
  });

  test('row-3: is carried out wherever people are written to and whatever their job is called', async () => {
    const { id } = await ask();
    await approveCommand(city.db, { requestId: id, actorId: hr2() });
    await withLine('S1', 'S1,Name S1,s1@city.example,Tax,7,Job', 'S1,Name S1,s1-new@city.example,Tax,7,Other');
    await confirmAll(city);
    expect(await afterItsInstant(id)).toMatchObject({ outcome: { enrolled: 10 } });
  });

  test('row-3: time alone does not make it another one: somebody whose day of leaving is known', async () => {
    await leaves(city, 'S8', '2026-01-15');
    const { id } = await requestCommand(
      city.db,
      asHr1(city, { command: 'launch-cycle', arguments: { at: '2026-01-16T00:00:00Z' } }),
    );
    await approveCommand(city.db, { requestId: id, actorId: hr2() });
    await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: '2026-01-16T00:30:00.000Z' });
    expect(await outcomeOf(id)).toMatchObject({ outcome: { enrolled: 9 } });
  });

  test('row-3: waits for a list that is being imported, and is not carried out with what comes by it', async () => {
    const { id } = await ask();
    await approveCommand(city.db, { requestId: id, actorId: hr2() });
    const importer = await city.db.startTransaction().execute();
    await changeList(importer);
    await sql`update employee set rater_id = ${city.ids['H2']} where employee_no = 'S1'`.execute(importer);
    const outcome = afterItsInstant(id);
    await waitFor('the launch to wait', async () => (await waiting.execute(city.db)).rows.length > 0);
    await importer.commit().execute();
    expect(await outcome).toMatchObject({ outcome: { refused: 'preview-changed' } });
  });

  test('row-3: is not approved where it is no more what was asked for, and who looks is told', async () => {
    const { id } = await ask();
    await withLine('S1', 'H1,M1', 'H2,M1');
    expect(await lookAtRequest(city.db, { requestId: id, actorId: hr2() })).toMatchObject({
      blockedBy: [{ code: 'preview-changed' }],
    });
    await expect(approveCommand(city.db, { requestId: id, actorId: hr2() })).rejects.toMatchObject({ code: 'preview-changed' });
  });

  test('row-3: who came later is launched as it was asked for, too', async () => {
    await order(city, { command: 'launch-cycle', arguments: { inMinutes: 0 } });
    await importing(...PEOPLE, 'S9,Name S9,s9@city.example,Tax,7,Job,H1,M1,Staff,2020-01-01');
    await confirmAll(city);
    const { id } = await requestCommand(city.db, asHr1(city, { command: 'launch-missing' }));
    await importing(...PEOPLE, 'S9,Name S9,s9@city.example,Tax,7,Job,H2,M1,Staff,2020-01-01');
    await expect(approveCommand(city.db, { requestId: id, actorId: hr2() })).rejects.toMatchObject({ code: 'preview-changed' });
  });
});

const GONE = { leftOn: '2026-01-10', reason: 'because' };
const asking = (...employeeNos: readonly string[]) =>
  requestDeparture(city.db, { ...GONE, employeeNos, actorId: city.ids['HR1'] ?? '' });
const ofS8 = async () => ({ selection: { evaluationIds: [await evaluationOf(city, 'S8')] } });
const withdrawing = async () =>
  order(city, { command: 'withdraw', arguments: { why: 'resigned', leftOn: '2026-01-20' }, ...(await ofS8()) });

/** Each with what comes before it. */
const LEAVINGS: readonly (readonly [string, () => Promise<unknown>, () => Promise<unknown>])[] = [
  ['on a page', () => Promise.resolve(), () => asking('S8')],
  ['with the yes of another', () => asking('S7', 'S8'), () => approving()],
  ['on the command line', () => Promise.resolve(), () => recordDeparture(city.db, { ...GONE, employeeNos: ['S8'] })],
  ['by a withdrawal', () => Promise.resolve(), () => withdrawing()],
  ['by what takes one back', () => withdrawing(), async () => order(city, { command: 'reinstate', ...(await ofS8()) })],
];
async function approving(): Promise<void> {
  const { id } = await city.db.selectFrom('departure_request').select('id').executeTakeFirstOrThrow();
  await approveDeparture(city.db, { requestId: id, actorId: hr2() });
}

describe('who has left', () => {
  test.each(LEAVINGS)('row-3: does not change %s while an order is under way', async (_, before, change) => {
    await city.drop();
    city = await launchedCity();
    await before();
    let isDone = false;
    const changing = await inTransaction(city.db, async (trx) => {
      await keepList(trx);
      const changed = change().then(() => (isDone = true));
      await waitFor('the change to wait', async () => isDone || (await waiting.execute(city.db)).rows.length > 0);
      expect(isDone).toBe(false);
      return [changed];
    });
    expect(await Promise.all(changing)).toEqual([true]);
  });
});
