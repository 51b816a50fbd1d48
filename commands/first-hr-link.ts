import { sql } from 'kysely';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { newToken, tokenHash } from '../db/sign-in-tokens.ts';
import { HR_ROLES } from '../domain/permissions.ts';

const LIFETIME = '24 hours';

/** The token of a one-time link that appoints the first two HR people; earlier ones end. Undefined once there is HR. */
export async function firstHrToken(db: Db): Promise<string | undefined> {
  return inTransaction(db, async (trx) => {
    const hr = await trx.selectFrom('role_assignment').select('role').where('role', 'in', HR_ROLES).limit(1).executeTakeFirst();
    if (hr !== undefined) return undefined;
    await endFirstHrLinks(trx);
    const token = newToken();
    const { id } = await trx
      .insertInto('sign_in_token')
      .values({
        token_sha256: tokenHash(token),
        purpose: 'first-hr',
        expires_at: sql<string>`now() + ${LIFETIME}::interval`,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await audit(trx, { what: 'sign-in.first-hr-link', subject: id });
    return token;
  });
}

/** The link appoints HR where there is none: with the first one of HR it is over. */
export async function endFirstHrLinks(trx: Trx): Promise<void> {
  await sql`update sign_in_token set used_at = now() where purpose = 'first-hr' and used_at is null`.execute(trx);
}
