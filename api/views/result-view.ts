import type { Result, ResultRow, ResultVersion } from '../../contracts/api/results.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import type { CycleContext } from '../../db/reading/cycle-context.ts';
import type { ResultRecord, ResultRowRecord, VersionRecord } from '../../db/reading/results.ts';
import { tellsPlace, tellsSteps } from '../../domain/calibration/notice.ts';
import { cycleRef } from './cycle-ref.ts';

export function resultViewOf(cycle: CycleContext, record: ResultRecord, readerId: string): Result {
  const { employeeId, cycleId: _, changes, place, groupSize, taskId, measuredNames, ...result } = record;
  const { levels, calibration } = cycle.pack;
  const shown = tellsPlace(cycle.pack, groupSize);
  const levelOf = (grade: string | null) => levels.find((one) => one.level === grade);
  return {
    ...result,
    ...toldOf(cycle, record),
    cycle: cycleRef(cycle),
    names: { ...measuredNames, ...namesIn(cycle.pack) },
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

export function versionViewOf(cycle: CycleContext, { cycleId: _, ...version }: VersionRecord): ResultVersion {
  return { ...version, ...toldOf(cycle, version) };
}

export function resultRowOf(cycle: CycleContext, { cycleId: _, ...row }: ResultRowRecord): ResultRow {
  return { ...row, ...numbersOf(cycle, row), cycle: cycleRef(cycle) };
}

type Told = Pick<
  ResultRecord,
  'grade' | 'points' | 'score' | 'overall' | 'opinion' | 'strengths' | 'nextYear' | 'development' | 'steps'
>;

/** What the pack tells of a result, whichever version of it; null for what it does not tell. */
function toldOf(cycle: CycleContext, result: Told) {
  const { notice } = cycle.pack;
  const told = (content: PolicyPack['notice'][number]) => notice.includes(content);
  return {
    ...numbersOf(cycle, result),
    overall: told('opinion') ? result.overall : null,
    opinion: told('opinion') ? result.opinion : null,
    strengths: told('strengths') ? result.strengths : null,
    nextYear: told('strengths') ? result.nextYear : null,
    development: told('development') ? result.development : null,
    steps: tellsSteps(cycle.pack) ? result.steps : [],
  };
}

/** The level in words, and the numbers that the pack tells. */
function numbersOf(
  { pack: { levels, notice } }: CycleContext,
  { grade, points, score }: Pick<Told, 'grade' | 'points' | 'score'>,
) {
  const level = levels.find((one) => one.level === grade);
  return {
    gradeName: level?.name ?? null,
    meaning: level?.meaning ?? null,
    points: notice.includes('points') ? points : null,
    score: notice.includes('score') ? score : null,
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
