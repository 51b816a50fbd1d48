import type { TaskOutcome } from '../process/messages.ts';
import type { WorkflowType } from '../process/names.ts';

export const TASK_KINDS = [
  'goals.draft',
  'goals.agree',
  'goals.confirm',
  'coaching.hold',
  'coaching.acknowledge',
  'self-assessment.write',
  'rating.write',
  'rating.review',
  'calibration.meeting',
  'calibration.lock',
  'result.acknowledge',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** Who is asked, in words of the evaluation; `member` and `chair` are of the calibration committee. */
export type TaskRole = 'employee' | 'rater' | 'reviewer' | 'member' | 'chair';

/** What happens if nobody answers. The first two expire at `accepted_until`; the others are late and end by closing or by a decision of people. */
export const IF_SILENT = ['recorded', 'moves-on', 'asks-superior', 'hr-decides'] as const;
export type IfSilent = (typeof IF_SILENT)[number];

/** Mails of their own for round 2 and later of some kinds. */
export const RETURNED_MAIL_KINDS = ['goals.returned', 'rating.returned'] as const;
export type ReturnedMailKind = (typeof RETURNED_MAIL_KINDS)[number];

export interface KindFacts {
  readonly workflowType: WorkflowType;
  readonly role: TaskRole;
  /** How a person may end it; everything else is the process's or HR's. */
  readonly outcomes: readonly ('done' | 'returned')[];
  /** Mail kind of the first opening in a phase, by round; later openings of the same mail kind stand in the digest. */
  readonly returnedMail?: ReturnedMailKind;
  /** The next step's kind, for the sentence that says where one stands. */
  readonly next?: TaskKind;
}

export const KINDS: Readonly<Record<TaskKind, KindFacts>> = {
  'goals.draft': {
    workflowType: 'goalSettingWorkflow',
    role: 'employee',
    outcomes: ['done'],
    returnedMail: 'goals.returned',
    next: 'goals.agree',
  },
  'goals.agree': { workflowType: 'goalSettingWorkflow', role: 'rater', outcomes: ['done', 'returned'], next: 'goals.confirm' },
  'goals.confirm': { workflowType: 'goalSettingWorkflow', role: 'reviewer', outcomes: ['done', 'returned'] },
  'coaching.hold': { workflowType: 'midtermCoachingWorkflow', role: 'rater', outcomes: ['done'], next: 'coaching.acknowledge' },
  'coaching.acknowledge': { workflowType: 'midtermCoachingWorkflow', role: 'employee', outcomes: ['done', 'returned'] },
  'self-assessment.write': { workflowType: 'selfAssessmentWorkflow', role: 'employee', outcomes: ['done'] },
  'rating.write': {
    workflowType: 'managerEvaluationWorkflow',
    role: 'rater',
    outcomes: ['done'],
    returnedMail: 'rating.returned',
    next: 'rating.review',
  },
  'rating.review': { workflowType: 'managerEvaluationWorkflow', role: 'reviewer', outcomes: ['done', 'returned'] },
  'calibration.meeting': { workflowType: 'calibrationWorkflow', role: 'member', outcomes: ['done'], next: 'calibration.lock' },
  'calibration.lock': { workflowType: 'calibrationWorkflow', role: 'chair', outcomes: ['done'] },
  'result.acknowledge': { workflowType: 'resultNoticeWorkflow', role: 'employee', outcomes: ['done'] },
};

/** Every kind a workflow type may ask, for its search attribute. */
export function kindsOf(workflowType: string): readonly TaskKind[] {
  return TASK_KINDS.filter((kind) => KINDS[kind].workflowType === workflowType);
}

/** The mail that announces a task: round 2 and later of some kinds has words of its own. */
export function mailKindOf(kind: TaskKind, round: number): TaskKind | ReturnedMailKind {
  return round > 1 ? (KINDS[kind].returnedMail ?? kind) : kind;
}

/** Who is told first of silence: the rater of an employee's, the reviewer of a rater's. Undefined: only HR is above. */
export function superiorOf(kind: TaskKind): 'rater' | 'reviewer' | undefined {
  const { role } = KINDS[kind];
  if (role === 'employee') return 'rater';
  return role === 'rater' ? 'reviewer' : undefined;
}

export interface AnsweredTask {
  readonly kind: TaskKind;
  readonly round: number;
  readonly answer?: string;
}

/**
 * How a task ends by what its form says. An acknowledged talk that did not take place, or is refused for the first time, is held again;
 * a second refusal stands. Undefined: the person decides by the button.
 */
export function outcomeByAnswer({ kind, round, answer }: AnsweredTask): TaskOutcome | undefined {
  if (kind !== 'coaching.acknowledge') return undefined;
  if (answer === 'no-talk') return 'returned';
  return answer === 'refused' && round === 1 ? 'returned' : 'done';
}
