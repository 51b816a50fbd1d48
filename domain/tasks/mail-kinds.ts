import { KINDS, RETURNED_MAIL_KINDS, TASK_KINDS } from './kinds.ts';
import type { TaskKind } from './kinds.ts';

/** Mails that ask for a task: the kind itself, or `*.returned` for round 2 and later of the task before it. */
export const TASK_MAIL_KINDS = [...TASK_KINDS, ...RETURNED_MAIL_KINDS] as const;
export type TaskMailKind = (typeof TASK_MAIL_KINDS)[number];

/** Every mail template. */
export const MAIL_KINDS = [
  ...TASK_MAIL_KINDS,
  'task.assigned',
  'due.changed',
  'coaching.told',
  'overdue.superior',
  'overdue.told',
  'digest',
  'hr.told',
  'result.corrected',
  'sign-in',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** Do not count against the two mails a day: one leads in, the other sums up. */
export const UNCOUNTED_MAIL_KINDS: readonly MailKind[] = ['sign-in', 'digest'];

export function isMailKind(kind: string): kind is MailKind {
  return (MAIL_KINDS as readonly string[]).includes(kind);
}

export function isTaskMailKind(kind: string): kind is TaskMailKind {
  return (TASK_MAIL_KINDS as readonly string[]).includes(kind);
}

export interface AnnouncedTasks {
  readonly kind: TaskKind;
  readonly fewestRounds: number;
  readonly mostRounds: number | undefined;
}

/** Which tasks a task mail speaks of; where returned ones have a mail of their own, the first mail speaks of round 1 only. */
export function announcedBy(mailKind: TaskMailKind): AnnouncedTasks {
  const returned = TASK_KINDS.find((kind) => KINDS[kind].returnedMail === mailKind);
  if (returned !== undefined) return { kind: returned, fewestRounds: 2, mostRounds: undefined };
  const kind = mailKind as TaskKind;
  return { kind, fewestRounds: 1, mostRounds: KINDS[kind].returnedMail === undefined ? undefined : 1 };
}
