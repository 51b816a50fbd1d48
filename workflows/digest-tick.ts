import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { DigestActivities, DigestTickInput } from '../domain/process/messages.ts';
import { HOME_TIME_ZONE } from '../domain/process/names.ts';

const { requestDigest } = proxyActivities<DigestActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', maximumInterval: '60s' },
});

/** Started by the Schedule of a time zone; the outbox row it writes starts the digest of the day, so a rehearsal's clock and this tick go the same way. */
export async function digestTickWorkflow({ timeZone }: DigestTickInput = { timeZone: HOME_TIME_ZONE }): Promise<void> {
  setCurrentDetails('Asks for the digest of the day.');
  await requestDigest({ clock: 'live', timeZone });
}
