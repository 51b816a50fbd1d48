import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';
import { newToken, tokenHash } from './sign-in-tokens.ts';

/** A token with which the old address answers for a change; only its hash is kept. */
export async function createAddressLink(db: Db | Trx, changeId: string): Promise<string> {
  const token = newToken();
  await sql`
    insert into address_link (token_sha256, address_change_id) values (${tokenHash(token)}, ${changeId})`.execute(db);
  return token;
}

export async function getAddressChange(
  db: Db,
  changeId: string,
): Promise<{ readonly old_email: string | null; readonly new_email: string }> {
  return db.selectFrom('address_change').select(['old_email', 'new_email']).where('id', '=', changeId).executeTakeFirstOrThrow();
}
