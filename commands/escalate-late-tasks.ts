import type { BusinessCalendar } from '../domain/cycle/calendar.ts';
import { type SilenceDates, type SilenceFacts, datesOfSilence } from '../domain/cycle/silence.ts';
import { superiorOf } from '../domain/tasks/kinds.ts';
import type { BulkMail } from '../db/bulk-mails.ts';
import { peopleLeft } from '../db/departures.ts';
import type { Trx } from '../db/in-transaction.ts';
import { type DigestCycle, type LateTask, escalateTasks, readLateTasks } from '../db/late-tasks.ts';
import { MAIL_URGENCY } from '../db/notifications.ts';

export interface Escalation {
  readonly cycle: DigestCycle;
  readonly now: string;
  /** Local date. */
  readonly date: string;
  readonly calendar: BusinessCalendar;
  /** Who decides where nobody is above. */
  readonly hrIds: readonly string[];
}

/** A late task with the dates on which it went up; undefined: not yet. */
export interface Escalated {
  readonly toldOn: string | undefined;
  readonly hrOn: string | undefined;
}

interface Placed extends Escalated {
  readonly task: LateTask;
  /** One above the late person; undefined: HR. */
  readonly superiorId: string | undefined;
}

export interface EscalatedCycle {
  /** How every late task of the cycle stands. */
  readonly late: readonly Escalated[];
  /** To the superior of everybody who is late by the pack's days, and to the late person that it was told; once per phase and kind. Of who has left HR's digest speaks. */
  readonly mails: readonly BulkMail[];
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
  const late = placed.map(({ toldOn, hrOn }) => ({
    toldOn: reached(toldOn) ? toldOn : undefined,
    hrOn: reached(hrOn) ? hrOn : undefined,
  }));
  const writable = toSuperior.filter(({ task }) => !left.has(task.assignee_id));
  const mails = [...Map.groupBy(writable, groupKey).values()].flatMap((group) => mailsAbout(group, escalation));
  return { late, mails };
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

function groupKey({ task, superiorId }: Placed): string {
  return [task.phase, task.kind, task.assignee_id, superiorId ?? 'hr'].join('/');
}

function mailsAbout(group: readonly Placed[], { cycle, hrIds }: Escalation): readonly BulkMail[] {
  const [first] = group;
  if (first === undefined) return [];
  const { task, superiorId } = first;
  const mail = { phase: task.phase, urgency: MAIL_URGENCY.overdue };
  const key = (toldId: string) => `overdue/${cycle.id}/${task.phase}/${task.kind}/${task.assignee_id}/${toldId}`;
  const details = { kind: task.kind, lateEmployeeId: task.assignee_id };
  const superiors = (superiorId === undefined ? hrIds : [superiorId]).filter((id) => id !== task.assignee_id);
  return [
    ...superiors.map((id): BulkMail => ({ ...mail, key: key(id), employeeId: id, mailKind: 'overdue.superior', details })),
    {
      ...mail,
      key: key(task.assignee_id),
      employeeId: task.assignee_id,
      mailKind: 'overdue.told',
      details: { kind: task.kind, ...(superiorId === undefined ? {} : { superiorId }) },
    },
  ];
}
