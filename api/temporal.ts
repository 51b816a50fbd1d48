import type { Client, Connection } from '@temporalio/client';

export interface WorkflowView {
  readonly status: string;
  readonly runId: string;
  readonly startedAt: string;
  readonly closedAt: string | null;
  readonly historyLength: number;
  readonly details: string | null;
  readonly pendingActivities: number;
}

/** What operators' pages read from Temporal. */
export interface TemporalView {
  readonly address: string;
  readonly reachable: () => Promise<boolean>;
  /** Null: Temporal does not know it. @throws when Temporal does not answer. */
  readonly describe: (workflowId: string) => Promise<WorkflowView | null>;
  readonly close: () => Promise<void>;
}

const PATIENCE_MS = 2_000;

/**
 * Connects with the first question, not before: submitting and signing in never wait for Temporal.
 * @param onFault told why Temporal gave no answer
 */
export function temporalView(address: string, namespace: string, onFault?: (error: unknown) => void): TemporalView {
  let connected: Promise<{ connection: Connection; client: Client }> | undefined;
  const connect = async () => {
    const { Client, Connection } = await import('@temporalio/client');
    const connection = Connection.lazy({ address });
    return { connection, client: new Client({ connection, namespace }) };
  };
  const opened = () => (connected ??= connect());
  const deadline = () => Date.now() + PATIENCE_MS;

  return {
    address,
    async reachable() {
      const { connection } = await opened();
      try {
        await connection.withDeadline(deadline(), () => connection.workflowService.getSystemInfo({}));
        return true;
      } catch (error) {
        onFault?.(error);
        return false;
      }
    },
    async describe(workflowId) {
      const { connection, client } = await opened();
      try {
        const handle = client.workflow.getHandle(workflowId);
        const found = await connection.withDeadline(deadline(), () => handle.describe());
        // What the workflow says itself; it needs a worker, so a missing answer is no answer.
        const currentDetails = async (): Promise<string | undefined> => {
          try {
            const metadata = await connection.withDeadline(deadline(), () =>
              handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata'),
            );
            return metadata.currentDetails || undefined;
          } catch (error) {
            onFault?.(error);
            return undefined;
          }
        };
        return {
          status: found.status.name,
          runId: found.runId,
          startedAt: found.startTime.toISOString(),
          closedAt: found.closeTime?.toISOString() ?? null,
          historyLength: found.historyLength,
          details: (await currentDetails()) ?? (await found.staticSummary()) ?? null,
          pendingActivities: found.raw.pendingActivities?.length ?? 0,
        };
      } catch (error) {
        if ((error as Error).name === 'WorkflowNotFoundError') return null;
        onFault?.(error);
        throw error;
      }
    },
    async close() {
      if (connected !== undefined) await (await connected).connection.close();
    },
  };
}
