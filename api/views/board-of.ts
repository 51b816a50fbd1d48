import type { CalibrationBoard } from '../../contracts/api/evidence.ts';
import type { Db } from '../../db/connection.ts';
import { findSession, placesOf } from '../../db/reading/calibration.ts';
import type { CycleContext } from '../../db/reading/cycle-context.ts';

/** The board of a session as its members see it; null until the group is complete. */
export async function boardOf(db: Db, processRunId: string, cycle: CycleContext): Promise<CalibrationBoard | null> {
  const [session, places] = await Promise.all([findSession(db, processRunId), placesOf(db, processRunId)]);
  if (session === undefined) return null;
  const counts = new Map<string, number>();
  for (const { proposedGrade } of places)
    if (proposedGrade !== null) counts.set(proposedGrade, (counts.get(proposedGrade) ?? 0) + 1);
  return {
    processRunId,
    group: { id: session.groupId, name: session.groupName, quota: session.quota },
    chair: session.chair,
    members: [...session.members],
    meetingAt: cycle.meetingAt,
    timeZone: cycle.timeZone,
    proposedAt: session.proposedAt,
    lockedAt: session.lockedAt,
    seats: cycle.pack.distribution.grades.map(({ grade, name }) => ({ grade, name, count: counts.get(grade) ?? 0 })),
    places: [...places],
    steps: session.steps,
  };
}
