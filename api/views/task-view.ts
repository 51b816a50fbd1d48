import type { Evidence, FormRules } from '../../contracts/api/evidence.ts';
import type { Task, TaskRow } from '../../contracts/api/tasks.ts';
import type { Db } from '../../db/connection.ts';
import type { CycleContext } from '../../db/reading/cycle-context.ts';
import { actionsOf, answersOf, goalsOf, indicatorsOf, lastAnswerOf, talksOf } from '../../db/reading/evidence.ts';
import { phaseRuns } from '../../db/reading/steps.ts';
import type { TaskRecord } from '../../db/reading/task-rows.ts';
import { AUDIENCES } from '../../domain/permissions.ts';
import { KINDS } from '../../domain/tasks/kinds.ts';
import { boardOf } from './board-of.ts';
import { cycleRef } from './cycle-ref.ts';
import { ifSilentOf, standingOfTask, stepsOf, stepsOfGroup } from './standing-of.ts';
import { runsForOwner } from './own-standing.ts';

export function taskRowOf(cycle: CycleContext, task: TaskRecord, readerId: string): TaskRow {
  const { id, kind, round, seat, state, outcome, reason, phase, processRunId, openedAt, dueAt, late, paused, closedAt, minutes } =
    task;
  return {
    id,
    kind,
    round,
    seat,
    state,
    outcome,
    reason,
    subject: subjectOf(task, readerId),
    cycle: cycleRef(cycle),
    phase,
    processRunId,
    assignee:
      task.assigneeName === null || task.assigneeNo === null
        ? null
        : { employeeNo: task.assigneeNo, name: task.assigneeName, role: KINDS[kind].role },
    openedAt,
    dueAt,
    acceptedUntil: task.acceptedUntil === 'infinity' ? null : task.acceptedUntil,
    late,
    paused,
    papersOpen: state === 'closed' && task.sitsInSession,
    closedAt,
    minutes,
    draft:
      task.version === null || state === 'closed' || task.assigneeId !== readerId
        ? null
        : { version: task.version, savedAt: task.savedAt },
    standing: standingOfTask(cycle, task, readerId),
    ifSilent: ifSilentOf(cycle, task),
  };
}

export function subjectOf(task: TaskRecord, readerId: string): TaskRow['subject'] {
  if (task.evaluationId !== null && task.name !== null) {
    return {
      of: 'evaluation',
      evaluationId: task.evaluationId,
      name: task.name,
      unitName: task.unitName ?? '',
      grade: task.grade,
      mine: task.employeeId === readerId,
    };
  }
  if (task.ratingGroupId !== null) return { of: 'rating-group', ratingGroupId: task.ratingGroupId, name: task.groupName ?? '' };
  return { of: 'cycle', name: task.phase };
}

export interface TaskViewRequest {
  readonly task: TaskRecord;
  readonly cycle: CycleContext;
  readonly draft: Record<string, unknown> | null;
  readonly readerId: string;
  /** The reader sits in the open session that the task belongs to. */
  readonly seesBoard: boolean;
}

/** Everything that the page of one task needs; for its assignee. */
export async function taskViewOf(db: Db, { task, cycle, draft, readerId, seesBoard }: TaskViewRequest): Promise<Task> {
  const row = taskRowOf(cycle, task, readerId);
  const runs = task.evaluationId === null ? [] : await phaseRuns(db, [task.evaluationId]);
  return {
    ...row,
    draft: row.draft === null || draft === null ? null : { ...row.draft, content: draft },
    allowedOutcomes: task.state === 'open' ? [...KINDS[task.kind].outcomes] : [],
    audience: { draft: ['assignee'], submission: [...AUDIENCES[task.kind]] },
    steps:
      task.ratingGroupId === null
        ? stepsOf(cycle, task.employeeId === readerId ? runsForOwner(cycle, runs) : runs)
        : stepsOfGroup(cycle, { phase: task.phase, over: task.state === 'closed' && !seesBoard }),
    rules: rulesOf(cycle, task.leads),
    evidence: await evidenceOf(db, { task, cycle, seesBoard }),
  };
}

function rulesOf({ pack }: CycleContext, leads: boolean): FormRules {
  const { goals, scales, sections, overall, development, scoring, levels, ranking, distribution, calibration } = pack;
  const rating = { scales, sections, ...(overall !== undefined && { overall }), development, scoring };
  return { goals, ...rating, levels, ranking, distribution, calibration, leads };
}

const NOTHING: Evidence = {
  goals: [],
  proposedGoals: null,
  indicators: [],
  earlier: [],
  talks: [],
  actions: [],
  selfAssessment: null,
  rating: null,
  board: null,
};

async function evidenceOf(
  db: Db,
  { task, cycle, seesBoard }: Pick<TaskViewRequest, 'task' | 'cycle' | 'seesBoard'>,
): Promise<Evidence> {
  const { kind, evaluationId, unitId } = task;
  if (evaluationId === null || unitId === null) {
    return { ...NOTHING, board: seesBoard && task.ratingGroupId !== null ? await boardOf(db, task.processRunId, cycle) : null };
  }
  const role = KINDS[kind].role;
  const [goals, indicators, answers, talks, actions, selfAssessment, rating] = await Promise.all([
    goalsOf(db, evaluationId),
    indicatorsOf(db, { cycleId: cycle.id, unitId }),
    answersOf(db, task.processRunId),
    talksOf(db, evaluationId),
    actionsOf(db, evaluationId),
    lastAnswerOf(db, { evaluationId, kind: 'self-assessment.write' }),
    kind === 'rating.review' ? lastAnswerOf(db, { evaluationId, kind: 'rating.write' }) : null,
  ]);
  // A kind that the reader's role may not read stays out, whatever run it stands in.
  const earlier = answers.filter((answer) => (AUDIENCES[answer.kind] as readonly string[]).includes(role));
  const proposed = earlier.findLast((answer) => answer.kind === 'goals.draft');
  return {
    ...NOTHING,
    goals: goals.filter((goal) => goal.replacedAt === null),
    proposedGoals: proposed?.content ?? null,
    indicators: [...indicators],
    earlier: [...earlier],
    talks: [...talks],
    actions: [...actions],
    selfAssessment,
    rating: rating?.content ?? null,
  };
}
