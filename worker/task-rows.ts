import { addDays, nextWorkingDay } from '../domain/cycle/calendar.ts';
import type { BusinessCalendar } from '../domain/cycle/calendar.ts';
import { localDate } from '../domain/cycle/instants.ts';
import { localParts } from '../domain/cycle/local-parts.ts';
import { daysLate } from '../domain/cycle/silence.ts';
import { mailKindOf } from '../domain/tasks/kinds.ts';
import type { Message } from '../domain/words/message.ts';
import type { OpenTask } from '../db/mail-context.ts';

const MOST_ROWS = 5;

/** The first of many, and how many more there are. */
export function fewRows(rows: readonly Message[]): readonly Message[] {
  const more = rows.length - MOST_ROWS;
  return more > 0 ? [...rows.slice(0, MOST_ROWS), { key: 'mail.digest.more', values: { count: more } }] : rows;
}

/** One row per kind and due day. */
export function taskRows(tasks: readonly OpenTask[], now: string, calendar: BusinessCalendar): readonly Message[] {
  return grouped(tasks, calendar).map((group) => row(group, now, calendar));
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
