import { addWorkingDays } from '../domain/cycle/calendar.ts';
import type { BusinessCalendar } from '../domain/cycle/calendar.ts';
import { atLocal, lastDayBefore, localDate } from '../domain/cycle/instants.ts';
import { dateParts, localParts } from '../domain/cycle/local-parts.ts';
import { silenceDates } from '../domain/cycle/silence.ts';
import { mailKindOf, superiorOf } from '../domain/tasks/kinds.ts';
import { type TaskMailKind, announcedBy } from '../domain/tasks/mail-kinds.ts';
import { ifSilentSentence } from '../domain/tasks/silent.ts';
import { type Message, type Value, type Words, person } from '../domain/words/message.ts';
import type { MailContext, MailCycle, OpenTask, PersonName } from '../db/mail-context.ts';
import type { MailValues } from '../mail/render.ts';
import { fewRows, taskRows } from './task-rows.ts';

/** What a mail adds to greeting, link and contact. */
export type Content = Omit<MailValues, 'reader' | 'link' | 'contact' | 'rehearsal' | 'year' | 'period'>;

export interface MailFacts {
  readonly context: MailContext;
  readonly cycle: MailCycle;
  readonly calendar: BusinessCalendar;
  /** What the mail speaks of, the earliest deadline first. */
  readonly tasks: readonly [OpenTask, ...OpenTask[]];
}

/** The tasks that a task mail announces and that are still open. */
export function announced(
  mailKind: TaskMailKind,
  { context, tasks }: { readonly context: MailContext; readonly tasks: readonly OpenTask[] },
): readonly OpenTask[] {
  const { kind, fewestRounds, mostRounds = Infinity } = announcedBy(mailKind);
  return tasks.filter(
    (task) => isIn(context, task) && task.kind === kind && task.round >= fewestRounds && task.round <= mostRounds,
  );
}

function isIn({ cycle, phase }: MailContext, task: OpenTask): boolean {
  return task.cycle_id === cycle?.id && (phase === null || task.phase === phase);
}

export function taskMail(mailKind: TaskMailKind, facts: MailFacts): Content {
  const { tasks, cycle } = facts;
  const [first] = tasks;
  return {
    count: tasks.length,
    due: localParts(first.due_at, cycle.timeZone),
    minutes: first.minutes,
    silent: silence(mailKind, facts),
    values: { ...valuesOf(mailKind, facts), what: { key: `task.${first.kind}.subject` } },
  };
}

/** `due.changed` and `task.assigned`: tasks of one kind and deadline as their own mail tells them, others row by row. */
export function changedTasksMail(facts: MailFacts): Content {
  const { tasks, context, calendar } = facts;
  const [{ kind, round }] = tasks;
  const rows = taskRows(tasks, context.now, calendar);
  return rows.length > 1 ? { rows: fewRows(rows), count: tasks.length } : taskMail(mailKindOf(kind, round), facts);
}

function silence(mailKind: TaskMailKind, { tasks: [first], cycle, calendar }: MailFacts): Message {
  const { superiorOn, hrOn } = silenceDates({ dueAt: first.due_at, ifSilent: first.if_silent, rule: cycle.escalation, calendar });
  const parts = (date: string | undefined) => (date === undefined ? undefined : dateParts(date, cycle.timeZone));
  const lastDay = lastDayBefore(first.closes_at, cycle.timeZone);
  const legal = cycle.legalPhase && first.due_at <= first.closes_at ? lastDay : undefined;
  return ifSilentSentence(mailKind, first.if_silent, {
    superior: superiorNamed(first),
    superiorOn: parts(superiorOn),
    hrOn: parts(hrOn),
    legalOn: parts(legal),
  });
}

function superiorNamed({ kind, rater, reviewer }: OpenTask): Words | undefined {
  const superior = superiorOf(kind);
  return superior === undefined ? undefined : named({ rater, reviewer }[superior]);
}

export function named(one: PersonName | null | undefined): Words | undefined {
  return one === null || one === undefined ? undefined : person(one.name, one.nameEn);
}

function valuesOf(mailKind: TaskMailKind, { tasks: [first], cycle, calendar }: MailFacts): Readonly<Record<string, Value>> {
  const { timeZone } = cycle;
  switch (mailKind) {
    case 'goals.draft': {
      const [fewest, most] = cycle.recommended;
      const range = { ko: `${fewest}~${most}`, en: `${fewest} to ${most}` };
      return { recommended: fewest === most ? fewest : range };
    }
    case 'goals.returned':
      return { returner: named(first.returner) ?? { key: 'role.rater.start' } };
    case 'calibration.meeting':
      return cycle.meetingAt === null ? {} : { meeting: localParts(cycle.meetingAt, timeZone) };
    case 'result.acknowledge': {
      const until = addWorkingDays(localDate(first.opened_at, timeZone), cycle.appealDays, calendar);
      return { appealUntil: localParts(atLocal(until, cycle.dueTime, timeZone), timeZone) };
    }
    default:
      return {};
  }
}
