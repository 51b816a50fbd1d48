import type { WorkflowType } from '../../process/names.ts';
import { KINDS, TASK_KINDS } from '../../tasks/kinds.ts';
import type { CheckedPack, CheckedPhase } from '../checked-pack.ts';
import type { Finding, FindingCode } from '../codes.ts';

/** The phases together reach a result: people are rated, it is decided, and they are told, in this order. */
export function phaseFindings(pack: CheckedPack): readonly Finding[] {
  const { phases, review } = pack;
  const first = (type: WorkflowType) => phases.findIndex(({ workflowType }) => workflowType === type);
  const [rating, calibration, notice] = [
    first('managerEvaluationWorkflow'),
    first('calibrationWorkflow'),
    first('resultNoticeWorkflow'),
  ];
  const reviews = phases.some(({ tasks }) => tasks['rating.review'] !== undefined);
  return [
    ...phases.flatMap(placeFindings),
    ...missing('rating-never-asked', rating),
    ...missing('result-never-decided', calibration),
    ...missing('result-never-told', notice),
    ...outOfOrder(phases, rating, calibration),
    ...outOfOrder(phases, calibration, notice),
    ...phases.flatMap(({ workflowType, barrier }, at): Finding[] =>
      workflowType === 'managerEvaluationWorkflow' && barrier !== true
        ? [{ code: 'calibration-does-not-wait', pointer: `/phases/${at}/barrier` }]
        : [],
    ),
    ...phases.flatMap(({ workflowType, exemptGrades = [] }, at): Finding[] =>
      RESULT.has(workflowType) && exemptGrades.length > 0
        ? [{ code: 'exempt-from-result', pointer: `/phases/${at}/exemptGrades` }]
        : [],
    ),
    ...(review.beforeEmployee && !reviews
      ? [{ code: 'review-without-reviewer' as const, pointer: '/review/beforeEmployee' }]
      : []),
  ];
}

function missing(code: FindingCode, at: number): readonly Finding[] {
  return at < 0 ? [{ code, pointer: '/phases' }] : [];
}

function outOfOrder(phases: readonly CheckedPhase[], before: number, after: number): readonly Finding[] {
  if (before < 0 || after < 0 || before < after) return [];
  const details = { phase: phases[after]?.key, before: phases[before]?.key };
  return [{ code: 'phases-out-of-order', pointer: `/phases/${after}`, details }];
}

/** Workflows that make a result: whoever takes part in a cycle has one. */
const RESULT = new Set<string>([
  'managerEvaluationWorkflow',
  'calibrationWorkflow',
  'resultNoticeWorkflow',
] satisfies readonly WorkflowType[]);

/** Workflows that ask people; the others are the cycle's own. */
const ASKING = new Set<string>(TASK_KINDS.map((kind) => KINDS[kind].workflowType));

function placeFindings({ workflowType, subject }: CheckedPhase, at: number): readonly Finding[] {
  if (!ASKING.has(workflowType))
    return [{ code: 'workflow-not-of-a-phase', pointer: `/phases/${at}/workflowType`, details: { workflowType } }];
  const fits = workflowType === 'calibrationWorkflow' ? 'rating-group' : 'evaluation';
  return subject === fits ? [] : [{ code: 'subject-does-not-fit', pointer: `/phases/${at}/subject`, details: { fits } }];
}
