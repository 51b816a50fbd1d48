import { addDays, nextWorkingDay } from '../domain/cycle/calendar.ts';
import type { BusinessCalendar } from '../domain/cycle/calendar.ts';
import { localDate } from '../domain/cycle/instants.ts';
import { localParts } from '../domain/cycle/local-parts.ts';
import { daysLate } from '../domain/cycle/silence.ts';
import { mailKindOf } from '../domain/tasks/kinds.ts';
import type { Message } from '../domain/words/message.ts';
import type { MailContext, OpenTask } from '../db/mail-context.ts';
import type { Content } from './mail-values.ts';

const MOST_ROWS = 5;

export interface DigestFacts {
  readonly context: MailContext;
  readonly calendar: BusinessCalendar;
  readonly tasks: readonly OpenTask[];
}

/** One row per kind and due day, late ones first; undefined when there is nothing to say any more. */
export function digestMail({ context, calendar, tasks }: DigestFacts): Content | undefined {
  const { now } = context;
  const groups = grouped(tasks, calendar);
  const late = groups.filter(
    ([first]) => first !== undefined && daysLate({ dueAt: first.due_at, now, calendar }) !== undefined,
  ).length;
  const forHr = hrRows(context);
  const rows = [...forHr, ...groups.map((group) => row(group, now, calendar))];
  if (rows.length === 0) return undefined;
  const more = rows.length - MOST_ROWS;
  const shown = more > 0 ? [...rows.slice(0, MOST_ROWS), { key: 'mail.digest.more', values: { count: more } }] : rows;
  return {
    rows: shown,
    count: rows.length,
    late: late + forHr.length,
    ...(late > 0 ? { silent: { key: 'silent.digest' } } : {}),
    values: { today: localParts(now, calendar.timeZone) },
  };
}

function grouped(tasks: readonly OpenTask[], calendar: BusinessCalendar): readonly (readonly OpenTask[])[] {
  const groups = new Map<string, OpenTask[]>();
  for (const task of tasks) {
    const key = [task.cycle_id, task.phase, mailKindOf(task.kind, task.round), localDate(task.due_at, calendar.timeZone)].join(
      ' ',
    );
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  return [...groups.values()];
}

function row(group: readonly OpenTask[], now: string, calendar: BusinessCalendar): Message {
  const [first] = group;
  if (first === undefined) throw new Error('an empty group');
  const task = { key: `task.${mailKindOf(first.kind, first.round)}.counted`, values: { count: group.length } };
  const due = localParts(first.due_at, calendar.timeZone);
  const late = daysLate({ dueAt: first.due_at, now, calendar });
  if (late === 0) return { key: 'mail.digest.late-today', values: { task, due } };
  if (late !== undefined) return { key: 'mail.digest.late', values: { days: late, task, due } };
  const today = localDate(now, calendar.timeZone);
  const dueOn = localDate(first.due_at, calendar.timeZone);
  if (dueOn === today) return { key: 'mail.digest.today', values: { task, due } };
  if (dueOn <= nextWorkingDay(today, calendar)) return { key: 'mail.digest.tomorrow', values: { task, due } };
  return { key: 'mail.digest.later', values: { days: daysBetween(today, dueOn), task, due } };
}

function daysBetween(from: string, to: string): number {
  let days = 0;
  for (let day = from; day < to; day = addDays(day, 1)) days += 1;
  return days;
}

/** What HR people have to decide and what superiors were told of, as the digest's making counted it. */
function hrRows({ details }: MailContext): readonly Message[] {
  const row = (key: string, count: unknown): readonly Message[] =>
    typeof count === 'number' && count > 0 ? [{ key, values: { count } }] : [];
  return [...row('mail.digest.hr', details['forHr']), ...row('mail.digest.told', details['told'])];
}
