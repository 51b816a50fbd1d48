import type { BusinessCalendar } from '../domain/cycle/calendar.ts';
import { localParts } from '../domain/cycle/local-parts.ts';
import { daysLate } from '../domain/cycle/silence.ts';
import type { MailContext, OpenTask } from '../db/mail-context.ts';
import type { Content } from './mail-values.ts';
import { fewRows, taskRows } from './task-rows.ts';

export interface DigestFacts {
  readonly context: MailContext;
  readonly calendar: BusinessCalendar;
  readonly tasks: readonly OpenTask[];
}

/**
 * One row per kind and due day, late ones first; undefined when there is nothing to say any more.
 * What its subject counts are tasks: one's own, and for HR those that HR decides.
 */
export function digestMail({ context, calendar, tasks }: DigestFacts): Content | undefined {
  const { now, details } = context;
  const forHr = countIn(details['forHr']);
  const told = countIn(details['told']);
  const left = Array.isArray(details['left']) ? details['left'].length : 0;
  const late = tasks.filter(({ due_at }) => daysLate({ dueAt: due_at, now, calendar }) !== undefined).length;
  const rows = [
    ...(forHr > 0 ? [{ key: 'mail.digest.hr', values: { count: forHr } }] : []),
    ...(told > 0 ? [{ key: 'mail.digest.told', values: { count: told } }] : []),
    ...(left > 0 ? [{ key: 'mail.digest.left', values: { count: left } }] : []),
    ...taskRows(tasks, now, calendar),
  ];
  if (rows.length === 0) return undefined;
  return {
    rows: fewRows(rows),
    count: tasks.length + forHr,
    late: late + forHr,
    ...(late > 0 ? { silent: { key: 'silent.digest' } } : {}),
    values: { today: localParts(now, calendar.timeZone), told, left, own: tasks.length },
  };
}

/** What HR people have to decide and what superiors were told of, as the digest's making counted it. */
function countIn(count: unknown): number {
  return typeof count === 'number' ? count : 0;
}
