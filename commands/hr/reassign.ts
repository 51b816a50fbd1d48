import { sql } from 'kysely';
import type { CommandArguments, Finding, Selection } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import { employeeIds } from '../../db/cycles.ts';
import { auditTasks } from '../../db/deadlines.ts';
import { peopleLeft } from '../../db/departures.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { selectedEvaluations, selectedTasks } from '../../db/selection.ts';
import { KINDS, TASK_KINDS, type TaskKind } from '../../domain/tasks/kinds.ts';
import { firstDraft } from '../first-draft.ts';
import type { HrCommand } from './command.ts';
import { tellAssignees } from './tell.ts';

interface Scope {
  readonly cycleId: string;
  readonly selection: Selection;
  readonly arguments: CommandArguments<'reassign'>;
}

interface OpenTask {
  readonly id: string;
  readonly process_run_id: string;
  readonly kind: TaskKind;
  readonly round: number;
  readonly seat: number;
  readonly phase: string;
  readonly evaluation_id: string | null;
  readonly employee_id: string | null;
  readonly leads: boolean;
}

/**
 * A substitute: as rater or reviewer of the selected evaluations from now on, with the tasks of that role that are open; or for the selected tasks only.
 * What the one before has written stays theirs: the form opens for the substitute as it opened first.
 */
export const reassign: HrCommand<'reassign'> = {
  needsSecondPerson: false,

  async preview(db, context) {
    const substitute = await getSubstitute(db, context);
    const tasks = await openTasks(db, context, substitute.id);
    const evaluations = context.arguments.as === 'task' ? [] : await evaluationsOf(db, context, substitute.id);
    const own = [...tasks, ...evaluations].some(({ employee_id }) => employee_id === substitute.id);
    const blockedBy: Finding[] = [
      ...(substitute.hasLeft ? [refused('has-left')] : []),
      ...(own ? [refused('oneself')] : []),
      ...((await sitsAlready(db, tasks, substitute.id)) ? [refused('sits-already')] : []),
    ];
    const both = evaluations.filter(({ other_id }) => other_id === substitute.id);
    return {
      affected: context.arguments.as === 'task' ? tasks.length : evaluations.length,
      blockedBy: blockedBy.slice(0, 1),
      pleaseLook: both.length === 0 ? [] : [{ code: 'rater-reviews', details: { evaluationIds: both.map(({ id }) => id) } }],
      details: { evaluations: evaluations.length, openTasks: tasks.length },
    };
  },

  async execute(trx, context) {
    const { cycleId, actorId, requestId } = context;
    const substitute = await getSubstitute(trx, context);
    const { as } = context.arguments;
    const evaluations = as === 'task' ? [] : await evaluationsOf(trx, context, substitute.id);
    const ids = evaluations.map(({ id }) => id);
    await sql`select from evaluation where id = any (${ids}::bigint[]) order by id for no key update`.execute(trx);
    if (as !== 'task')
      await trx
        .updateTable('evaluation')
        .set({ [`${as}_id`]: substitute.id })
        .where('id', 'in', [...ids, '0'])
        .execute();
    await sql`
      insert into audit_event (cycle_at, what, subject, actor, details)
      select (select cycle_now(${cycleId})), 'evaluation.reassigned', id, ${actorId}, jsonb_build_object('requestId', ${requestId}::text, 'as', ${as}::text, 'to', ${substitute.id}::text)
        from unnest(${ids}::bigint[]) id order by id`.execute(trx);
    // Whoever opens a task holds its run: with all of them here, a task is either among the open ones or will be the substitute's.
    await sql`
      select from process_run where evaluation_id = any (${ids}::bigint[]) and state in ('open', 'failed') order by id for no key update`.execute(
      trx,
    );
    const tasks: OpenTask[] = [];
    for (const task of await openTasks(trx, context, substitute.id))
      if (await handOver(trx, { task, to: substitute.id })) tasks.push(task);
    await auditTasks(trx, { what: 'task.reassigned', cycleId, actorId, requestId, taskIds: tasks.map(({ id }) => id) });
    const told = tasks.map(({ id, phase, kind }) => ({ taskId: id, assigneeId: substitute.id, phase, kind }));
    const mails = await tellAssignees(trx, { cycleId, mailKind: 'task.assigned', requestId, tasks: told });
    return { evaluations: ids.length, tasks: tasks.length, mails };
  },
};

function refused(why: string): Finding {
  return { code: 'invalid-input', details: { path: '/arguments/employeeNo', reason: why } };
}

async function getSubstitute(
  db: Db | Trx,
  { cycleId, arguments: { employeeNo } }: Scope,
): Promise<{ id: string; hasLeft: boolean }> {
  const id = (await employeeIds(db, [employeeNo])).get(employeeNo) ?? '0';
  return { id, hasLeft: (await peopleLeft(db, cycleId)).has(id) };
}

async function evaluationsOf(db: Db | Trx, { cycleId, selection, arguments: { as } }: Scope, to: string) {
  const role = sql.ref(as === 'rater' ? 'e.rater_id' : 'e.reviewer_id');
  const other = sql.ref(as === 'rater' ? 'e.reviewer_id' : 'e.rater_id');
  const { rows } = await sql<{ id: string; employee_id: string; other_id: string | null }>`
    select e.id, e.employee_id, ${other} other_id from evaluation e
     where e.state = 'enrolled' and ${role} is distinct from ${to}::bigint and ${selectedEvaluations(cycleId, selection)} order by e.id`.execute(
    db,
  );
  return rows;
}

async function openTasks(
  db: Db | Trx,
  { cycleId, selection, arguments: { as } }: Scope,
  to: string,
): Promise<readonly OpenTask[]> {
  const kinds = TASK_KINDS.filter((kind) => as === 'task' || KINDS[kind].role === as);
  const where = as === 'task' ? selectedTasks(cycleId, selection) : selectedEvaluations(cycleId, selection);
  const { rows } = await sql<OpenTask>`
    select t.id, t.process_run_id, t.kind, t.round, t.seat, p.phase, p.evaluation_id, e.employee_id, coalesce(t.leads, false) leads
      from task t join process_run p on p.id = t.process_run_id left join evaluation e on e.id = p.evaluation_id
     where t.outcome is null and p.state in ('open', 'failed') and t.kind = any (${kinds}::text[]) and t.assignee_id is distinct from ${to}::bigint and ${where}
     order by t.id`.execute(db);
  return rows;
}

/** A member of the committee sits on one seat of a session only. */
async function sitsAlready(db: Db | Trx, tasks: readonly OpenTask[], to: string): Promise<boolean> {
  const runs = tasks.filter(({ kind }) => kind === 'calibration.meeting').map((task) => task.process_run_id);
  const { rows } =
    await sql`select from calibration_seat where process_run_id = any (${runs}::bigint[]) and employee_id = ${to} limit 1`.execute(
      db,
    );
  return rows.length > 0;
}

/** False: it was closed a moment before, and stays whose it was. */
async function handOver(trx: Trx, { task, to }: { readonly task: OpenTask; readonly to: string }): Promise<boolean> {
  const { id, kind, round, seat, process_run_id: processRunId, evaluation_id: evaluationId, leads } = task;
  const { rows } = await sql`
    select from task t join task_draft d on d.task_id = t.id where t.id = ${id} and t.state = 'open' for update of t, d`.execute(
    trx,
  );
  if (rows.length === 0) return false;
  const draft = await firstDraft(trx, { processRunId, kind, round, evaluationId, leads });
  await sql`
    with aside as (
      insert into set_aside_draft (task_id, employee_id, content, saved_at)
      select d.task_id, t.assignee_id, d.content, d.saved_at from task_draft d join task t on t.id = d.task_id where d.task_id = ${id} and d.saved_at is not null)
    update task_draft set content = ${JSON.stringify(draft)}::jsonb, version = version + 1, saved_at = null where task_id = ${id}`.execute(
    trx,
  );
  await trx.updateTable('task').set({ assignee_id: to }).where('id', '=', id).execute();
  if (kind === 'calibration.meeting')
    await trx
      .updateTable('calibration_seat')
      .set({ employee_id: to })
      .where('process_run_id', '=', processRunId)
      .where('seat', '=', seat)
      .execute();
  return true;
}
