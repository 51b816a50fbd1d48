import { afterWaiting } from '../domain/cycle/first-mail.ts';
import { DomainError } from '../domain/errors.ts';
import { isMailKind } from '../domain/tasks/mail-kinds.ts';
import type { Trx } from '../db/in-transaction.ts';
import { MAIL_URGENCY, freeSlot, insertNotification, lockMailsOf, readMailFacts } from '../db/notifications.ts';

export interface QueuedMail {
  /** Null: a mail of no cycle (sign-in); it goes at once, by the database's clock. */
  readonly cycleId: string | null;
  readonly employeeId: string;
  /** One of `MAIL_KINDS`. */
  readonly mailKind: string;
  readonly phase?: string;
  readonly taskId?: string;
  /** Idempotency key: a second mail under it is not queued. */
  readonly key: string;
  /** Ids, counts and dates for rendering; never a name, a rating or text that a person wrote. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly urgency?: number;
}

/**
 * Queues a mail once under its key. It waits as a first mail does, then for the mail
 * hours of a working day on which the person is not on leave and gets fewer mails than the pack allows in a day, whoever else queues for them.
 * The last thing that a transaction does; for several people at once `queueMails` does it.
 * @throws DomainError 'not-found' for an unknown cycle
 */
export async function queueMail(trx: Trx, mail: QueuedMail): Promise<void> {
  if (!isMailKind(mail.mailKind)) throw new DomainError('unexpected', { mailKind: mail.mailKind });
  const { cycleId, key, employeeId, phase = null, taskId = null, details = {}, urgency = MAIL_URGENCY.ordinary } = mail;
  const row = { key, cycleId, employeeId, mailKind: mail.mailKind, phase, taskId, details, urgency };
  if (cycleId === null) return insertNotification(trx, { ...row, sendAt: null });
  await lockMailsOf(trx, [{ key, employeeId }]);
  const facts = await readMailFacts(trx, { cycleId, employeeId, key });
  if (facts === undefined) throw new DomainError('not-found', { cycleId });
  if (!facts.already) await insertNotification(trx, { ...row, sendAt: freeSlot(facts, afterWaiting(facts.now)) });
}
