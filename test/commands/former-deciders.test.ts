import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { advanceRehearsalClock } from '../../commands/advance-rehearsal-clock.ts';
import { approveDeparture, requestDeparture } from '../../commands/departure-requests.ts';
import { executeDueRequests } from '../../commands/execute-due-requests.ts';
import { grantRole, revokeRole } from '../../commands/grant-role.ts';
import { lookAtRequest } from '../../commands/look-at-request.ts';
import { retryRequest } from '../../commands/retry-request.ts';
import { approveRole, requestRole } from '../../commands/role-requests.ts';
import { approveCommand, undoCommand } from '../../commands/run-request.ts';
import { askForAnotherLaunch, launchedCity, type SmallCity } from './small-city.ts';

// HR1 asks, HR2 approves; M1 and H1 are of HR too, and stay so.

let city: SmallCity;
beforeEach(async () => {
  city = await launchedCity({ prepare });
});
afterEach(() => city.drop());

async function prepare({ db, ids }: SmallCity): Promise<void> {
  const roles = ['M1', 'H1'].map((no) => ({ employee_id: ids[no] ?? '', role: 'hr' }));
  await db.insertInto('role_assignment').values(roles).execute();
}

const idOf = (no: string) => city.ids[no] ?? '0';
const noLonger = (no: string) => revokeRole(city.db, { employeeNo: no, role: no === 'HR2' ? 'hr-approver' : 'hr' });
const refused = (no: string) => ({ code: 'no-longer-of-hr', details: { employeeNos: [no] } });

const approve = (requestId: string, by: string) => approveCommand(city.db, { requestId, actorId: idOf(by) });

describe('what somebody has asked for who is of HR no longer', () => {
  test('row-3: is not approved, and the look says so; it is taken back', async () => {
    const requestId = await askForAnotherLaunch(city);
    await noLonger('HR1');
    await expect(approve(requestId, 'HR2')).rejects.toMatchObject(refused('HR1'));
    const { blockedBy } = await lookAtRequest(city.db, { requestId, actorId: idOf('HR2') });
    expect(blockedBy).toContainEqual(refused('HR1'));
    expect(await undoCommand(city.db, { requestId, actorId: idOf('M1') })).toMatchObject({ state: 'undone' });
  });

  test('row-3: is not approved about a role, nor about who has left', async () => {
    const asked = { reason: 'because', actorId: idOf('HR1') };
    const role = await requestRole(city.db, { employeeNo: 'S1', role: 'operator', grants: true, ...asked });
    const leaving = await requestDeparture(city.db, { employeeNos: ['S1', 'S2'], leftOn: '2026-01-12', ...asked });
    await noLonger('HR1');
    const actorId = idOf('HR2');
    await expect(approveRole(city.db, { requestId: role.id, actorId })).rejects.toMatchObject(refused('HR1'));
    await expect(approveDeparture(city.db, { requestId: leaving.id, actorId })).rejects.toMatchObject(refused('HR1'));
    await grantRole(city.db, { employeeNo: 'HR1', role: 'hr' });
    await approveRole(city.db, { requestId: role.id, actorId });
  });
});

test.each(['HR1', 'HR2'])(
  'row-3: what is planned is not carried out where %s, who asked or approved, is of HR no longer, and is tried again where they are',
  async (no) => {
    const requestId = await askForAnotherLaunch(city);
    await approve(requestId, 'HR2');
    await noLonger(no);
    await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: '2026-01-20T00:00:00.000Z' });
    const standing = () =>
      city.db
        .selectFrom('command_request')
        .select(['executed_at', 'dead_why'])
        .where('id', '=', requestId)
        .executeTakeFirstOrThrow();
    expect(await standing()).toEqual({ executed_at: null, dead_why: null });
    await sql`update command_request set attempts = 11, try_at = now() where id = ${requestId}`.execute(city.db);
    expect(await executeDueRequests(city.db)).toBe(0);
    expect(await standing()).toEqual({ executed_at: null, dead_why: 'no-longer-of-hr' });
    await grantRole(city.db, { employeeNo: no, role: no === 'HR2' ? 'hr-approver' : 'hr' });
    await retryRequest(city.db, { requestId, actorId: idOf('M1') });
    expect(await executeDueRequests(city.db)).toBe(1);
  },
);
