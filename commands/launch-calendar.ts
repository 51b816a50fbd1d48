import type { LaunchPreview } from '../contracts/cycle.ts';
import type { PolicyPack } from '../contracts/pack.ts';
import type { Db } from '../db/connection.ts';
import type { CycleRow } from '../db/cycles.ts';
import type { Trx } from '../db/in-transaction.ts';
import type { BusinessCalendar } from '../domain/cycle/calendar.ts';
import { clashes } from '../domain/cycle/clashes.ts';
import { lastDayBefore, localDate } from '../domain/cycle/instants.ts';
import { packOf } from '../domain/cycle/periods.ts';
import { type MovedDate, planCycle } from '../domain/cycle/plan.ts';

export interface CyclePhase {
  readonly key: string;
  readonly workflowType: string;
  readonly subject: 'evaluation' | 'rating-group';
  readonly opensAt: string;
  readonly closesAt: string;
  readonly launchedAt: string | null;
  readonly tasks: LaunchPreview['calendar']['phases'][number]['tasks'];
  readonly dueAt: Readonly<Record<string, string>>;
}

export async function phasesOf(db: Db | Trx, cycleId: string): Promise<readonly CyclePhase[]> {
  const windows = await db.selectFrom('phase_window').selectAll().where('cycle_id', '=', cycleId).orderBy('position').execute();
  const rules = await db
    .selectFrom('task_rule')
    .selectAll()
    .where('cycle_id', '=', cycleId)
    .orderBy('due_at')
    .orderBy('kind')
    .execute();
  return windows.map((window) => {
    const tasks = rules
      .filter(({ phase }) => phase === window.phase)
      .map(({ kind, due_at, if_silent, minutes }) => ({ kind, dueAt: due_at, ifSilent: if_silent, minutes }));
    return {
      key: window.phase,
      workflowType: window.workflow_type,
      subject: window.subject as CyclePhase['subject'],
      opensAt: window.opens_at,
      closesAt: window.closes_at,
      launchedAt: window.launched_at,
      tasks,
      dueAt: Object.fromEntries(tasks.map(({ kind, dueAt }) => [kind, dueAt])),
    };
  });
}

export interface CalendarFacts {
  readonly cycle: CycleRow;
  readonly pack: PolicyPack;
  readonly phases: readonly CyclePhase[];
  readonly calendar: BusinessCalendar;
}

/**
 * The cycle's own dates; which of them holidays moved, and which deadlines stand right before a stretch of holidays.
 * @throws DomainError 'invalid-input' where its pack does not have the period that it is about
 */
export function launchCalendar({ cycle, pack, phases, calendar }: CalendarFacts): LaunchPreview['calendar'] {
  const { meeting_at: meetingAt, publication_at: publicationAt, archive_at: archiveAt } = cycle;
  const own = { phases, meetingAt, publicationAt, archiveAt, moved: [] };
  const { moved } = planCycle({ pack: packOf(pack, cycle.period), year: cycle.year, calendar });
  const instantOf = ({ role, phase, kind }: MovedDate): string | undefined => {
    if (role === 'meeting' || role === 'publication' || role === 'archive') return own[`${role}At`] ?? undefined;
    const of = phases.find(({ key }) => key === phase);
    if (role === 'due') return of?.dueAt[kind ?? ''];
    return role === 'opens' ? of?.opensAt : of?.closesAt;
  };
  const isOwn = (one: MovedDate): boolean => {
    const instant = instantOf(one);
    if (instant === undefined) return false;
    return (one.role === 'closes' ? lastDayBefore : localDate)(instant, calendar.timeZone) === one.to;
  };
  return {
    phases: phases.map(({ key, opensAt, closesAt, tasks }) => ({ phase: key, opensAt, closesAt, tasks })),
    meetingAt,
    publicationAt,
    archiveAt,
    moved: moved.filter(isOwn).map((one) => ({ ...one, because: [...one.because] })),
    clashes: clashes(own, calendar).map((one) => ({ ...one, daysOff: [...one.daysOff] })),
  };
}
