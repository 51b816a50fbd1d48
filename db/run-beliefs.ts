import { type RawBuilder, sql } from 'kysely';
import type { TaskOver } from '../domain/process/messages.ts';

// A record that was restored to a moment before its last commits gives ids out again that runs in Temporal still know as other things.

/** Of `process_run p`: it is the run of the workflow that asks. Without a workflow, who asks knows the record. */
export function isRunOf(workflowId: string | undefined): RawBuilder<boolean> {
  return sql`p.workflow_id = coalesce(${workflowId ?? null}, p.workflow_id)`;
}

/** Of `process_run p`: something that it takes for over is open in the record, ended otherwise, or another's. */
export function isMistaken(over: readonly TaskOver[] = []): RawBuilder<boolean> {
  return sql`exists (
    select from jsonb_to_recordset(${JSON.stringify(over)}::jsonb) o ("taskId" bigint, outcome text)
     where not exists (select from task x
                        where x.id = o."taskId" and x.process_run_id = p.id and x.outcome = o.outcome))`;
}
