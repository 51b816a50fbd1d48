// What forms offer to choose from.

export const DIRECTIONS = ['higher', 'lower'] as const;
export const FREQUENCIES = ['monthly', 'quarterly', 'half-yearly', 'yearly'] as const;
export const INFLUENCES = ['high', 'medium', 'low'] as const;
export const TALK_ANSWERS = ['read', 'commented', 'no-talk', 'refused'] as const;
export const RESULT_ANSWERS = ['confirmed', 'commented', 'refused'] as const;
