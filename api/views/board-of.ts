import type { PolicyPack } from '../../contracts/pack.ts';
import type { CalibrationBoard } from '../../contracts/api/evidence.ts';
import type { Db } from '../../db/connection.ts';
import { countPresent } from '../../db/committee.ts';
import { type PlaceRow, findSession, placesOf } from '../../db/reading/calibration.ts';
import type { CycleContext } from '../../db/reading/cycle-context.ts';
import { mostOf } from '../../domain/calibration/changes.ts';
import { asksCommittee } from '../../domain/packs/committee.ts';
import { type GroupSetting, seatsFor } from '../../domain/calibration/distribution.ts';
import { tiesOf } from '../../domain/calibration/ties.ts';

interface Targets {
  readonly hasSeats: boolean;
  readonly seats: CalibrationBoard['seats'];
  readonly cap: CalibrationBoard['cap'];
}

/** What the pack aims at in this group; nothing at all where it aims at nothing. */
function targetsOf({ distribution, levels }: PolicyPack, group: GroupSetting, places: readonly PlaceRow[]): Targets {
  const seats = seatsFor(distribution, places.length, group)?.seats ?? null;
  const nameOf = (level: string) => levels.find((one) => one.level === level)?.name ?? { ko: level, en: level };
  const capped = distribution.mode !== 'none' && distribution.by === 'cap' && group.quota ? distribution : undefined;
  const most = capped === undefined ? null : mostOf(capped, places.length);
  return {
    hasSeats: distribution.mode === 'enforced' && seats !== null,
    seats: seats?.map(({ grade, seats: count }) => ({ grade, name: nameOf(grade), count })) ?? null,
    cap:
      capped === undefined || most === null ? null : { levels: [...capped.levels], most, enforced: capped.mode === 'enforced' },
  };
}

/** Where nobody may be put in an order, a list goes by names and shows no place. */
function byName(places: readonly PlaceRow[]): CalibrationBoard['places'] {
  return places
    .toSorted((a, b) => a.name.localeCompare(b.name, 'ko') || a.evaluationId.localeCompare(b.evaluationId))
    .map((row) => ({ ...row, place: null, proposedPlace: null, unitPlace: null }));
}

async function quorumOf(db: Db, processRunId: string, pack: PolicyPack): Promise<CalibrationBoard['quorum']> {
  if (!asksCommittee(pack)) return null;
  const { quorum, withoutQuorum } = pack.calibration;
  return { present: await countPresent(db, processRunId), quorum, withoutQuorum };
}

/** The board of a session as its members see it; null until the group is complete. */
export async function boardOf(db: Db, processRunId: string, cycle: CycleContext): Promise<CalibrationBoard | null> {
  const [session, places] = await Promise.all([findSession(db, processRunId), placesOf(db, processRunId)]);
  if (session === undefined) return null;
  const isRanked = cycle.pack.ranking === 'allowed';
  return {
    processRunId,
    group: { id: session.groupId, name: session.groupName, quota: session.quota },
    chair: session.chair,
    members: [...session.members],
    quorum: await quorumOf(db, processRunId, cycle.pack),
    meetingAt: session.meetingAt ?? cycle.meetingAt,
    timeZone: cycle.timeZone,
    proposedAt: session.proposedAt,
    lockedAt: session.lockedAt,
    ...targetsOf(cycle.pack, { quota: session.quota, spareLowest: session.spareLowest }, places),
    levels: cycle.pack.levels.map(({ level, name }) => ({ level, name })),
    places: isRanked ? [...places] : byName(places),
    ties: isRanked ? tiesOf(places).map(({ score, evaluationIds }) => ({ score, people: evaluationIds.length })) : [],
    steps: session.steps,
  };
}
