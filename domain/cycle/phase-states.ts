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
