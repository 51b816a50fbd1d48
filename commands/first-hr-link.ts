import { sql } from 'kysely';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { newToken, tokenHash } from '../db/sign-in-tokens.ts';

const LIFETIME = '24 hours';

/** The token of a one-time link that appoints the first two HR people; earlier ones end. Undefined once there is HR. */
export async function firstHrToken(db: Db): Promise<string | undefined> {
  return inTransaction(db, async (trx) => {
    const hr = await trx
      .selectFrom('role_assignment')
      .select('role')
      .where('role', 'in', ['hr', 'hr-approver'])
      .limit(1)
      .executeTakeFirst();
    if (hr !== undefined) return undefined;
    await sql`update sign_in_token set used_at = now() where purpose = 'first-hr' and used_at is null`.execute(trx);
    const token = newToken();
    const { id } = await trx
      .insertInto('sign_in_token')
      .values({ token_sha256: tokenHash(token), purpose: 'first-hr', expires_at: sql<string>`now() + ${LIFETIME}::interval` })
      .returning('id')
      .executeTakeFirstOrThrow();
    await audit(trx, { what: 'sign-in.first-hr-link', subject: id });
    return token;
  });
}
