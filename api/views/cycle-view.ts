import type { Answer } from '../../contracts/api/routes.ts';
import type { CycleContext } from '../../db/reading/cycle-context.ts';
import type { CycleDetailRow, CycleListRow } from '../../db/reading/cycles.ts';
import { titleOf } from './standing-of.ts';

export function cycleViewOf(cycle: CycleContext, row: CycleListRow, detail: CycleDetailRow): Answer<'getCycle'> {
  const { meetingAt, publicationAt, archiveAt, chair, members, groups } = detail;
  return {
    ...row,
    meetingAt,
    publicationAt,
    archiveAt,
    committee: { chair, members: [...members] },
    phases: cycle.phases.map(({ phase, position, subject, opensAt, closesAt, newcomerDays, launchedAt }) => ({
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
    })),
    groups: [...groups],
  };
}
