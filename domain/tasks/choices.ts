// What forms offer to choose from.

export const DIRECTIONS = ['higher', 'lower'] as const;
export const FREQUENCIES = ['monthly', 'quarterly', 'half-yearly', 'yearly'] as const;
export const INFLUENCES = ['high', 'medium', 'low'] as const;
/** How a person's goal may be measured, the last one where nothing may happen: lower is better with a target of 0. scoring.md knows more methods, for a unit's indicators. */
export const GOAL_METHODS = ['ratio', 'linear', 'from-baseline', 'full-or-nothing'] as const;
/** How a unit's indicator may be measured. Of milestones the weighed share that is done is kept as the actual. */
export const INDICATOR_METHODS = [...GOAL_METHODS, 'milestones'] as const;
export const DESIGNATIONS = ['critical', 'important'] as const;
export const TALK_ANSWERS = ['read', 'commented', 'no-talk', 'refused'] as const;
export const RESULT_ANSWERS = ['confirmed', 'commented', 'refused'] as const;
