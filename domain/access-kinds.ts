import type { TaskKind } from './tasks/kinds.ts';

/** Views of somebody's evaluation that leave their row, as its owner reads them. */
export const PAGE_ACCESSES = ['access', 'calibration', 'correction', 'goals', 'result', 'status', 'team', 'timeline'] as const;

/** Views of one task: its form, what was handed in, a draft that was set aside. */
export const TASK_ACCESSES = ['set-aside', 'submission', 'task'] as const;

export type AccessKind = (typeof PAGE_ACCESSES)[number] | `${(typeof TASK_ACCESSES)[number]}.${TaskKind}`;
