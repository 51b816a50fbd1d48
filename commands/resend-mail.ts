import { DomainError } from '../domain/errors.ts';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { reviveMail } from '../db/mail-ledger.ts';

export interface ResendMail {
  readonly notificationId: string;
  readonly actor: string;
}

/**
 * Queues a dead mail again, after its cause was mended (an address, a mailbox). It keeps its Message-ID.
 * @throws DomainError 'not-found' if there is no such dead mail
 */
export async function resendMail(db: Db, { notificationId, actor }: ResendMail): Promise<void> {
  await inTransaction(db, async (trx) => {
    const revived = await reviveMail(trx, notificationId);
    if (revived === undefined) throw new DomainError('not-found', { notificationId });
    await audit(trx, { what: 'mail.resent', subject: notificationId, actor, cycleId: revived.cycle_id });
  });
}
