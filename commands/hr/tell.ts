import { type BulkMail, queueMails } from '../../db/bulk-mails.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { FIRST_MAIL_WAITS_MS } from '../../domain/cycle/first-mail.ts';

/** A task as a mail about a command speaks of it. */
export interface ToldTask {
  readonly taskId: string;
  readonly assigneeId: string;
  readonly phase: string;
  readonly kind: string;
}

export interface Telling {
  readonly cycleId: string;
  readonly mailKind: 'due.changed' | 'task.assigned';
  readonly requestId: string;
  readonly tasks: readonly ToldTask[];
}

/** One mail per person, phase and kind of task about what a command changed; it waits as a first mail does. */
export async function tellAssignees(trx: Trx, { cycleId, mailKind, requestId, tasks }: Telling): Promise<number> {
  if (tasks.length === 0) return 0;
  const mails = new Map<string, BulkMail>();
  for (const { taskId, assigneeId, phase, kind } of tasks) {
    const key = `${mailKind}/${cycleId}/${assigneeId}/${phase}/${kind}/${requestId}`;
    if (!mails.has(key)) mails.set(key, { key, employeeId: assigneeId, phase, taskId, mailKind, details: { kind } });
  }
  return queueMails(trx, { cycleId, waitsMs: FIRST_MAIL_WAITS_MS, mails: [...mails.values()] });
}
