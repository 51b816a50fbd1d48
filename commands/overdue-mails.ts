import type { BulkMail } from '../db/bulk-mails.ts';
import { MAIL_URGENCY } from '../db/notifications.ts';
import type { DigestInput } from '../domain/process/messages.ts';
import type { EscalatedTask } from './escalate-late-tasks.ts';

export interface OverdueMails extends DigestInput {
  /** What stands above others by the pack's days, of all cycles of the digest. */
  readonly escalated: readonly EscalatedTask[];
  /** Who decides where nobody is above. */
  readonly hrIds: readonly string[];
  readonly isOwn: IsOwn;
}

/** Whether an evaluation is of an account of the same person. */
export type IsOwn = (employeeId: string, ownerId: string | null) => boolean;

/** A mail with the cycle that it goes with. */
export type OverdueMail = BulkMail & { readonly cycleId: string };

interface Told {
  readonly task: EscalatedTask;
  readonly employeeId: string;
}

/**
 * On a day on which something went up: one mail to each superior about all who are late, one to each who is late that it was told. Nobody of HR is
 * told so of their own evaluation.
 */
export function overdueMails({ escalated, hrIds, isOwn, ...day }: OverdueMails): readonly OverdueMail[] {
  const above = ({ superiorId, assigneeId, ownerId }: EscalatedTask) =>
    (superiorId === undefined ? hrIds.filter((id) => !isOwn(id, ownerId)) : [superiorId]).filter((id) => id !== assigneeId);
  const superiors = escalated.flatMap((task) => above(task).map((employeeId): Told => ({ task, employeeId })));
  const late = escalated.map((task): Told => ({ task, employeeId: task.assigneeId }));
  return [...mailsOf('overdue.superior', superiors, day), ...mailsOf('overdue.told', late, day)];
}

function mailsOf(
  mailKind: 'overdue.superior' | 'overdue.told',
  told: readonly Told[],
  { clock, timeZone, date }: DigestInput,
): readonly OverdueMail[] {
  return [...Map.groupBy(told, ({ employeeId }) => employeeId)].flatMap(([employeeId, about]) => {
    const tasks = about.map(({ task }) => task);
    const [first] = tasks;
    if (first === undefined || !tasks.some(({ isNew }) => isNew)) return [];
    const key = [mailKind, clock, date, timeZone, employeeId].join('/');
    const taskIds = tasks.map(({ id }) => id);
    const superiorIds = [...new Set(tasks.map(({ superiorId }) => superiorId ?? 'hr'))];
    const details = mailKind === 'overdue.told' ? { taskIds, superiorIds } : { taskIds };
    return [{ key, cycleId: first.cycleId, employeeId, mailKind, details, urgency: MAIL_URGENCY.overdue }];
  });
}
