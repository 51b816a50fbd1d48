import type { Goal } from '../../../contracts/forms.ts';

// The choices of the goal form; the contract's types keep them complete in meaning, and its schemas out of the first page.
export const directions = ['higher', 'lower'] as const satisfies readonly Goal['direction'][];
export const frequencies = ['monthly', 'quarterly', 'half-yearly', 'yearly'] as const satisfies readonly Goal['frequency'][];
export const influences = ['high', 'medium', 'low'] as const satisfies readonly Goal['influence'][];

/** A goal while it is written. */
export type DraftedGoal = Partial<Goal>;
