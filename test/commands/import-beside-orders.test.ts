import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { grantRole } from '../../commands/grant-role.ts';
import { importPeople } from '../../commands/import-people.ts';
import { executeDueRequests } from '../../commands/execute-due-requests.ts';
import { approveRole, requestRole } from '../../commands/role-requests.ts';
import { approveCommand, requestCommand } from '../../commands/run-request.ts';
import { connect, type Db } from '../../db/connection.ts';
import { changeList } from '../../db/people.ts';
import { waitFor } from '../support/wait-for.ts';
import { asHr1, csvOf, launchedCity, PEOPLE, smallCity, type SmallCity } from './small-city.ts';

let city: SmallCity;
let owner: Db;
beforeEach(async () => {
  city = await smallCity();
  owner = connect({ url: city.url, role: 'owner', max: 4 });
});
afterEach(async () => {
  await owner.destroy();
  await city.drop();
});

const NEWCOMER = 'S9,Name S9,s9@city.example,Tax,7,Job,H1,M1,Staff,2020-01-01';

/** Does something while an import has written everything but its last row, and answers what the import says. */
async function whileImporting(file: Uint8Array, act: () => Promise<unknown>) {
  const holder = await owner.startTransaction().execute();
  await sql`lock table import_batch in exclusive mode`.execute(holder);
  const importing = importPeople(owner, { file, actorId: city.ids['HR1'] });
  await waitFor('the import to wait', async () => {
    const { rows } = await sql`
      select from pg_locks
       where not granted and relation = 'import_batch'::regclass
         and database = (select oid from pg_database where datname = current_database())`.execute(owner);
    return rows.length > 0;
  });
  try {
    await act();
  } finally {
    await holder.commit().execute();
  }
  return importing;
}

/** What HR1 has asked for before an import, for HR2 to say yes to. */
async function asked(request: Parameters<typeof asHr1>[1]) {
  const { id } = await requestCommand(city.db, asHr1(city, request));
  return () => approveCommand(city.db, { requestId: id, actorId: city.ids['HR2'] ?? '0' });
}

test('an order is carried out while a long list is being imported, by the list as it was', async () => {
  await city.drop();
  city = await launchedCity();
  await owner.destroy();
  owner = connect({ url: city.url, role: 'owner', max: 4 });
  const lines = PEOPLE.map((line) => line.replace(',Job,', ',Other,'));
  const approve = await asked({ command: 'pause', selection: { phase: 'goal-setting' } });
  const answer = await whileImporting(csvOf(...lines), async () => {
    expect(await approve()).toMatchObject({ state: 'executed' });
  });
  expect(answer).toMatchObject({ imported: true, changed: PEOPLE.length });
});

test('two agree to a launch by the list as it is then, so not while one is imported, and nobody waits for the other for ever', async () => {
  const approve = await asked({ command: 'launch-cycle', arguments: { inMinutes: 0 } });
  const lines = PEOPLE.map((line) => line.replace(',Job,', ',Other,'));
  const answer = await whileImporting(csvOf(...lines), () => expect(approve()).rejects.toMatchObject({ code: 'list-held' }));
  expect(answer).toMatchObject({ imported: true, changed: PEOPLE.length });
  expect(await approve()).toMatchObject({ state: 'executed' });
});

test('who orders something while their own list is imported has it refused, and holds the list for nobody a second time', async () => {
  const importing = whileImporting(csvOf(NEWCOMER), () =>
    requestCommand(city.db, asHr1(city, { command: 'launch-cycle', arguments: { inMinutes: 0 } })),
  );
  await expect(importing).rejects.toMatchObject({ code: 'list-held' });
  expect(await city.db.selectFrom('employee').select('id').where('employee_no', '=', 'S9').execute()).toEqual([]);
});

test('row-2: a role is asked for, approved and granted by the list as it is then, so not while somebody changes it', async () => {
  const given = { employeeNo: 'S1', role: 'auditor' } as const;
  const asking = { ...given, grants: true, reason: 'because', actorId: city.ids['HR1'] ?? '' };
  await grantRole(city.db, { ...given, employeeNo: 'S3' });
  const { id: requestId } = await requestRole(city.db, asking);
  const importer = await owner.startTransaction().execute();
  await changeList(importer);
  const held = { code: 'list-held' };
  await expect(approveRole(city.db, { requestId, actorId: city.ids['HR2'] ?? '' })).rejects.toMatchObject(held);
  await expect(requestRole(city.db, { ...asking, employeeNo: 'S2' })).rejects.toMatchObject(held);
  await expect(grantRole(city.db, given)).rejects.toMatchObject(held);
  const takenAway = await requestRole(city.db, { ...asking, employeeNo: 'S3', grants: false });
  await approveRole(city.db, { requestId: takenAway.id, actorId: city.ids['HR2'] ?? '' });
  await importer.commit().execute();
  await approveRole(city.db, { requestId, actorId: city.ids['HR2'] ?? '' });
});

test('who waits for the list in vain is told so, and an order whose instant has come is carried out later', async () => {
  const { id } = await requestCommand(city.db, asHr1(city, { command: 'launch-cycle', arguments: { inMinutes: 0 } }));
  const importer = await owner.startTransaction().execute();
  await changeList(importer);
  const held = { code: 'list-held' };
  await expect(approveCommand(city.db, { requestId: id, actorId: city.ids['HR2'] ?? '0' })).rejects.toMatchObject(held);
  await expect(importPeople(city.db, { file: csvOf(NEWCOMER) })).rejects.toMatchObject(held);
  await sql`
    update command_request set approved_by = ${city.ids['HR2']}, approved_at = now(), effective_at = '2026-01-01'`.execute(owner);
  expect(await executeDueRequests(city.db, { rehearsalId: city.rehearsalId })).toBe(0);
  expect(await city.db.selectFrom('command_request').select(['outcome', 'attempts']).execute()).toEqual([
    { outcome: null, attempts: 1 },
  ]);
  await importer.commit().execute();
  await sql`update command_request set try_at = now()`.execute(owner);
  expect(await executeDueRequests(city.db, { rehearsalId: city.rehearsalId })).toBe(1);
});
