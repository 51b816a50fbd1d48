import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { DomainError } from '../domain/errors.ts';
import { assertMayDecide } from './may-decide.ts';

export interface CreateRehearsal {
  readonly name: string;
  /** Where its clock starts, an instant. */
  readonly startsAt: string;
  /** Mail of this installation goes to our own mailbox and nowhere else. */
  readonly hasMailbox: boolean;
  readonly actorId?: string | undefined;
}

/** @throws DomainError 'rehearsal-needs-mailbox' where mail could reach real people */
export async function createRehearsal(db: Db, { name, startsAt, hasMailbox, actorId }: CreateRehearsal): Promise<{ id: string }> {
  if (!hasMailbox) throw new DomainError('rehearsal-needs-mailbox');
  return inTransaction(db, async (trx) => {
    await assertMayDecide(trx, { actorId });
    const rehearsal = await trx
      .insertInto('rehearsal')
      .values({ name, now_at: startsAt })
      .returning('id')
      .executeTakeFirstOrThrow();
    await audit(trx, { what: 'rehearsal.created', subject: rehearsal.id, actor: actorId });
    return rehearsal;
  });
}
