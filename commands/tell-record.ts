import { randomUUID } from 'node:crypto';
import type { Trx } from '../db/in-transaction.ts';
import { insertNotices, MAIL_URGENCY } from '../db/notifications.ts';

/** What HR records about somebody, in mails to them. No day of a leave stands in a mail. */
export type ToldRecord =
  | { readonly what: 'left'; readonly leftOn: string }
  | { readonly what: 'not-left' | 'away' | 'not-away' }
  | { readonly what: 'withdrawn' | 'reinstated'; readonly cycleId: string };

/** Each gets a mail of it at once: nothing is recorded about somebody behind their back. The last thing that a transaction does. */
export async function tellRecord(trx: Trx, employeeIds: readonly string[], details: ToldRecord): Promise<void> {
  const telling = randomUUID();
  const keyOf = (employeeId: string) => `record.changed/${telling}/${employeeId}`;
  await insertNotices(trx, { employeeIds, keyOf, mailKind: 'record.changed', details, urgency: MAIL_URGENCY.security });
}
