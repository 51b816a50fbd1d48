import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import { audit } from '../db/audit.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { MAIL_URGENCY } from '../db/notifications.ts';
import { queueMail } from './queue-mail.ts';

/** How long after it was asked for a link can be used; its mail says so. */
export const LINK_MINUTES = 30;

export interface SignInRequest {
  readonly email: string;
  /** Where the person wanted to go. */
  readonly next?: string | undefined;
}

/** One link for every employee of this address, each in a mail of its own: an office may share one. Nobody is told whether there was any. */
export async function requestSignIn(db: Db, { email, next }: SignInRequest): Promise<void> {
  await inTransaction(db, async (trx) => {
    const employees = await trx
      .selectFrom('employee')
      .select('id')
      .where(sql<string>`lower(email)`, '=', email.toLowerCase())
      .where('id', 'not in', sql<string>`(select employee_id from people_left(null))`)
      .orderBy('id')
      .execute();
    for (const { id: employeeId } of employees) {
      const token = randomBytes(32).toString('base64url');
      const { id, expires_at: expiresAt } = await trx
        .insertInto('sign_in_token')
        .values({
          token_sha256: tokenHash(token),
          employee_id: employeeId,
          next_path: next ?? '/',
          expires_at: sql<string>`now() + make_interval(mins => ${LINK_MINUTES})`,
        })
        .returning(['id', 'expires_at'])
        .executeTakeFirstOrThrow();
      await audit(trx, { what: 'sign-in.asked', subject: employeeId, details: { tokenId: id } });
      await queueMail(trx, {
        cycleId: null,
        employeeId,
        mailKind: 'sign-in',
        key: `sign-in/${id}`,
        details: { token, expiresAt },
        urgency: MAIL_URGENCY.signIn,
      });
    }
  });
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
