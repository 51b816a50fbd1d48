import type { Wait } from '../../process/messages.ts';

/** What a run waits for, for Temporal's current details: no names, no dates, no rating. */
const WAITS: Readonly<Record<Wait, string>> = {
  window: 'Waits for the next phase to open.',
  'group-complete': 'Waits until everybody in the group is rated.',
  publication: 'Waits for the publication.',
  'appeal-window': 'Waits for the end of the appeal window.',
};

const TASKS: Readonly<Record<string, string>> = {
  'goals.draft': 'Waits for the employee to write goals',
  'goals.agree': 'Waits for the rater to agree the goals',
  'goals.confirm': 'Waits for the reviewer to confirm the goals',
  'coaching.hold': 'Waits for the rater to hold and record the talk',
  'coaching.acknowledge': 'Waits for the employee to read the record of the talk',
  'self-assessment.write': 'Waits for the self-assessment',
  'rating.write': 'Waits for the rater to rate',
  'rating.review': 'Waits for the reviewer to review the rating',
  'calibration.meeting': 'Waits for a committee member to answer the meeting call',
  'calibration.lock': 'Waits for the chair to lock the calibration',
  'result.acknowledge': 'Waits for the employee to confirm the result',
};

export interface AskedTask {
  readonly kind: string;
  readonly round: number;
  readonly seat: number;
}

export function taskDetails({ kind, round, seat }: AskedTask): string {
  const again = round > 1 ? `, round ${round}` : '';
  const which = seat > 1 ? `, seat ${seat}` : '';
  return `${TASKS[kind] ?? `Waits for ${kind}`}${again}${which}.`;
}

export function waitDetails(wait: Wait): string {
  return WAITS[wait];
}
