import { KINDS, type TaskKind } from './kinds.ts';

/** Working days that a deadline may be moved at most: domain guide §8. The same paragraph gives a person one extension a phase. */
export function mostExtensionDays(kind: TaskKind): number {
  return KINDS[kind].role === 'employee' ? 10 : 20;
}
