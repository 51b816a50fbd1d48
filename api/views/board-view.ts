import type { Board } from '../../contracts/api/cycles.ts';
import type { BoardExtras, Counts, UnitCounts } from '../../db/reading/board.ts';
import type { CycleContext } from '../../db/reading/cycle-context.ts';
import { STATE_COUNTS } from '../../domain/cycle/phase-states.ts';
import { KINDS } from '../../domain/tasks/kinds.ts';
import { cycleRef } from './cycle-ref.ts';
import { titleOf } from './standing-of.ts';

export interface BoardFacts {
  readonly phase: string | null;
  readonly units: readonly UnitCounts[];
  readonly extras: BoardExtras;
}

const SUMMED = ['enrolled', ...STATE_COUNTS, 'late'] as const satisfies readonly (keyof Counts)[];

/** The control room; the totals are the sums of the rows, so that they add up by construction. */
export function boardViewOf(cycle: CycleContext, { phase, units, extras }: BoardFacts): Omit<Board, 'leftOpen'> {
  const sum = (key: keyof Counts | 'withdrawn' | 'notEnrolled' | 'dueToday') =>
    units.reduce((total, unit) => total + unit[key], 0);
  const counts = Object.fromEntries(SUMMED.map((key) => [key, sum(key)])) as unknown as Counts;
  return {
    cycle: cycleRef(cycle),
    phase,
    phases: cycle.phases.map((one) => ({
      phase: one.phase,
      title: titleOf(cycle, one.phase),
      launchedAt: one.launchedAt,
      closesAt: one.closesAt,
    })),
    closesAt: cycle.phases.find((one) => one.phase === phase)?.closesAt ?? null,
    totals: {
      ...counts,
      notEnrolled: sum('notEnrolled'),
      withdrawn: sum('withdrawn'),
      deadMails: extras.deadMails,
      deadRequests: extras.deadRequests,
      stopped: extras.stopped,
      dueToday: sum('dueToday'),
    },
    units: units.map(({ oldest, notEnrolled: _, dueToday: __, ...unit }) => ({
      ...unit,
      oldestWait: oldest === null ? null : { ...oldest, role: KINDS[oldest.kind].role },
    })),
    openRequests: extras.openRequests,
  };
}
