/** How far a cycle has come. */
export type CycleStage = 'planned' | 'running' | 'published' | 'archived';

export interface StageFacts {
  readonly launchedAt: string | null;
  readonly publishedAt: string | null;
  readonly archivedAt: string | null;
}

export function cycleStage({ launchedAt, publishedAt, archivedAt }: StageFacts): CycleStage {
  if (archivedAt !== null) return 'archived';
  if (publishedAt !== null) return 'published';
  return launchedAt === null ? 'planned' : 'running';
}

/** A result may be found wrong also when the cycle is archived. */
const CORRECTS_RESULTS = 'correct-result';
/** Once results are out there is nothing to launch and to publish, and nobody comes back into a group. */
const BEFORE_PUBLICATION: readonly string[] = ['launch-cycle', 'publish', 'reinstate'];
/** Archiving ends no task and no process of a person: what helps those to their own end stays. */
const ENDS_WHAT_IS_OPEN: readonly string[] = ['remind', 'resume', 'decide-silence', 'retry-failed', 'resend-mail'];

/** What has not come to its end yet: somebody's turn, a process that failed, one that is paused. */
export interface LeftOpen {
  readonly turns: boolean;
  readonly failed: boolean;
  readonly paused: boolean;
}

const ENDS: Readonly<Record<string, keyof LeftOpen>> = {
  remind: 'turns',
  'decide-silence': 'turns',
  'retry-failed': 'failed',
  resume: 'paused',
};

/** Whether there is something left that the command ends; true of a command that ends nothing. */
export function hasSomethingToEnd(command: string, left: LeftOpen): boolean {
  const what = ENDS[command];
  return what === undefined || left[what];
}

/** Whether a command of HR's has any sense at a stage; whether it may be done to these people, the command itself says. */
export function fitsStage(command: string, stage: CycleStage): boolean {
  switch (stage) {
    case 'planned':
      return command === 'launch-cycle';
    case 'running':
      return command !== 'launch-cycle' && command !== CORRECTS_RESULTS;
    case 'published':
      return !BEFORE_PUBLICATION.includes(command);
    case 'archived':
      return ENDS_WHAT_IS_OPEN.includes(command) || command === CORRECTS_RESULTS;
  }
}
