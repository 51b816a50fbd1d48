import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { advanceRehearsalClock } from '../../commands/advance-rehearsal-clock.ts';
import { confirmAddresses } from '../../commands/confirm-addresses.ts';
import { approveDeparture, requestDeparture } from '../../commands/departure-requests.ts';
import { executeDueRequests } from '../../commands/execute-due-requests.ts';
import { lookAtRequest } from '../../commands/look-at-request.ts';
import { mendEmail } from '../../commands/mend-email.ts';
import { retryRequest } from '../../commands/retry-request.ts';
import { approveRole, requestRole } from '../../commands/role-requests.ts';
import { approveCommand, undoCommand } from '../../commands/run-request.ts';
import { askForAnotherLaunch, launchedCity, PEOPLE, type SmallCity } from './small-city.ts';

// HR1 asks, HR2 approves; X1 to X3 are of HR too. None of them is rated.

const MORE = ['X1', 'X2', 'X3'] as const;

let city: SmallCity;
beforeEach(async () => {
  city = await launchedCity({
    people: [...PEOPLE, ...MORE.map((no) => `${no},Name ${no},${no}@city.example,Top,6,Job,,,,2020-01-01`)],
    prepare,
  });
});
afterEach(() => city.drop());

async function prepare({ db, ids }: SmallCity): Promise<void> {
  await db
    .insertInto('role_assignment')
    .values(MORE.map((no) => ({ employee_id: ids[no] ?? '', role: 'hr' })))
    .execute();
  await sql`
    insert into audit_event (what, subject)
    select 'sign-in.used', employee_id from role_assignment`.execute(db);
}

const idOf = (no: string) => city.ids[no] ?? '0';
const readdress = (employeeNo: string, by: string) =>
  mendEmail(city.db, { employeeNo, email: `${employeeNo}-2@city.example`, actorId: idOf(by) });

async function confirm(employeeNo: string, by: string): Promise<void> {
  const changes = await city.db.selectFrom('address_change').select('id').where('employee_id', '=', idOf(employeeNo)).execute();
  await confirmAddresses(city.db, { changeIds: changes.map(({ id }) => id), actorId: idOf(by) });
}

const approve = (requestId: string, by: string) => approveCommand(city.db, { requestId, actorId: idOf(by) });
const standing = async (id: string) =>
  city.db.selectFrom('command_request').select(['executed_at', 'dead_why']).where('id', '=', id).executeTakeFirstOrThrow();

describe('row-2: what somebody has asked for who has another address by now', () => {
  test('row-2: is approved once a second person has answered for the address, and the look says so', async () => {
    const requestId = await askForAnotherLaunch(city);
    await readdress('HR1', 'X1');
    await expect(approve(requestId, 'X2')).rejects.toMatchObject({
      code: 'person-unconfirmed',
      details: { employeeNos: ['HR1'] },
    });
    const { blockedBy } = await lookAtRequest(city.db, { requestId, actorId: idOf('X2') });
    expect(blockedBy).toContainEqual({ code: 'person-unconfirmed', details: { employeeNos: ['HR1'] } });
    await confirm('HR1', 'X2');
    expect(await approve(requestId, 'X2')).toMatchObject({ state: 'planned' });
  });

  test('row-2: is taken back by whoever is of HR meanwhile', async () => {
    const requestId = await askForAnotherLaunch(city);
    await readdress('HR1', 'X1');
    expect(await undoCommand(city.db, { requestId, actorId: idOf('X2') })).toMatchObject({ state: 'undone' });
  });

  test('row-2: is approved about a role as about anything else', async () => {
    const { id: requestId } = await requestRole(city.db, {
      employeeNo: 'S1',
      role: 'operator',
      grants: true,
      reason: 'because',
      actorId: idOf('HR1'),
    });
    await readdress('HR1', 'X1');
    const approved = () => approveRole(city.db, { requestId, actorId: idOf('X2') });
    await expect(approved()).rejects.toMatchObject({ code: 'person-unconfirmed' });
    await confirm('HR1', 'X2');
    await approved();
  });

  test('row-2: is approved about who has left as about anything else', async () => {
    const { id: requestId } = await requestDeparture(city.db, {
      employeeNos: ['S1', 'S2'],
      leftOn: '2026-01-12',
      reason: 'because',
      actorId: idOf('HR1'),
    });
    await readdress('HR1', 'X1');
    const approved = () => approveDeparture(city.db, { requestId, actorId: idOf('X2') });
    await expect(approved()).rejects.toMatchObject({ code: 'person-unconfirmed' });
    await confirm('HR1', 'X2');
    await approved();
  });
});

test.each(['HR1', 'HR2'])(
  'row-2: what is planned waits where %s, who asked or approved, has another address by its instant, and is tried again',
  async (no) => {
    const requestId = await askForAnotherLaunch(city);
    await approve(requestId, 'HR2');
    await readdress(no, 'X1');
    await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: '2026-01-20T00:00:00.000Z' });
    expect(await standing(requestId)).toEqual({ executed_at: null, dead_why: null });
    await sql`update command_request set attempts = 11, try_at = now() where id = ${requestId}`.execute(city.db);
    expect(await executeDueRequests(city.db)).toBe(0);
    expect(await standing(requestId)).toEqual({ executed_at: null, dead_why: 'person-unconfirmed' });
    await confirm(no, 'X2');
    await retryRequest(city.db, { requestId, actorId: idOf('X3') });
    expect(await executeDueRequests(city.db)).toBe(1);
    expect((await standing(requestId)).executed_at).toBe('2026-01-20T00:00:00.000Z');
  },
);
