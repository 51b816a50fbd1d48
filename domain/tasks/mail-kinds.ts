import { TASK_KINDS } from './kinds.ts';
import type { TaskKind } from './kinds.ts';

/** Mails that ask for a task: the kind itself, or `*.returned` for round 2 and later of the task before it. */
export const TASK_MAIL_KINDS = [...TASK_KINDS, 'goals.returned', 'rating.returned'] as const;
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
  if (mailKind === 'goals.returned') return { kind: 'goals.draft', fewestRounds: 2, mostRounds: undefined };
  if (mailKind === 'rating.returned') return { kind: 'rating.write', fewestRounds: 2, mostRounds: undefined };
  const hasReturned = mailKind === 'goals.draft' || mailKind === 'rating.write';
  return { kind: mailKind, fewestRounds: 1, mostRounds: hasReturned ? 1 : undefined };
}
