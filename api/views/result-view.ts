import type { Result } from '../../contracts/api/results.ts';
import type { CycleContext } from '../../db/reading/cycle-context.ts';
import type { ResultRecord } from '../../db/reading/results.ts';
import { showsPlaces } from '../../domain/calibration/order.ts';
import { cycleRef } from './cycle-ref.ts';

export function resultViewOf(cycle: CycleContext, record: ResultRecord, readerId: string): Result {
  const { employeeId, cycleId: _, changes, place, groupSize, taskId, ...result } = record;
  const { grades } = cycle.pack.distribution;
  const { reasonCodes } = cycle.pack.calibration;
  const nameOf = (grade: string | null) => grades.find((one) => one.grade === grade)?.name ?? null;
  const shown = showsPlaces(groupSize);
  return {
    ...result,
    cycle: cycleRef(cycle),
    gradeName: nameOf(record.grade),
    mine: employeeId === readerId,
    place: shown ? place : null,
    groupSize: shown ? groupSize : null,
    changes: changes.map((change) => ({
      ...change,
      beforeGradeName: nameOf(change.beforeGrade),
      afterGradeName: nameOf(change.afterGrade),
      codeName: reasonCodes.find((one) => one.code === change.code)?.name ?? null,
    })),
    taskId: employeeId === readerId ? taskId : null,
    appealWorkingDays: cycle.pack.appeal.windowWorkingDays,
  };
}
