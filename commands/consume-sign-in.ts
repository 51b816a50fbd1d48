import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import { audit } from '../db/audit.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { DomainError } from '../domain/errors.ts';
import { tokenHash } from './request-sign-in.ts';

/**
 * Uses a link: by compare-and-set, so that of two who come at once one gets in; nobody who has left meanwhile does.
 * @throws DomainError 'link-used-or-expired'
 */
export async function consumeSignIn(db: Db, token: string): Promise<{ readonly employeeId: string; readonly next: string }> {
  return inTransaction(db, async (trx) => {
    const used = await trx
      .updateTable('sign_in_token')
      .set({ used_at: sql`now()` })
      .where('token_sha256', '=', tokenHash(token))
      .where('purpose', '=', 'sign-in')
      .where('used_at', 'is', null)
      .where('expires_at', '>', sql<string>`now()`)
      .where('employee_id', 'not in', sql<string>`(select employee_id from people_left(null))`)
      .returning(['id', 'employee_id', 'next_path'])
      .executeTakeFirst();
    if (used?.employee_id == null) throw new DomainError('link-used-or-expired');
    await audit(trx, { what: 'sign-in.used', subject: used.employee_id, actor: used.employee_id, details: { tokenId: used.id } });
    return { employeeId: used.employee_id, next: used.next_path };
  });
}
