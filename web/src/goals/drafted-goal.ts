import type { Goal } from '../../../contracts/forms.ts';

/** A goal while it is written. */
export type DraftedGoal = Partial<Goal>;
