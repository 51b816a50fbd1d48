import { sql } from 'kysely';
import { AS_NEW } from '../../db/mail-ledger.ts';
import type { HrCommand } from './command.ts';

/** Dead mails go again, to the address as it is now; under the same key, so nobody gets two. */
export const resendMail: HrCommand<'resend-mail'> = {
  async preview(db, { cycleId, arguments: { notificationIds } }) {
    const { rows } = await sql<{ kind: string; n: string }>`
      select mail_kind kind, count(*) n
        from notification
       where id = any (${notificationIds}::bigint[]) and cycle_id = ${cycleId} and state = 'dead'
       group by 1 order by 1`.execute(db);
    return {
      affected: rows.reduce((sum, { n }) => sum + Number(n), 0),
      details: { kinds: rows.map(({ kind, n }) => ({ kind, count: Number(n) })) },
    };
  },

  async execute(trx, { cycleId, arguments: { notificationIds }, actorId, requestId }) {
    const { rows } = await sql<{ id: string }>`
      with chosen as materialized (
        select id
          from notification
         where id = any (${notificationIds}::bigint[]) and cycle_id = ${cycleId} and state = 'dead'
         order by id for update),
      queued as (
        update notification n set ${AS_NEW} from chosen where n.id = chosen.id returning n.id),
      audited as (
        insert into audit_event (cycle_at, what, subject, actor, details)
        select cycle_now(${cycleId}), 'mail.queued-again', id, ${actorId},
               jsonb_build_object('requestId', ${requestId}::text)
          from queued
         order by id)
      select id from queued`.execute(trx);
    return { mails: rows.length };
  },
};
