import { type RawBuilder, sql } from 'kysely';
import type { TaskOutcome } from '../../domain/process/messages.ts';
import type { IfSilent, TaskKind } from '../../domain/tasks/kinds.ts';
import type { Db } from '../connection.ts';
import { PREPARED } from '../prepared-pool.ts';

/** A task with its subject and the people around it, as lists and pages need it. */
export interface TaskRecord {
  readonly id: string;
  readonly kind: TaskKind;
  readonly round: number;
  readonly seat: number;
  readonly state: 'open' | 'closed';
  readonly outcome: TaskOutcome | null;
  readonly reason: string | null;
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly acceptedUntil: string;
  readonly closedAt: string | null;
  readonly escalatedAt: string | null;
  readonly processRunId: string;
  readonly phase: string;
  readonly cycleId: string;
  readonly paused: boolean;
  readonly late: boolean;
  readonly minutes: number | null;
  readonly ifSilent: IfSilent | null;
  readonly version: number | null;
  readonly savedAt: string | null;
  readonly assigneeId: string | null;
  readonly assigneeNo: string | null;
  readonly assigneeName: string | null;
  readonly assigneeNameEn: string | null;
  readonly evaluationId: string | null;
  readonly employeeId: string | null;
  readonly name: string | null;
  readonly unitId: string | null;
  readonly unitName: string | null;
  readonly grade: string | null;
  readonly raterId: string | null;
  readonly raterName: string | null;
  readonly raterNameEn: string | null;
  readonly reviewerId: string | null;
  readonly reviewerName: string | null;
  readonly reviewerNameEn: string | null;
  readonly ratingGroupId: string | null;
  readonly groupName: string | null;
  /** The run is a session that is not decided, and the assignee chairs it or has a seat. */
  readonly sitsInSession: boolean;
  /** Of a rating: whether whoever it is about led others when it was first asked. */
  readonly leads: boolean;
}

const columns = sql`
  t.id, t.kind, t.round, t.seat, t.state, t.outcome, t.reason, t.opened_at "openedAt", t.due_at "dueAt",
  t.accepted_until "acceptedUntil",
  t.closed_at "closedAt", t.escalated_at "escalatedAt", p.id "processRunId", p.phase, p.cycle_id "cycleId",
  p.paused_at is not null paused,
  t.state = 'open' and t.due_at < cycle_now(p.cycle_id) late, u.minutes, u.if_silent "ifSilent", f.version,
  f.saved_at "savedAt",
  t.assignee_id "assigneeId", a.employee_no "assigneeNo", a.name "assigneeName", a.name_en "assigneeNameEn",
  e.id "evaluationId", e.employee_id "employeeId", e.name, e.unit_id "unitId", e.unit_name "unitName", e.grade,
  e.rater_id "raterId", r.name "raterName", r.name_en "raterNameEn", e.reviewer_id "reviewerId", v.name "reviewerName",
  v.name_en "reviewerNameEn",
  g.id "ratingGroupId", g.name "groupName", coalesce(t.leads, false) leads,
  p.state = 'open' and exists (
    select from calibration_session s
     where s.process_run_id = p.id and s.locked_at is null
       and (s.chair_id = t.assignee_id or exists (
         select from calibration_seat k
          where k.process_run_id = s.process_run_id and k.employee_id = t.assignee_id))) "sitsInSession"`;
const tables = sql`
  task t join process_run p on p.id = t.process_run_id
  left join task_draft f on f.task_id = t.id
  left join task_rule u on u.cycle_id = p.cycle_id and u.phase = p.phase and u.kind = t.kind
  left join employee a on a.id = t.assignee_id
  left join evaluation e on e.id = p.evaluation_id
  left join employee r on r.id = e.rater_id left join employee v on v.id = e.reviewer_id
  left join rating_group g on g.id = p.rating_group_id`;

export async function findTask(db: Db, id: string): Promise<TaskRecord | undefined> {
  const { rows } = await sql<TaskRecord>`${PREPARED} select ${columns} from ${tables} where t.id = ${id}`.execute(db);
  return rows[0];
}

export type TaskGroup = 'mine' | 'waiting' | 'done';

export interface TaskListRequest {
  readonly employeeId: string;
  readonly group: TaskGroup;
  readonly limit: number;
  /** Sort key and id of the last row of the page before. */
  readonly after?: { readonly sort: string; readonly id: string } | undefined;
}

export type ListedTask = TaskRecord & { readonly sort: string };

/** One row more than `limit` says that there is a next page. Others' turns wait first, then the due date. */
export async function listTasks(db: Db, { employeeId, group, limit, after }: TaskListRequest): Promise<readonly ListedTask[]> {
  const down = group === 'done';
  const page =
    after === undefined
      ? sql`true`
      : down
        ? sql`(sort, id) < (${after.sort}, ${after.id}::bigint)`
        : sql`(sort, id) > (${after.sort}, ${after.id}::bigint)`;
  const { rows } = await sql<ListedTask>`${PREPARED}
    select * from (select ${columns}, ${SORTS[group]} sort from ${tables} where ${filter(group, employeeId)}) listed
     where ${page} order by sort ${down ? sql`desc` : sql``}, id ${down ? sql`desc` : sql``} limit ${limit + 1}`.execute(db);
  return rows;
}

const instantText = (column: string) =>
  sql.raw(`to_char(coalesce(${column}, 'epoch'::timestamptz) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')`);

const SORTS: Readonly<Record<TaskGroup, RawBuilder<unknown>>> = {
  // What somebody else waits for comes first: a superior's task holds up the person it is about.
  mine: sql`case when e.employee_id is distinct from t.assignee_id then '0' else '1' end || ${instantText('t.due_at')}`,
  waiting: instantText('t.due_at'),
  done: instantText('t.closed_at'),
};

function filter(group: TaskGroup, employeeId: string): RawBuilder<unknown> {
  switch (group) {
    case 'mine':
      return sql`t.state = 'open' and t.assignee_id = ${employeeId}`;
    case 'waiting':
      // Of an employee's own evaluation a rating under way is told by the stepper, never by a task.
      return sql`t.state = 'open' and t.assignee_id <> ${employeeId}
        and (e.rater_id = ${employeeId} or e.reviewer_id = ${employeeId}
             or (e.employee_id = ${employeeId} and t.kind not in ('rating.write', 'rating.review')))`;
    case 'done':
      return sql`t.state = 'closed' and t.outcome <> 'void' and t.assignee_id = ${employeeId}`;
  }
}
