import { KINDS, RETURNED_MAIL_KINDS, TASK_KINDS } from './kinds.ts';
import type { TaskKind } from './kinds.ts';

/** Mails that ask for a task: the kind itself, or `*.returned` for round 2 and later of the task before it. */
export const TASK_MAIL_KINDS = [...TASK_KINDS, ...RETURNED_MAIL_KINDS] as const;
export type TaskMailKind = (typeof TASK_MAIL_KINDS)[number];

/** Every mail template. */
export const MAIL_KINDS = [
  ...TASK_MAIL_KINDS,
  'task.assigned',
  'reassigned.before',
  'reassigned.after',
  'reassigned.evaluated',
  'due.changed',
  'coaching.told',
  'overdue.superior',
  'overdue.told',
  'digest',
  'hr.told',
  'request.failed',
  'result.corrected',
  'role.changed',
  'record.changed',
  'sign-in',
  'address.left',
  'address.passed',
  'address.told',
  'address.objected',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** Of no cycle: they go at once, whatever the hours. */
export const ACCOUNT_MAIL_KINDS = [
  'sign-in',
  'role.changed',
  'record.changed',
  'address.left',
  'address.passed',
  'address.told',
  'address.objected',
] as const;
export type AccountMailKind = (typeof ACCOUNT_MAIL_KINDS)[number];

/** Do not count against the two mails a day: those of an account, and what sums up. */
export const UNCOUNTED_MAIL_KINDS: readonly MailKind[] = [...ACCOUNT_MAIL_KINDS, 'digest'];

/** Whether a mail takes one of a person's places of a day. */
export function isCounted(mailKind: string): boolean {
  return !(UNCOUNTED_MAIL_KINDS as readonly string[]).includes(mailKind);
}

/** One that still waits takes in the next of its kind to the same person: whoever reads it reads of all. */
export const JOINING_MAIL_KINDS: readonly MailKind[] = [
  'task.assigned',
  'reassigned.before',
  'reassigned.after',
  'reassigned.evaluated',
  'due.changed',
  'coaching.told',
  'overdue.superior',
  'overdue.told',
  'result.corrected',
];

export function isMailKind(kind: string): kind is MailKind {
  return (MAIL_KINDS as readonly string[]).includes(kind);
}

export function isAccountMailKind(kind: string): kind is AccountMailKind {
  return (ACCOUNT_MAIL_KINDS as readonly string[]).includes(kind);
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
