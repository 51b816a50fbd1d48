import { isAccountMailKind, type MailKind } from '../domain/tasks/mail-kinds.ts';
import type { Locale } from '../domain/words/message.ts';

export interface MailIdentity {
  readonly notificationId: string;
  readonly kind: MailKind;
  readonly locale: Locale;
  /** Idempotency key of the ledger: ids only. */
  readonly key: string;
  /** The one task the mail speaks of. */
  readonly taskId?: string | undefined;
  /** How many mails were queued for this task before; undefined for a mail that was queued for another one and found only this open. */
  readonly earlier?: number | undefined;
  readonly rehearsal: boolean;
  /** What stands after the @ of a Message-ID. */
  readonly domain: string;
  readonly messageId?: string | null;
  /** Where somebody who wants no digest writes to. */
  readonly unsubscribeAt: string;
}

export interface MailHeaders {
  readonly messageId: string;
  /** The first mail about the task: a later one joins its thread. */
  readonly references?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Stable per mail: sent again it is the same mail. One about a task names it, so that reminders thread. */
function messageIdOf({ notificationId, kind, taskId, earlier, domain, messageId }: MailIdentity): string {
  if (messageId !== undefined && messageId !== null) return messageId;
  if (taskId !== undefined && earlier !== undefined) return `<task.${taskId}.${earlier}@${domain}>`;
  return `<${kind === 'digest' || isAccountMailKind(kind) ? kind : 'batch'}.${notificationId}@${domain}>`;
}

export function headersOf(mail: MailIdentity): MailHeaders {
  const { taskId, earlier, domain, kind } = mail;
  const headers: Record<string, string> = {
    'Content-Language': mail.locale,
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'Dure-Kind': kind,
    'Dure-Notification': mail.key,
    'Dure-Mode': mail.rehearsal ? 'rehearsal' : 'live',
  };
  if (taskId !== undefined) headers['Dure-Task'] = taskId;
  if (kind === 'digest') {
    headers['List-Id'] = `<digest.${domain}>`;
    headers['List-Unsubscribe'] = `<mailto:${mail.unsubscribeAt}?subject=unsubscribe>`;
  }
  const references =
    taskId !== undefined && earlier !== undefined && earlier > 0 ? { references: `<task.${taskId}.0@${domain}>` } : {};
  return { messageId: messageIdOf(mail), ...references, headers };
}
