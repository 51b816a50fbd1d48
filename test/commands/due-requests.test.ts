import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { advanceRehearsalClock } from '../../commands/advance-rehearsal-clock.ts';
import { executeDueRequests } from '../../commands/execute-due-requests.ts';
import { retryRequest } from '../../commands/retry-request.ts';
import { approveCommand, requestCommand } from '../../commands/run-request.ts';
import { asHr1, smallCity, type SmallCity } from './small-city.ts';

let city: SmallCity;
let broken: string;
let launch: string;
/** Two requests are due: one that this program does not know, as after a release was taken back, and a launch. */
beforeEach(async () => {
  city = await smallCity();
  broken = await planned();
  launch = await planned();
  await sql`update command_request set command = 'unheard-of' where id = ${broken}`.execute(city.db);
});
afterEach(() => city.drop());

const DUE = '2026-01-14T00:00:00.000Z';

async function planned(): Promise<string> {
  const { id } = await requestCommand(city.db, asHr1(city, { command: 'launch-cycle', arguments: {} }));
  await approveCommand(city.db, { requestId: id, actorId: city.ids['HR2'] ?? '0' });
  return id;
}

const setClock = () => city.db.updateTable('rehearsal').set({ now_at: DUE }).execute();
const executedAt = async (id: string) =>
  (await city.db.selectFrom('command_request').select('executed_at').where('id', '=', id).executeTakeFirstOrThrow()).executed_at;

describe('a due request that fails', () => {
  test('row-8: holds up none of the later ones, whatever it throws', async () => {
    await setClock();
    expect(await executeDueRequests(city.db)).toBe(1);
    expect(await executedAt(launch)).toBe(DUE);
    expect(await executedAt(broken)).toBeNull();
  });

  test('row-8: neither holds up the clock of its rehearsal', async () => {
    await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: DUE });
    expect(await executedAt(launch)).toBe(DUE);
    expect(await executedAt(broken)).toBeNull();
  });

  test('row-8: is tried again later, after ever longer, and is dead after twelve tries until somebody has it tried again', async () => {
    await setClock();
    const told: string[] = [];
    const execute = () => executeDueRequests(city.db, { onFault: (_, id) => told.push(id) });
    await execute();
    expect(await standing()).toMatchObject({ attempts: 1, dead_why: null });
    await triedBefore(8);
    await execute();
    expect(await standing()).toMatchObject({ attempts: 9, dead_why: null, waits: true });
    await execute();
    expect(told).toEqual([broken, broken]); // not before its time
    await triedBefore(11);
    await execute();
    expect(await standing()).toMatchObject({ attempts: 12, dead_why: 'TypeError' });
    expect(await mailsAbout(broken)).toEqual(['HR1 TypeError', 'HR2 TypeError']);
    await triedBefore(12);
    await execute();
    expect(told).toHaveLength(3);

    await sql`update command_request set command = 'launch-cycle' where id = ${broken}`.execute(city.db);
    await retryRequest(city.db, { requestId: broken });
    expect(await executeDueRequests(city.db)).toBe(1);
    await expect(retryRequest(city.db, { requestId: broken })).rejects.toMatchObject({ code: 'nothing-selected' });
  });
});

async function triedBefore(attempts: number): Promise<void> {
  await sql`update command_request set attempts = ${attempts}, try_at = now() where id = ${broken}`.execute(city.db);
}

/** Who is told by mail that it was given up, and why. */
async function mailsAbout(id: string): Promise<readonly string[]> {
  const { rows } = await sql<{ told: string }>`
    select e.employee_no || ' ' || (n.details->>'why') told
      from notification n join employee e on e.id = n.employee_id
     where n.mail_kind = 'request.failed' and n.details->>'requestId' = ${id} order by told`.execute(city.db);
  return rows.map(({ told }) => told);
}

/** `waits`: for minutes yet. */
async function standing() {
  const { rows } = await sql<{ attempts: number; dead_why: string | null; waits: boolean }>`
    select attempts, dead_why, try_at > now() + interval '2 minutes' waits from command_request where id = ${broken}`.execute(
    city.db,
  );
  if (rows[0] === undefined) throw new Error('no request');
  return rows[0];
}
