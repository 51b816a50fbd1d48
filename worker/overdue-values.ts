import { dateParts } from '../domain/cycle/local-parts.ts';
import { localDate } from '../domain/cycle/instants.ts';
import { daysLate, silenceDates } from '../domain/cycle/silence.ts';
import type { Message } from '../domain/words/message.ts';
import type { OpenTask, PersonName } from '../db/mail-context.ts';
import { fewRows } from './task-rows.ts';
import { type Content, type MailFacts, named } from './mail-values.ts';

/** To a superior: who is late with what, a row for each person and kind. */
export function overdueSuperiorMail(facts: MailFacts): Content {
  const { tasks } = facts;
  const groups = [...Map.groupBy(tasks, ({ assignee_id, kind }) => `${assignee_id} ${kind}`).values()];
  return overdue(facts, { groups, row: 'mail.overdue.superior.row' });
}

/** To the late person, in the same hour. `superiors`: who was told; none named: HR. */
export function overdueToldMail(facts: MailFacts, superiors: readonly (PersonName | undefined)[]): Content {
  const { tasks } = facts;
  const content = overdue(facts, { groups: [...Map.groupBy(tasks, ({ kind }) => kind).values()], row: 'mail.overdue.told.row' });
  const [only] = superiors;
  const superior = superiors.length > 1 ? { key: 'role.superiors' } : (named(only) ?? { key: 'role.hr' });
  return { ...content, values: { ...content.values, superior } };
}

interface Rows {
  readonly groups: readonly (readonly OpenTask[])[];
  readonly row: string;
}

function overdue({ tasks, context, calendar, cycle }: MailFacts, { groups, row }: Rows): Content {
  const { now } = context;
  const days = (task: OpenTask) => daysLate({ dueAt: task.due_at, now, calendar }) ?? 0;
  const items = ({ kind }: OpenTask, count: number): Message => ({ key: `task.${kind}.items`, values: { count } });
  const rows = groups.flatMap((group): readonly Message[] => {
    const [first] = group;
    if (first === undefined) return [];
    const latePerson = named(first.assignee) ?? { key: 'role.employee' };
    return [{ key: row, values: { latePerson, items: items(first, group.length), days: days(first) } }];
  });
  const [first] = tasks;
  const oneKind = tasks.every(({ kind }) => kind === first.kind);
  return {
    rows: fewRows(rows),
    count: tasks.length,
    silent: decision({ tasks, context, calendar, cycle }),
    values: { days: days(first), ...(oneKind && { items: items(first, tasks.length) }) },
  };
}

/** When HR decides about the first of them. */
function decision({ tasks, context, calendar, cycle }: MailFacts): Message {
  const today = localDate(context.now, cycle.timeZone);
  const ahead = tasks.flatMap(({ due_at: dueAt, if_silent: ifSilent }) => {
    const { hrOn } = silenceDates({ dueAt, ifSilent, rule: cycle.escalation, calendar });
    return hrOn !== undefined && hrOn > today ? [hrOn] : [];
  });
  const [hrOn] = ahead.sort();
  if (hrOn === undefined) return { key: 'silent.overdue-now' };
  return { key: 'silent.overdue', values: { hrOn: dateParts(hrOn, cycle.timeZone) } };
}
