import type { BusinessCalendar } from '../domain/cycle/calendar.ts';
import { type SilenceDates, type SilenceFacts, datesOfSilence } from '../domain/cycle/silence.ts';
import { superiorOf } from '../domain/tasks/kinds.ts';
import { peopleLeft } from '../db/departures.ts';
import type { Trx } from '../db/in-transaction.ts';
import { type DigestCycle, type LateTask, escalateTasks, readLateTasks } from '../db/late-tasks.ts';

export interface Escalation {
  readonly cycle: DigestCycle;
  readonly now: string;
  /** Local date. */
  readonly date: string;
  readonly calendar: BusinessCalendar;
}

/** A late task with the dates on which it went up; undefined: not yet. */
export interface Escalated {
  readonly toldOn: string | undefined;
  readonly hrOn: string | undefined;
  readonly ownerId: string | null;
  /** HR gets a mail of its own about it. */
  readonly hrHasMail: boolean;
}

/** A late task that somebody above is told of. */
export interface EscalatedTask {
  readonly id: string;
  readonly cycleId: string;
  readonly assigneeId: string;
  /** Whose evaluation it is about; null: a group's. */
  readonly ownerId: string | null;
  /** One above the late person; undefined: HR. */
  readonly superiorId: string | undefined;
  /** It went up now. */
  readonly isNew: boolean;
}

interface Placed {
  readonly task: LateTask;
  readonly superiorId: string | undefined;
  readonly toldOn: string | undefined;
  readonly hrOn: string | undefined;
}

export interface EscalatedCycle {
  /** How every late task of the cycle stands. */
  readonly late: readonly Escalated[];
  /** Of which the superior and the late person are told by mail. Of who has left HR's digest speaks. */
  readonly told: readonly EscalatedTask[];
}

/** Marks what went up to a superior and what HR has to decide. The caller queues the mails, when all cycles are marked. */
export async function escalateLateTasks(trx: Trx, escalation: Escalation): Promise<EscalatedCycle> {
  const { cycle, now, date, calendar } = escalation;
  const placing = { left: await peopleLeft(trx, cycle.id), datesOf: datesOfSilence(cycle.escalation, calendar) };
  const { left } = placing;
  const placed = (await readLateTasks(trx, { cycleId: cycle.id, now })).map((task) => place(task, placing));
  const rising = placed.filter(({ task }) => task.escalated_at === null);
  const reached = (on: string | undefined) => on !== undefined && on <= date;
  const toSuperior = rising.filter(({ toldOn }) => reached(toldOn));
  const toHr = rising.filter(({ toldOn, hrOn }) => toldOn === undefined && reached(hrOn));
  const ids = (tasks: readonly Placed[]) => tasks.map(({ task }) => task.id);
  await escalateTasks(trx, { taskIds: ids(toSuperior), now, to: 'superior' });
  await escalateTasks(trx, { taskIds: ids(toHr), now, to: 'hr' });
  const isTold = ({ task, toldOn }: Placed) => reached(toldOn) && !left.has(task.assignee_id);
  return {
    late: placed.map((one) => ({
      toldOn: reached(one.toldOn) ? one.toldOn : undefined,
      hrOn: reached(one.hrOn) ? one.hrOn : undefined,
      ownerId: one.task.owner_id,
      hrHasMail: isTold(one) && one.superiorId === undefined,
    })),
    told: placed.filter(isTold).map(({ task, superiorId }) => ({
      id: task.id,
      cycleId: task.cycle_id,
      assigneeId: task.assignee_id,
      ownerId: task.owner_id,
      superiorId,
      isNew: task.escalated_at === null,
    })),
  };
}

interface Placing {
  readonly datesOf: (task: Pick<SilenceFacts, 'dueAt' | 'ifSilent'>) => SilenceDates;
  /** Who has left by the cycle's clock. */
  readonly left: ReadonlySet<string>;
}

function place(task: LateTask, { datesOf, left }: Placing): Placed {
  const { superiorOn, hrOn } = datesOf({ dueAt: task.due_at, ifSilent: task.if_silent });
  const above = superiorIdOf(task);
  // Where nobody is above any more, or who should do it has left, HR is the superior from the first day on.
  const superiorId = above === undefined || left.has(above) || left.has(task.assignee_id) ? undefined : above;
  return { task, superiorId, toldOn: superiorOn, hrOn: superiorOn !== undefined && superiorId === undefined ? superiorOn : hrOn };
}

/** Nobody is told of their own silence. */
function superiorIdOf({ kind, assignee_id, rater_id, reviewer_id }: LateTask): string | undefined {
  const superior = superiorOf(kind);
  const above = superior === undefined ? null : { rater: rater_id, reviewer: reviewer_id }[superior];
  return above === null || above === assignee_id ? undefined : above;
}
