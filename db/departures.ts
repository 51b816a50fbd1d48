import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';

/** Ids of people who have left by the cycle's clock; without a cycle those who truly have, by the database's. */
export async function peopleLeft(db: Db | Trx, cycleId: string | null): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ employee_id: string }>`select employee_id from people_left(${cycleId})`.execute(db);
  return new Set(rows.map(({ employee_id }) => employee_id));
}

export interface Departures {
  /** What happens in a rehearsal is true there only; null: truly. */
  readonly rehearsalId: string | null;
  readonly employeeIds: readonly string[];
  /** Local date, from which on they are gone. */
  readonly leftOn: string;
}

/** Another day takes the place of the one that was recorded. */
export async function recordDepartures(trx: Trx, { rehearsalId, employeeIds, leftOn }: Departures): Promise<void> {
  await sql`
    insert into departure (employee_id, rehearsal_id, left_on)
    select e.id, ${rehearsalId}::bigint, ${leftOn}::date from unnest(${employeeIds}::bigint[]) e (id) order by e.id
    on conflict (employee_id, rehearsal_id) do update set left_on = excluded.left_on`.execute(trx);
}

/** They have not left after all, by the same clock. */
export async function removeDepartures(trx: Trx, { rehearsalId, employeeIds }: Omit<Departures, 'leftOn'>): Promise<void> {
  await sql`
    delete from departure
     where employee_id = any (${employeeIds}::bigint[]) and rehearsal_id is not distinct from ${rehearsalId}::bigint`.execute(
    trx,
  );
}
