import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { DigestActivities, DigestInput } from '../domain/process/messages.ts';

const { queueDigests } = proxyActivities<DigestActivities>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '500ms', maximumInterval: '60s' },
});

export async function digestWorkflow(input: DigestInput): Promise<void> {
  setCurrentDetails('Queues the digest mails of the day.');
  await queueDigests(input);
}
