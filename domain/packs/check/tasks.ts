import type { WorkflowType } from '../../process/names.ts';
import { KINDS, TASK_KINDS, type TaskKind } from '../../tasks/kinds.ts';
import type { CheckedPack, CheckedPhase } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';

/** The task without which a workflow asks nobody at all. */
const NEEDED: Readonly<Partial<Record<WorkflowType, TaskKind>>> = {
  goalSettingWorkflow: 'goals.draft',
  midtermCoachingWorkflow: 'coaching.hold',
  selfAssessmentWorkflow: 'self-assessment.write',
  managerEvaluationWorkflow: 'rating.write',
  resultNoticeWorkflow: 'result.acknowledge',
};

/** Nobody's rating, goals or result may come about because somebody was silent. */
const MAY_END_BY_SILENCE: ReadonlySet<TaskKind> = new Set<TaskKind>([
  'coaching.hold',
  'coaching.acknowledge',
  'self-assessment.write',
  'calibration.meeting',
  'result.acknowledge',
]);

/** Each phase asks somebody something that its workflow knows, and comes to an end. */
export function taskFindings({ phases, calibration }: CheckedPack): readonly Finding[] {
  return phases.flatMap((phase, at) => [
    ...neededFindings(phase, at),
    ...(phase.workflowType === 'calibrationWorkflow' ? lockFindings(phase, at, calibration.changes) : []),
    ...TASK_KINDS.filter((kind) => phase.tasks[kind] !== undefined).flatMap((kind) => kindFindings(phase, at, kind)),
  ]);
}

function neededFindings({ workflowType, tasks, key }: CheckedPhase, at: number): readonly Finding[] {
  const needs = NEEDED[workflowType as WorkflowType];
  if (needs === undefined || tasks[needs] !== undefined) return [];
  return [{ code: 'phase-nobody-can-do', pointer: `/phases/${at}/tasks`, details: { phase: key, needs } }];
}

function lockFindings({ tasks, key }: CheckedPhase, at: number, changes: string): readonly Finding[] {
  const pointer = `/phases/${at}/tasks`;
  const details = { phase: key, needs: 'calibration.lock' };
  const asks = tasks['calibration.meeting'] !== undefined || tasks['calibration.lock'] !== undefined;
  if (changes === 'nothing') return asks ? [{ code: 'phase-nobody-can-do', pointer, details: { phase: key } }] : [];
  if (tasks['calibration.lock'] !== undefined) return [];
  return [{ code: asks ? 'phase-without-end' : 'phase-nobody-can-do', pointer, details }];
}

function kindFindings({ workflowType, tasks, key: phase }: CheckedPhase, at: number, kind: TaskKind): readonly Finding[] {
  const pointer = `/phases/${at}/tasks/${kind}`;
  const { ifSilent, reviewer } = tasks[kind] ?? {};
  const expires = ifSilent === 'recorded' || ifSilent === 'moves-on';
  return [
    ...(KINDS[kind].workflowType === workflowType
      ? []
      : [{ code: 'task-of-another-workflow' as const, pointer, details: { phase, kind } }]),
    ...(expires && !MAY_END_BY_SILENCE.has(kind)
      ? [{ code: 'ends-by-silence' as const, pointer: `${pointer}/ifSilent`, details: { kind, ifSilent } }]
      : []),
    ...(reviewer !== undefined && KINDS[kind].role !== 'reviewer'
      ? [{ code: 'reviewer-of-nobody' as const, pointer: `${pointer}/reviewer`, details: { kind } }]
      : []),
  ];
}
