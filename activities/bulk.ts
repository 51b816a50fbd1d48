import { archiveCycle } from '../commands/archive-cycle.ts';
import { launchNextPhase } from '../commands/launch-phase.ts';
import { publishCycle } from '../commands/publish-cycle.ts';
import type { CycleActivities } from '../domain/process/messages.ts';
import { beating } from './beating.ts';
import { coded } from './failures.ts';
import { type ActivityDeps, TRIES } from './process.ts';

/** Activities of the bulk queue: what concerns a whole cycle. */
export function createBulkActivities({ bulk, report, tries = TRIES }: ActivityDeps): CycleActivities {
  const coding = { report, tries };
  return {
    launchPhase: beating(coded((q) => launchNextPhase(bulk, q), coding)),
    publishCycle: beating(coded((q) => publishCycle(bulk, q), coding)),
    archiveCycle: beating(coded((q) => archiveCycle(bulk, q), coding)),
  };
}
