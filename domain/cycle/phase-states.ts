/** How somebody stands in a phase, for boards: whose turn it is, never what anybody wrote. */
export const PHASE_STATES = [
  'not-launched',
  'not-started',
  'writing',
  'with-superior',
  'waiting',
  'paused',
  'failed',
  'done',
  'skipped',
] as const;
export type PhaseState = (typeof PHASE_STATES)[number];

/** The counts of a board, by state, in the order in which they are shown; their sum is everybody who is enrolled. */
export const STATE_COUNTS = [
  'done',
  'skipped',
  'writing',
  'notStarted',
  'withSuperior',
  'waiting',
  'paused',
  'failed',
  'notLaunched',
] as const;
