import type { Answer } from '../../contracts/api/routes.ts';
import type { CycleContext } from '../../db/reading/cycle-context.ts';
import type { CycleDetailRow, CycleListRow } from '../../db/reading/cycles.ts';
import { daysOfCycle } from '../../commands/unknown-holidays.ts';
import { localDate } from '../../domain/cycle/instants.ts';
import { unknownDays } from '../../domain/cycle/known-days.ts';
import { titleOf } from './standing-of.ts';

export interface ViewedCycle {
  readonly cycle: CycleContext;
  readonly row: CycleListRow;
  readonly detail: CycleDetailRow;
  /** The last known holiday; null: none is known. */
  readonly knownUntil: string | null;
}

export function cycleViewOf({ cycle, row, detail, knownUntil }: ViewedCycle): Answer<'getCycle'> {
  const { meetingAt, publicationAt, archiveAt, chair, members, groups } = detail;
  const phases = phasesOf(cycle);
  const { timeZone } = cycle;
  const days = [localDate(cycle.now, timeZone), ...daysOfCycle({ timeZone, phases, meetingAt, publicationAt, archiveAt })];
  const { days: unknown } = unknownDays(days, knownUntil);
  return {
    ...row,
    meetingAt,
    publicationAt,
    archiveAt,
    committee: { chair, members: [...members] },
    unknownHolidays: { knownUntil, days: [...unknown] },
    phases,
    groups: [...groups],
  };
}

function phasesOf(cycle: CycleContext): Answer<'getCycle'>['phases'] {
  return cycle.phases.map(({ phase, position, subject, opensAt, closesAt, newcomerDays, launchedAt }) => ({
    phase,
    position,
    title: titleOf(cycle, phase),
    subject,
    opensAt,
    closesAt,
    newcomerDays,
    launchedAt,
    tasks: cycle.rules
      .filter((rule) => rule.phase === phase)
      .map(({ kind, dueAt, ifSilent, minutes, statutory }) => ({ kind, dueAt, ifSilent, minutes, statutory })),
  }));
}
