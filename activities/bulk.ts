import { archiveCycle } from '../commands/archive-cycle.ts';
import { launchNextPhase } from '../commands/launch-phase.ts';
import { publishCycle } from '../commands/publish-cycle.ts';
import type { CycleActivities } from '../domain/process/messages.ts';
import { beating } from './beating.ts';
import { coded } from './failures.ts';
import type { ActivityDeps } from './process.ts';

/** Activities of the bulk queue: what concerns a whole cycle. */
export function createBulkActivities({ bulk, report }: ActivityDeps): CycleActivities {
  return {
    launchPhase: beating(coded((q) => launchNextPhase(bulk, q), report)),
    publishCycle: beating(coded((q) => publishCycle(bulk, q), report)),
    archiveCycle: beating(coded((q) => archiveCycle(bulk, q), report)),
  };
}
