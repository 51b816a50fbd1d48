import type { Client, WorkflowExecutionInfo } from '@temporalio/client';

/** A text that Temporal keeps, and where. */
export interface KeptText {
  readonly workflowId: string;
  /** Path inside the history or the description: `events.3.workflowTaskFailedEventAttributes.failure.message`. */
  readonly where: string;
  readonly text: string;
}

const AT_ONCE = 16;
const CALL_MS = 20_000;
/** A workflow that no worker runs answers nothing. */
const QUERY_MS = 2_000;

/**
 * Every text that a namespace keeps of its workflows: payloads decoded, failures with their traces, memos, search attributes, summaries and details,
 * ids and schedules. `keep` is told of each.
 */
export async function readKeptTexts(client: Client, keep: (kept: KeptText) => void): Promise<{ readonly histories: number }> {
  const executions: WorkflowExecutionInfo[] = [];
  for await (const execution of client.workflow.list({ pageSize: 1000 })) executions.push(execution);
  let next = 0;
  const reader = async () => {
    for (let at = next++; at < executions.length; at = next++)
      await readOne(client, executions[at] as WorkflowExecutionInfo, keep);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  for await (const { scheduleId } of client.schedule.list()) {
    const { raw } = await client.schedule.getHandle(scheduleId).describe();
    for (const [where, text] of textsIn(raw, 'schedule')) keep({ workflowId: scheduleId, where, text });
  }
  return { histories: executions.length };
}

async function readOne(client: Client, execution: WorkflowExecutionInfo, keep: (kept: KeptText) => void): Promise<void> {
  const { workflowId, runId } = execution;
  const handle = client.workflow.getHandle(workflowId, runId);
  const history = await client.withDeadline(Date.now() + CALL_MS, () => handle.fetchHistory());
  const sources: [string, unknown][] = [
    ['id', workflowId],
    ['listed', execution.raw],
    ['history', history],
  ];
  // What waits and its current details are not in the history: they live on the server, in the worker's memory and on the operator's page.
  if (execution.status.name === 'RUNNING') {
    const described = await client.withDeadline(Date.now() + CALL_MS, () => handle.describe());
    sources.push(['description', described.raw], ['current', await currentDetails(client, execution)]);
  }
  for (const [name, value] of sources) for (const [where, text] of textsIn(value, name)) keep({ workflowId, where, text });
}

async function currentDetails(client: Client, { workflowId, runId }: WorkflowExecutionInfo): Promise<unknown> {
  const handle = client.workflow.getHandle(workflowId, runId);
  return client.withDeadline(Date.now() + QUERY_MS, () => handle.query('__temporal_workflow_metadata')).catch(() => undefined);
}

const decoder = new TextDecoder();

/** Texts of a message, at any depth; bytes are read as UTF-8. */
function* textsIn(value: unknown, where: string): Generator<readonly [where: string, text: string]> {
  if (typeof value === 'string') {
    if (value !== '') yield [where, value];
  } else if (value instanceof Uint8Array) {
    yield* decoded(decoder.decode(value), where);
  } else if (typeof value === 'object' && value !== null && !isLong(value)) {
    for (const [key, inner] of Object.entries(value)) yield* textsIn(inner, `${where}.${key}`);
  }
}

/** Bytes as text; JSON with escapes also as what it says. */
function* decoded(text: string, where: string): Generator<readonly [where: string, text: string]> {
  if (text === '') return;
  yield [where, text];
  if (!text.includes('\\')) return;
  try {
    yield* textsIn(JSON.parse(text), where);
  } catch {
    // Not JSON: it was read as it stands.
  }
}

function isLong(value: object): boolean {
  return 'low' in value && 'high' in value && 'unsigned' in value;
}
