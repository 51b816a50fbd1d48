import { getCycle } from '../../db/cycles.ts';
import { enrol } from '../../db/enrolment.ts';
import { endExemption, proveShown } from '../../db/first-launch.ts';
import { startRuns, URGENCY } from '../../db/outbox.ts';
import { getPack } from '../../db/packs.ts';
import { lineOf } from '../../db/reading/changes.ts';
import { targetFrom } from '../../domain/calibration/distribution.ts';
import { launchChanges } from '../launch-changes.ts';
import { ownsOfHr } from '../launch-pairs.ts';
import { plannedAsValue } from '../planned-instant.ts';
import { previewLaunch } from '../preview-launch.ts';
import { touchedByLaunch } from '../touched-by-plan.ts';
import { unknownInstant } from '../unknown-holidays.ts';
import type { HrCommand } from './command.ts';

/**
 * Enrols everybody with somebody above and starts the cycle's own process, which launches each phase when its window opens. Once per cycle; blocked by
 * what the launch preview says must be mended. What two persons have seen is what is launched: where somebody has another rater, group or committee by
 * then, or is more or less among them, HR looks and asks anew.
 */
export const launchCycle: HrCommand<'launch-cycle'> = {
  isPlanned: true,
  needsSecondPerson: () => Promise.resolve(true),
  /** What is planned apart is not alike for all. */
  isForAll: () => Promise.resolve(false),
  touches: (db, { cycleId }) => touchedByLaunch(db, cycleId),

  async preview(db, { cycleId, actorId, arguments: given }, touched) {
    const owns = await ownsOfHr(db, { cycleId, actorId });
    const preview = await previewLaunch(db, { cycleId, owns });
    const { launchedAt, starts, mustBeMended, pleaseLook, groups, sha256 } = preview;
    const codes = mustBeMended.map(({ code, details, people = [] }) => ({
      code,
      details: { ...details, employeeNos: people.map(({ employeeNo }) => employeeNo) },
    }));
    return {
      affected: starts.total,
      blockedBy: [...(launchedAt === null ? [] : [{ code: 'cycle-already-launched', details: { launchedAt } }]), ...codes],
      pleaseLook: [
        ...pleaseLook.map(({ code, details, people = [] }) => ({
          code,
          details: { ...details, employeeNos: people.map(({ employeeNo }) => employeeNo) },
        })),
        ...(await unknownInstant(db, await getCycle(db, cycleId), given)),
      ],
      details: { groups: groups.map(({ name, people }) => ({ name, people })) },
      changes: [
        lineOf({ what: 'launch', count: starts.total, after: await plannedAsValue(db, cycleId, given) }),
        ...(await launchChanges(db, { ...preview, actorId, owns, touched })),
      ],
      sha256,
    };
  },

  agreed: proveShown,

  async execute(trx, { cycleId }) {
    const cycle = await getCycle(trx, cycleId);
    const { pack } = await getPack(trx, { cycleId });
    await trx.updateTable('cycle').set({ launched_at: cycle.now }).where('id', '=', cycleId).execute();
    const { enrolled } = await enrol(trx, { cycleId, quotaFrom: targetFrom(pack.distribution) });
    await endExemption(trx, cycleId);
    const { id } = await trx
      .insertInto('process_run')
      .values({ cycle_id: cycleId, phase: 'cycle', workflow_type: 'cycleWorkflow', launched_at: cycle.now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await startRuns(trx, [id], URGENCY.process);
    return { enrolled, processRunId: id };
  },
};
