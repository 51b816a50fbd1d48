import { queueMails } from '../db/bulk-mails.ts';
import { hrIds } from '../db/hr-people.ts';
import type { Trx } from '../db/in-transaction.ts';
import { FIRST_MAIL_WAITS_MS } from '../domain/cycle/first-mail.ts';

export interface FailedRequest {
  readonly id: string;
  readonly cycleId: string;
  /** Who asked and who approved. */
  readonly deciders: readonly (string | null)[];
  /** A code. */
  readonly why: string;
  /** It was given up, and may be tried again; else it is refused. */
  readonly dead: boolean;
}

/** Whoever asked and approved, and everybody of HR, get a mail that what they decided was not carried out at its time. The last thing of a transaction. */
export async function tellFailedRequest(trx: Trx, { id: requestId, cycleId, deciders, why, dead }: FailedRequest): Promise<void> {
  const readers = new Set([...deciders.filter((one) => one !== null), ...(await hrIds(trx))]);
  const mails = [...readers].map((employeeId) => ({
    key: `request.failed/${requestId}/${why}/${employeeId}`,
    employeeId,
    mailKind: 'request.failed' as const,
    details: { requestId, why, dead },
  }));
  await queueMails(trx, { cycleId, waitsMs: FIRST_MAIL_WAITS_MS, mails });
}
