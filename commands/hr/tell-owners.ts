import { type BulkMail, queueMails } from '../../db/bulk-mails.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { FIRST_MAIL_WAITS_MS } from '../../domain/cycle/first-mail.ts';

export interface TellingOwners {
  readonly cycleId: string;
  /** Of the correction. */
  readonly requestId: string;
  readonly owners: readonly { readonly employeeId: string; readonly evaluationId: string }[];
}

/** The second notice: each owner of a result that a request corrected gets one mail; it says that there is a new version, and nothing of it. Answers how many were new. */
export async function tellOwners(trx: Trx, { cycleId, requestId, owners }: TellingOwners): Promise<number> {
  const mails = owners.map(({ employeeId, evaluationId }): BulkMail => {
    const key = `result.corrected/${cycleId}/${employeeId}/${requestId}`;
    return { key, employeeId, mailKind: 'result.corrected', details: { evaluationId } };
  });
  return queueMails(trx, { cycleId, waitsMs: FIRST_MAIL_WAITS_MS, mails });
}
