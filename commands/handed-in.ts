import { type Submission, SUBMISSIONS } from '../contracts/forms.ts';
import { DomainError } from '../domain/errors.ts';
import type { TaskKind } from '../domain/tasks/kinds.ts';

/** An answer that was handed in, as the record has it. */
export interface HandedIn {
  readonly taskId: string;
  readonly content: unknown;
}

/**
 * An answer that was handed in, as its form has it. One that can no longer be read is not taken for none: whoever needs it stops.
 * @throws DomainError 'record-unreadable' with the task's id
 */
export function readHandedIn<K extends TaskKind>(kind: K, { taskId, content }: HandedIn): Submission<K> {
  const parsed = SUBMISSIONS[kind].safeParse(content);
  if (!parsed.success) throw new DomainError('record-unreadable', { taskId });
  return parsed.data as Submission<K>;
}

export function isReadable(kind: TaskKind, content: unknown): boolean {
  return SUBMISSIONS[kind].safeParse(content).success;
}
