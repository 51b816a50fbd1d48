/** How somebody, or something, keeps a group from its results. */
export const HELD_UP_BY = [
  /** A person's turn: a rating or its review, an answer about the meeting, the chair's decision. */
  'task',
  /** The same while the process is paused. */
  'paused',
  /** The process cannot go on: HR or an operator must see to it. */
  'failed',
  /** A member has not been launched into the phase that the group waits for. */
  'not-launched',
  /** The process is between two steps. */
  'moving',
] as const;
export type HeldUpBy = (typeof HELD_UP_BY)[number];
