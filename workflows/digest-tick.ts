import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { DigestActivities } from '../domain/process/messages.ts';

const { requestDigest } = proxyActivities<DigestActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', maximumInterval: '60s' },
});

/** Started by the Schedule; the outbox row it writes starts the digest of the day, so a rehearsal's clock and this tick go the same way. */
export async function digestTickWorkflow(): Promise<void> {
  setCurrentDetails('Asks for the digest of the day.');
  await requestDigest({ clock: 'live' });
}
