import { sql } from 'kysely';
import type { Trx } from './in-transaction.ts';

/** A publication that two persons have decided, and that was neither taken back nor refused when its instant came. Of `command_request q`. */
export const DECIDED_PUBLICATION = sql`q.command = 'publish' and q.approved_at is not null and q.undone_at is null
       and not coalesce(q.outcome ? 'refused', false)`;

export interface PublicationState {
  readonly published: boolean;
  /** The newest approved request that nobody took back. */
  readonly requestId: string | null;
  /** The request was carried out: its instant has come, and it can be taken back no more. */
  readonly due: boolean;
  /** The planned instant while it is ahead; infinity: whoever carries the request out wakes the process. */
  readonly lookAt: string;
  /** Groups with members whose session is not locked. */
  readonly unlocked: number;
  /** Enrolled people without a result. */
  readonly missing: number;
}

/** How publication stands. Whoever decides on it holds the cycle's lock (`lockCycle`) before it asks: who enrols or withdraws holds it too. */
export async function publicationState(trx: Trx, cycleId: string): Promise<PublicationState> {
  const { rows } = await sql<PublicationState>`
    select c.published_at is not null published, q.id "requestId", q.executed_at is not null due,
           case when q.effective_at > cycle_now(c.id) then q.effective_at else 'infinity' end "lookAt",
           (select count(*)::int from rating_group g where g.cycle_id = c.id
              and exists (select from evaluation e where e.rating_group_id = g.id and e.state = 'enrolled')
              and not exists (select from calibration_session s join process_run r on r.id = s.process_run_id
                               where s.rating_group_id = g.id and s.locked_at is not null
                                 and r.state <> 'void')) unlocked,
           (select count(*)::int from evaluation e where e.cycle_id = c.id and e.state = 'enrolled'
              and not exists (select from result r where r.evaluation_id = e.id and r.void_at is null)) missing
      from cycle c
      left join lateral (
        select q.id, q.effective_at, q.executed_at
          from command_request q
         where q.cycle_id = c.id and ${DECIDED_PUBLICATION}
         order by q.id desc
         limit 1) q on true
     where c.id = ${cycleId}`.execute(trx);
  const state = rows[0];
  return state ?? { published: false, requestId: null, due: false, lookAt: 'infinity', unlocked: 0, missing: 0 };
}

export function isReady({ unlocked, missing }: PublicationState): boolean {
  return unlocked === 0 && missing === 0;
}
