import { type BulkMail, queueMails } from '../../db/bulk-mails.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { FIRST_MAIL_WAITS_MS } from '../../domain/cycle/first-mail.ts';

/** A task as a mail about a command speaks of it. */
export interface ToldTask {
  readonly taskId: string;
  readonly assigneeId: string;
  readonly phase: string;
}

export interface Telling {
  readonly cycleId: string;
  readonly mailKind: 'due.changed' | 'task.assigned';
  readonly requestId: string;
  readonly tasks: readonly ToldTask[];
}

/** One mail per person about what a command changed; it waits as a first mail does, and takes in what the next commands change meanwhile. */
export async function tellAssignees(trx: Trx, telling: Telling): Promise<number> {
  return queueMails(trx, { cycleId: telling.cycleId, waitsMs: FIRST_MAIL_WAITS_MS, mails: mailsToAssignees(telling) });
}

/** The same mails, to be queued with others: a transaction queues once. */
export function mailsToAssignees({ cycleId, mailKind, requestId, tasks }: Telling): readonly BulkMail[] {
  return [...Map.groupBy(tasks, ({ assigneeId }) => assigneeId)].map(([employeeId, own]): BulkMail => {
    const phases = new Set(own.map(({ phase }) => phase));
    return {
      key: `${mailKind}/${cycleId}/${employeeId}/${requestId}`,
      employeeId,
      mailKind,
      details: { taskIds: own.map(({ taskId }) => taskId) },
      ...(phases.size === 1 && own[0] !== undefined && { phase: own[0].phase }),
      ...(own.length === 1 && own[0] !== undefined && { taskId: own[0].taskId }),
    };
  });
}
