import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import {
  TypedSearchAttributes,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  defineSearchAttributeKey,
} from '@temporalio/common';
import type { OutboxRow } from '../db/relay.ts';
import { PROCESS_QUEUE, SEARCH_ATTRIBUTES, TASK_CHANGED } from '../domain/process/names.ts';
import { kindsOf } from '../domain/tasks/kinds.ts';
import { withDeadline } from './temporal-client.ts';

const cycleKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.cycle, 'KEYWORD');
const unitKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.unit, 'KEYWORD');
const phaseKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.phase, 'KEYWORD');
const kindKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.kind, 'KEYWORD_LIST');

/**
 * Delivers one outbox row: starts a run (one that runs is left alone), signals it (starting it if Temporal does not know it), or starts it again from nothing.
 * Delivering twice does no harm. What concerns an ended run only reaches a run that still lives: there is nothing to start.
 */
export async function deliver(client: Client, row: OutboxRow): Promise<void> {
  const { workflow_type, workflow_id, signal, how, run_state } = row;
  const over = run_state === 'done' || run_state === 'void';
  await withDeadline(client, async () => {
    if (over) return signal === null ? undefined : signalIfAlive(client, row);
    const options = {
      workflowId: workflow_id,
      taskQueue: PROCESS_QUEUE,
      args: [row.input],
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      typedSearchAttributes: searchAttributes(row),
      staticSummary: summary(row),
    };
    if (how === 'restart') {
      await client.workflow.start(workflow_type, {
        ...options,
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.TERMINATE_EXISTING,
      });
    } else if (signal === null) {
      await client.workflow.start(workflow_type, { ...options, workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING });
    } else {
      await client.workflow.signalWithStart(workflow_type, { ...options, signal: TASK_CHANGED, signalArgs: [signal] });
    }
  });
}

async function signalIfAlive(client: Client, { workflow_id, signal }: OutboxRow): Promise<void> {
  try {
    await client.workflow.getHandle(workflow_id).signal(TASK_CHANGED, signal);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

function searchAttributes({ workflow_type, cycle_id, unit_code, phase }: OutboxRow): TypedSearchAttributes {
  const kinds = [...kindsOf(workflow_type)];
  return new TypedSearchAttributes([
    ...(cycle_id === null ? [] : [{ key: cycleKey, value: cycle_id }]),
    ...(unit_code === null ? [] : [{ key: unitKey, value: unit_code }]),
    ...(phase === null ? [] : [{ key: phaseKey, value: phase }]),
    ...(kinds.length === 0 ? [] : [{ key: kindKey, value: kinds }]),
  ]);
}

/** In words, without personal data. */
function summary({ workflow_type, phase, cycle_id, workflow_id }: OutboxRow): string {
  if (phase === null) return `Digest mails (${workflow_id})`;
  return workflow_type === 'cycleWorkflow' ? `Cycle ${cycle_id}` : `${phase.replaceAll('-', ' ')} of cycle ${cycle_id}`;
}
