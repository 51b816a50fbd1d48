import { type RawBuilder, sql } from 'kysely';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';
import { isRatedIn, mayBeOnePerson } from '../db/own-case.ts';
import { DomainError } from '../domain/errors.ts';

/** Whether `who` may decide about the group of run `p`, as SQL: they are rated in it by no account, and have not left. */
function mayDecide(who: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`(
    not ${isRatedIn(sql`p.rating_group_id`, who)}
    and ${who} not in (select l.employee_id from people_left(p.cycle_id) l))`;
}

/** Who chairs a session when it opens: the cycle's chair, else the deputy, who has its first seat; null where neither may decide, or nobody is asked. */
export async function firstChair(trx: Trx, processRunId: string): Promise<string | null> {
  const { rows } = await sql<{ chair_id: string | null }>`
    select case when ${mayDecide(sql`x.chair_id`)} then x.chair_id
                when x.chair_id is not null then (
                  select k.employee_id from calibration_seat k
                   where k.process_run_id = p.id and ${mayDecide(sql`k.employee_id`)}
                   order by k.seat
                   limit 1) end chair_id
      from process_run p
      join cycle c on c.id = p.cycle_id
      cross join lateral (select (c.committee->>'chair')::bigint chair_id) x
     where p.id = ${processRunId}`.execute(trx);
  return rows[0]?.chair_id ?? null;
}

/** Who decides when the chair of the session of run `p` does not, as SQL: whoever has the first seat, and after them the next one; null: nobody. */
export const DEPUTY = sql<string | null>`(
  select k.employee_id
    from calibration_session s
    join calibration_seat k on k.process_run_id = s.process_run_id
    left join calibration_seat own on own.process_run_id = s.process_run_id and own.employee_id = s.chair_id
   where s.process_run_id = p.id and k.seat > coalesce(own.seat, 0)
     and not ${mayBeOnePerson(sql`k.employee_id`, sql`s.chair_id`)} and ${mayDecide(sql`k.employee_id`)}
   order by k.seat
   limit 1)`;

export async function findDeputy(db: Db | Trx, processRunId: string): Promise<string | undefined> {
  const { rows } = await sql<{ deputy: string | null }>`
    select ${DEPUTY} deputy from process_run p where p.id = ${processRunId}`.execute(db);
  return rows[0]?.deputy ?? undefined;
}

interface Asked {
  readonly processRunId: string;
  readonly chairId: string | null;
  /** Who was asked for the decision before and stayed silent. */
  readonly silentId: string | null;
}

/**
 * Whom to ask for the decision: a chair who stayed silent gives way to the deputy, unless HR has named another meanwhile. The caller holds the run.
 * @throws DomainError 'chair-missing' where nobody is left: HR names somebody and retries
 */
export async function chairToAsk(trx: Trx, { processRunId, chairId, silentId }: Asked): Promise<string> {
  if (chairId !== null && chairId !== silentId) return chairId;
  const deputy = await findDeputy(trx, processRunId);
  if (deputy === undefined) throw new DomainError('chair-missing', { processRunId });
  const session = await trx
    .updateTable('calibration_session')
    .set({ chair_id: deputy })
    .where('process_run_id', '=', processRunId)
    .returning('process_run_id')
    .executeTakeFirstOrThrow();
  const run = await trx.selectFrom('process_run').select('cycle_id').where('id', '=', processRunId).executeTakeFirstOrThrow();
  await audit(trx, {
    what: 'committee.deputy-decides',
    subject: session.process_run_id,
    cycleId: run.cycle_id,
    details: { from: chairId, to: deputy },
  });
  return deputy;
}

/** Whether a call of the committee has led to a decision of the chair, or to another call: who got a seat later is asked by the next one. */
export async function hasMet(trx: Trx, processRunId: string, call: number): Promise<boolean> {
  const { rows } = await sql<{ met: boolean }>`
    select calls + (decisions > coalesce(last_return, 0))::int >= ${call}::int met
      from (select count(*) filter (where outcome = 'returned') calls, count(*) decisions,
                   max(round) filter (where outcome = 'returned') last_return
              from task where process_run_id = ${processRunId} and kind = 'calibration.lock') asked`.execute(trx);
  return rows[0]?.met ?? false;
}
