import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { HOME_TIME_ZONE, digestScheduleId } from '../../domain/process/names.ts';
import { missingSearchAttributes } from '../../worker/register-temporal.ts';
import { temporalClient, withDeadline } from '../../worker/temporal-client.ts';
import { check, type Finding, skew } from './finding.ts';

export interface TemporalAddress {
  readonly address: string;
  readonly namespace: string;
}

export async function examineTemporal({ address, namespace }: TemporalAddress): Promise<readonly Finding[]> {
  const client = temporalClient({ address, namespace });
  try {
    const server = await check('temporal', async () => {
      const { serverVersion } = await withDeadline(client, () => client.workflowService.getSystemInfo({}));
      await withDeadline(client, () => client.workflowService.describeNamespace({ namespace }));
      return { ok: true, told: `${serverVersion ?? 'unknown version'}, namespace ${namespace}` };
    });
    if (!server.ok) return [server];
    return [
      server,
      await check('search attributes', async () => {
        const missing = await missingSearchAttributes(client, namespace);
        return {
          ok: missing.length === 0,
          told: missing.length === 0 ? 'registered' : `missing: ${missing.join(', ')}; run \`dure migrate\``,
        };
      }),
      await check('digest schedule', async () => {
        const { state } = await withDeadline(client, () =>
          client.schedule.getHandle(digestScheduleId(HOME_TIME_ZONE)).describe(),
        );
        return { ok: !state.paused, told: state.paused ? 'is paused' : 'is there' };
      }),
      await check('temporal clock', () => temporalSkew(client)),
    ];
  } finally {
    await client.connection.close();
  }
}

/** The server tells its time only with something that happened: the start of a run that nobody carries out and that is ended at once. */
async function temporalSkew(client: Client): Promise<Omit<Finding, 'name'>> {
  const before = Date.now();
  const handle = await withDeadline(client, () =>
    client.workflow.start('doctor', {
      taskQueue: 'dure-doctor',
      workflowId: `doctor/${randomUUID()}`,
      workflowExecutionTimeout: '10 s',
    }),
  );
  const after = Date.now();
  try {
    const { startTime } = await withDeadline(client, () => handle.describe());
    return skew('Temporal', { at: startTime.getTime(), before, after });
  } finally {
    await withDeadline(client, () => handle.terminate('doctor has read the clock'));
  }
}
