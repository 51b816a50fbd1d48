import { type RawBuilder, sql } from 'kysely';
import type { Finding } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import { getCycle } from '../../db/cycles.ts';
import { auditTasks, DUE_ON, moveDeadlines, workingDayAfter } from '../../db/deadlines.ts';
import { calendarAround } from '../../db/holidays.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { pokeRuns } from '../../db/outbox.ts';
import { lineOf, tasksAsLines } from '../../db/reading/changes.ts';
import { selectedTasks } from '../../db/selection.ts';
import { isHeldBack } from '../../db/tells-level.ts';
import { casesOfTasks, touchedByTasks } from '../../db/touched.ts';
import { addWorkingDays, workingDaysBetween } from '../../domain/cycle/calendar.ts';
import { localDate } from '../../domain/cycle/instants.ts';
import { mostExtensionDays } from '../../domain/tasks/extension.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { mayBeAlikeForAll } from '../../domain/two-persons/reach.ts';
import { sha256Of } from '../sha256-of.ts';
import { unknownHolidays } from '../unknown-holidays.ts';
import { type CommandContext, type HrCommand, identityOf, isLookedAt } from './command.ts';
import { tellAssignees } from './tell.ts';

type Context = CommandContext<'extend-tasks'>;

const OPEN: RawBuilder<boolean> = sql`(t.outcome is null and t.due_at is not null and p.state in ('open', 'failed'))`;

/**
 * Moves the deadlines of open tasks: a longer one needs nobody to wake, a shorter one pokes. For a whole phase tasks that open later get the new day too.
 */
export const extendTasks: HrCommand<'extend-tasks'> = {
  mayShrink: true,
  touches: touchedByTasks,
  reaches: (context) => casesOfTasks(context, isTold(context)),

  async preview(db, context) {
    const cycle = await getCycle(db, context.cycleId);
    const groups = await openDeadlines(db, context);
    const calendar = await calendarAround(db, cycle.now, cycle.time_zone);
    const { dueOn, workingDays } = context.arguments;
    const today = localDate(cycle.now, cycle.time_zone);
    const blockedBy: Finding[] = dueOn !== undefined && dueOn < today ? [refused('in-the-past')] : [];
    for (const { kind, due_at } of groups) {
      const days = workingDays ?? workingDaysBetween(localDate(due_at, cycle.time_zone), dueOn ?? today, calendar);
      const most = mostExtensionDays(kind);
      if (days > most) blockedBy.push(refused('too-long', { kind, most, days }));
    }
    const newDay = (dueAt: string) => dueOn ?? addWorkingDays(localDate(dueAt, cycle.time_zone), workingDays ?? 0, calendar);
    const moved = (dueAt: string) => ({ before: { at: dueAt }, after: { day: newDay(dueAt) } });
    const newDays = dueOn === undefined ? groups.map(({ due_at }) => newDay(due_at)) : [dueOn];
    const isWhole = mayBeAlikeForAll({ command: 'extend-tasks', ...context });
    const lines = await tasksAsLines(db, isWhole ? losesOwnDay(context) : isOpen(context));
    const named = lines.map(({ taskId, who, group, phase, kind, dueAt }) => ({
      ...lineOf({ what: 'deadline', who, group, phase, kind, ...moved(dueAt) }),
      of: taskId,
    }));
    return {
      // A shorter one takes time from those whom it names.
      needsSecondPerson: groups.some(({ due_at }) => dueOn !== undefined && dueOn < localDate(due_at, cycle.time_zone)),
      affected: groups.reduce((sum, { n }) => sum + Number(n), 0),
      blockedBy: blockedBy.slice(0, 1),
      pleaseLook: [...(await extendedBefore(db, context)), ...(await unknownHolidays(db, newDays))],
      details: { tasks: groups.map(({ kind, due_at, n }) => ({ kind, dueAt: due_at, count: Number(n) })) },
      changes: [
        ...(isWhole
          ? groups.map(({ kind, due_at, n }) => lineOf({ what: 'deadline', kind, count: Number(n), ...moved(due_at) }))
          : []),
        ...named,
      ],
      // Whoever comes to the phase later has the new day, too; whose own later day it takes stands there by name.
      ...(isWhole && { sha256: sha256Of([context.arguments, ...named.map(identityOf)]).toString('hex') }),
    };
  },

  async execute(trx, context) {
    const { cycleId, actorId, requestId } = context;
    const { dueOn, workingDays } = context.arguments;
    const isWhole = mayBeAlikeForAll({ command: 'extend-tasks', ...context });
    const seen = isWhole ? sql`true` : isLookedAt(sql`t.id`, context.previewed);
    const moved = await moveDeadlines(trx, {
      where: sql`${selectedTasks(cycleId, context.selection)} and ${seen}`,
      from: DUE_ON,
      to: (from) => (dueOn === undefined ? workingDayAfter(from, sql`${workingDays}::int`) : sql`${dueOn}::date`),
    });
    const change = { what: 'task.due-changed', cycleId, actorId, requestId };
    const ids = (tasks: typeof moved) => tasks.map(({ taskId }) => taskId);
    await auditTasks(trx, { ...change, taskIds: ids(moved.filter(({ earlier }) => !earlier)), details: { extended: true } });
    await auditTasks(trx, { ...change, taskIds: ids(moved.filter(({ earlier }) => earlier)) });
    const shorter = [...new Set(moved.flatMap(({ processRunId, earlier }) => (earlier ? [processRunId] : [])))];
    await pokeRuns(trx, shorter);
    await moveRule(trx, context);
    const mails = await tellAssignees(trx, { cycleId, mailKind: 'due.changed', requestId, tasks: moved });
    return { tasks: moved.length, poked: shorter.length, mails };
  },
};

function refused(why: string, details: Record<string, unknown> = {}): Finding {
  return { code: 'invalid-input', details: { path: '/arguments/dueOn', reason: why, ...details } };
}

/** Open, and not one of which who asks or approves is told nothing: the order is carried out there too, and counted nowhere. */
function isTold(context: Context): RawBuilder<boolean> {
  return sql`(${OPEN} and not ${isHeldBack(context)})`;
}

/** Selected tasks with a deadline, as a condition on `task t` alone. */
function isOpen({ cycleId, selection }: Context): RawBuilder<boolean> {
  return sql`t.id in (
    select t.id
      from task t
      join process_run p on p.id = t.process_run_id
      left join evaluation e on e.id = p.evaluation_id
     where ${OPEN} and ${selectedTasks(cycleId, selection)})`;
}

/** Those with a later day of their own than the phase's, from whom a whole phase's new day takes time: as a condition on `task t` alone. */
function losesOwnDay(context: Context): RawBuilder<boolean> {
  const { cycleId, selection } = context;
  return sql`t.id in (
    select t.id
      from task t
      join process_run p on p.id = t.process_run_id
      join cycle c on c.id = p.cycle_id
      join task_rule r on r.cycle_id = p.cycle_id and r.phase = p.phase and r.kind = t.kind
      left join evaluation e on e.id = p.evaluation_id
     where ${isTold(context)} and ${selectedTasks(cycleId, selection)}
       and t.due_at is distinct from r.due_at and ${DUE_ON} > ${context.arguments.dueOn ?? null}::date)`;
}

interface OpenDeadline {
  readonly kind: TaskKind;
  readonly due_at: string;
  readonly n: string;
}

async function openDeadlines(db: Db | Trx, context: Context): Promise<readonly OpenDeadline[]> {
  const { cycleId, selection } = context;
  const { rows } = await sql<OpenDeadline>`
    select t.kind, t.due_at, count(*) n
      from task t
      join process_run p on p.id = t.process_run_id
      left join evaluation e on e.id = p.evaluation_id
     where ${isTold(context)} and ${selectedTasks(cycleId, selection)}
     group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}

/** A second extension of the same phase for the same person. HR decides: the guide's rule is a default, not a law. */
async function extendedBefore(db: Db | Trx, context: Context): Promise<readonly Finding[]> {
  const {
    cycleId,
    selection,
    arguments: { dueOn },
  } = context;
  const { rows } = await sql<{ id: string }>`
    with later as materialized (
      select distinct p.evaluation_id, p.phase
        from task t
        join process_run p on p.id = t.process_run_id
        join cycle c on c.id = p.cycle_id
        join evaluation e on e.id = p.evaluation_id
       where ${isTold(context)} and ${selectedTasks(cycleId, selection)}
         and (${dueOn ?? null}::date is null or ${DUE_ON} < ${dueOn ?? null}::date))
    select distinct n.evaluation_id id
      from later n
      join process_run p on p.evaluation_id = n.evaluation_id and p.phase = n.phase
      join task t on t.process_run_id = p.id join audit_event a on a.what = 'task.due-changed' and a.subject = t.id
     where a.details @> '{"extended": true}' order by 1`.execute(db);
  return rows.length === 0 ? [] : [{ code: 'extended-before', details: { evaluationIds: rows.map(({ id }) => id) } }];
}

/** Only where a phase is selected as a whole: people who come to the step later have the same day. */
async function moveRule(trx: Trx, { cycleId, selection, arguments: { dueOn, workingDays } }: Context): Promise<void> {
  const { phase, kind, ...people } = selection;
  if (phase === undefined || Object.values(people).some((part) => part !== undefined)) return;
  const local = sql`(r.due_at at time zone c.time_zone)::date`;
  const day = dueOn === undefined ? workingDayAfter(local, sql`${workingDays}::int`) : sql`${dueOn}::date`;
  await sql`
    update task_rule r set due_at = (${day} + c.due_time::time) at time zone c.time_zone from cycle c
     where c.id = r.cycle_id and r.cycle_id = ${cycleId} and r.phase = ${phase}
       and (${kind ?? null}::text is null or r.kind = ${kind ?? null})
       and (${kind ?? null}::text is not null or exists (
             select from task t
               join process_run p on p.id = t.process_run_id
              where p.cycle_id = r.cycle_id and p.phase = r.phase and t.kind = r.kind and t.state = 'open'))`.execute(trx);
}
