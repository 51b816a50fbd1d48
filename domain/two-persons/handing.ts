import type { TaskRole } from '../tasks/kinds.ts';

/**
 * Whose tasks and places go to another by two persons at any time: what somebody says in their own evaluation, and the committee, which always decides a
 * result. Rater and reviewer do from the day on which ratings are written.
 */
export const HANDED_BY_TWO: readonly TaskRole[] = ['employee', 'member', 'chair'];
