import { sql } from 'kysely';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { MAIL_URGENCY } from '../db/notifications.ts';
import { PREPARED } from '../db/prepared-pool.ts';
import { LINK_MINUTES, MOST_LINKS } from '../domain/sign-in.ts';
import { queueMail } from './queue-mail.ts';

const PAGE = 500;

/**
 * Queues a sign-in mail for every employee of the addresses that were asked for, each of their own: an office may share one. Whoever was sent
 * as many as `MOST_LINKS` a moment ago gets no more, and loses none. Answers how many asks there were.
 */
export async function answerSignInAsks(db: Db | Trx): Promise<number> {
  return inTransaction(db, async (trx) => {
    const asks = await takeAsks(trx);
    for (const { employeeIds, nextPath, askedAt, expiresAt } of asks) {
      for (const employeeId of employeeIds) {
        await audit(trx, { what: 'sign-in.asked', subject: employeeId });
        await queueMail(trx, {
          cycleId: null,
          employeeId,
          mailKind: 'sign-in',
          key: `sign-in/${employeeId}/${askedAt}`,
          details: { nextPath, expiresAt },
          urgency: MAIL_URGENCY.signIn,
        });
      }
    }
    return asks.length;
  });
}

interface Ask {
  readonly nextPath: string;
  /** Microseconds, so that no two of one address are alike. */
  readonly askedAt: string;
  readonly expiresAt: string;
  /** Whose the address is and who may be sent another link. */
  readonly employeeIds: readonly string[];
}

async function takeAsks(trx: Trx): Promise<readonly Ask[]> {
  const { count, inMinutes } = MOST_LINKS;
  const { rows } = await sql<Ask>`${PREPARED}
    with asked as (
      delete from sign_in_ask
       where email = any (array(select email from sign_in_ask order by asked_at limit ${PAGE}))
      returning *)
    select a.next_path "nextPath",
           a.asked_at + make_interval(mins => ${LINK_MINUTES}) "expiresAt",
           extract(epoch from a.asked_at)::text "askedAt",
           array(
             select e.id::text from employee e
              where lower(e.email) = a.email
                and e.id not in (select employee_id from people_left(null))
                and (select count(*) from notification n
                      where n.employee_id = e.id and n.mail_kind = 'sign-in'
                        and n.send_at > now() - make_interval(mins => ${inMinutes})) < ${count}
              order by e.id) "employeeIds"
      from asked a`.execute(trx);
  return rows;
}
