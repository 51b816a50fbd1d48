import { afterWaiting, firstMailAt } from '../domain/cycle/first-mail.ts';
import { DomainError } from '../domain/errors.ts';
import { isMailKind } from '../domain/tasks/mail-kinds.ts';
import type { Trx } from '../db/in-transaction.ts';
import { type MailFacts, insertNotification, lockMailsOf, mailCalendar, readMailFacts } from '../db/notifications.ts';

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
  /** Small numbers first; 5 unless told. */
  readonly urgency?: number;
  /** At the cycle's instant, whatever the hour. */
  readonly immediately?: boolean;
}

const ORDINARY = 5;

/**
 * Queues a mail once under its key. It waits as a first mail does, then for the mail
 * hours of a working day on which the person is not on leave and gets fewer mails than the pack allows in a day.
 * @throws DomainError 'not-found' for an unknown cycle
 */
export async function queueMail(trx: Trx, mail: QueuedMail): Promise<void> {
  if (!isMailKind(mail.mailKind)) throw new DomainError('unexpected', { mailKind: mail.mailKind });
  const { cycleId, key, employeeId, phase = null, taskId = null, details = {}, urgency = ORDINARY } = mail;
  const row = { key, cycleId, employeeId, mailKind: mail.mailKind, phase, taskId, details, urgency };
  if (cycleId === null) return insertNotification(trx, { ...row, sendAt: null });
  let facts = await readFacts(trx, { cycleId, employeeId, key });
  if (facts.already) return;
  if (mail.immediately === true) return insertNotification(trx, { ...row, sendAt: facts.now });
  // Two transactions that queue for one person at once would each count without the other: whoever sees company waits and counts again.
  if (facts.others.length > 0) {
    await lockMailsOf(trx, employeeId);
    facts = await readFacts(trx, { cycleId, employeeId, key });
  }
  await insertNotification(trx, { ...row, sendAt: slot(facts) });
}

async function readFacts(
  trx: Trx,
  asked: { readonly cycleId: string; readonly employeeId: string; readonly key: string },
): Promise<MailFacts> {
  const facts = await readMailFacts(trx, asked);
  if (facts === undefined) throw new DomainError('not-found', { cycleId: asked.cycleId });
  return facts;
}

function slot(facts: MailFacts): string {
  const { now, mail_from, mail_until, per_day, away, others } = facts;
  return firstMailAt({
    from: afterWaiting(now),
    calendar: mailCalendar(facts),
    hours: { mailFrom: mail_from, mailUntil: mail_until },
    away,
    others,
    perDay: per_day,
  });
}
