/** Names on Temporal's wire: never encrypted, never renamed. */
export const WORKFLOW_TYPES = [
  'cycleWorkflow',
  'goalSettingWorkflow',
  'midtermCoachingWorkflow',
  'selfAssessmentWorkflow',
  'managerEvaluationWorkflow',
  'calibrationWorkflow',
  'resultNoticeWorkflow',
  'digestWorkflow',
  'digestTickWorkflow',
] as const;
export type WorkflowType = (typeof WORKFLOW_TYPES)[number];

export const TASK_CHANGED = 'taskChanged';

/** Workflows and local activities on `dure-process`; publication, recomputing, import and exports on `dure-bulk`. */
export const PROCESS_QUEUE = 'dure-process';
export const BULK_QUEUE = 'dure-bulk';

/** One Schedule for each time zone in which a live cycle is under way. */
export function digestScheduleId(timeZone: string): string {
  return `digest/${timeZone}`;
}
/** Where no cycle says another: of the live digest at 09:00, of dates without a cycle, of a rehearsal before its first cycle. */
export const HOME_TIME_ZONE = 'Asia/Seoul';

/** Set once at the start of a run; `DureKind` lists every kind the workflow may ask. */
export const SEARCH_ATTRIBUTES = { cycle: 'DureCycle', unit: 'DureUnit', phase: 'DurePhase', kind: 'DureKind' } as const;
