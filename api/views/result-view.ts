import type { Result, ResultVersion } from '../../contracts/api/results.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import type { CycleContext } from '../../db/reading/cycle-context.ts';
import type { ResultRecord, VersionRecord } from '../../db/reading/results.ts';
import { showsPlaces } from '../../domain/calibration/order.ts';
import { cycleRef } from './cycle-ref.ts';

export function resultViewOf(cycle: CycleContext, record: ResultRecord, readerId: string): Result {
  const { employeeId, cycleId: _, changes, place, groupSize, taskId, ...result } = record;
  const { levels, calibration, notice, ranking } = cycle.pack;
  const shown = ranking === 'allowed' && showsPlaces(groupSize);
  const levelOf = (grade: string | null) => levels.find((one) => one.level === grade);
  const told = (content: PolicyPack['notice'][number]) => notice.includes(content);
  return {
    ...result,
    cycle: cycleRef(cycle),
    gradeName: levelOf(record.grade)?.name ?? null,
    meaning: levelOf(record.grade)?.meaning ?? null,
    points: told('points') ? record.points : null,
    score: told('score') ? record.score : null,
    overall: told('opinion') ? record.overall : null,
    opinion: told('opinion') ? record.opinion : null,
    strengths: told('strengths') ? record.strengths : null,
    nextYear: told('strengths') ? record.nextYear : null,
    development: told('development') ? record.development : null,
    steps: told('score') || told('points') ? record.steps : [],
    names: namesIn(cycle.pack),
    hasQuota: hasSeats(cycle.pack.distribution) && record.hasQuota === true,
    mine: employeeId === readerId,
    place: shown ? place : null,
    groupSize: shown ? groupSize : null,
    changes: changes.map((change) => ({
      ...change,
      beforeGradeName: levelOf(change.beforeGrade)?.name ?? null,
      afterGradeName: levelOf(change.afterGrade)?.name ?? null,
      codeName: calibration.reasonCodes.find((one) => one.code === change.code)?.name ?? null,
    })),
    taskId: employeeId === readerId ? taskId : null,
    appealWorkingDays: cycle.pack.appeal.windowWorkingDays,
  };
}

/** A version with what the pack tells of a result. */
export function versionViewOf({ pack }: CycleContext, { cycleId: _, ...version }: VersionRecord): ResultVersion {
  const told = (content: PolicyPack['notice'][number]) => pack.notice.includes(content);
  return {
    ...version,
    gradeName: pack.levels.find(({ level }) => level === version.grade)?.name ?? null,
    points: told('points') ? version.points : null,
    score: told('score') ? version.score : null,
    steps: told('score') || told('points') ? version.steps : [],
  };
}

/** Whether a level is one of a fixed number of seats. */
function hasSeats(distribution: PolicyPack['distribution']): boolean {
  return distribution.mode === 'enforced' && distribution.by === 'shares';
}

function namesIn({ sections, scoring }: PolicyPack): Result['names'] {
  const parts = scoring.method === 'composition' ? scoring.components : [];
  const named = [...sections, ...sections.flatMap(({ elements }) => elements), ...parts];
  return Object.fromEntries(named.map(({ id, name }) => [id, name]));
}
