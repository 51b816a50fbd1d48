import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';
import { minute, show, table } from './show.ts';
import { withDatabase } from './with-database.ts';

export interface WaitingKind {
  readonly cycle: string;
  readonly kind: string;
  readonly unit: string | null;
  readonly count: number;
  readonly late: number;
  readonly oldest: string;
  readonly nextDue: string | null;
}

export interface LongWait {
  readonly run: string;
  readonly workflow: string;
  readonly kind: string;
  /** Whose turn it is, by number. */
  readonly employeeNo: string;
  readonly since: string;
  readonly due: string | null;
  readonly paused: boolean;
}

export interface HeldUp {
  readonly cycle: string;
  readonly group: string;
  /** Members who are not rated yet. */
  readonly openMembers: number;
  /** Number of the member, and of whoever's turn it is. */
  readonly member: string;
  readonly kind: string | null;
  readonly turnOf: string | null;
  readonly since: string | null;
}

export interface Waiting {
  readonly kinds: readonly WaitingKind[];
  readonly longest: readonly LongWait[];
  readonly heldUp: readonly HeldUp[];
}

export async function showWaiting(wish: { readonly json?: boolean }): Promise<void> {
  const waiting = await withDatabase(readWaiting);
  show(waiting, wish, () => words(waiting));
}

/** Everything that waits for a person, from the record alone: Temporal need not answer. */
export async function readWaiting(db: Db): Promise<Waiting> {
  return { kinds: await kinds(db), longest: await longest(db), heldUp: await heldUp(db) };
}

function words({ kinds: byKind, longest: waits, heldUp: groups }: Waiting): string {
  return [
    table(
      'Waiting, by kind and unit',
      ['cycle', 'kind', 'unit', 'open', 'late', 'oldest', 'next due'],
      byKind.map((row) => [row.cycle, row.kind, row.unit, row.count, row.late, minute(row.oldest), minute(row.nextDue)]),
    ),
    table(
      'Waits longest',
      ['run', 'workflow', 'kind', 'turn of', 'since', 'due', ''],
      waits.map((row) => [
        row.run,
        row.workflow,
        row.kind,
        row.employeeNo,
        minute(row.since),
        minute(row.due),
        row.paused ? 'paused' : '',
      ]),
    ),
    table(
      'Holds up a group',
      ['cycle', 'group', 'not rated', 'member', 'kind', 'turn of', 'since'],
      groups.map((row) => [row.cycle, row.group, row.openMembers, row.member, row.kind, row.turnOf, minute(row.since)]),
    ),
  ].join('\n\n');
}

async function kinds(db: Db): Promise<readonly WaitingKind[]> {
  const { rows } = await sql<WaitingKind>`
    select p.cycle_id cycle, t.kind, e.unit_name unit, count(*)::int count,
           count(*) filter (where t.due_at <= cycle_now(p.cycle_id) and p.paused_at is null)::int late,
           min(t.opened_at) oldest, min(t.due_at) filter (where t.due_at > cycle_now(p.cycle_id)) "nextDue"
      from task t join process_run p on p.id = t.process_run_id left join evaluation e on e.id = p.evaluation_id
     where t.state = 'open' group by p.cycle_id, t.kind, e.unit_name order by min(t.opened_at), t.kind, e.unit_name`.execute(db);
  return rows;
}

async function longest(db: Db): Promise<readonly LongWait[]> {
  const { rows } = await sql<LongWait>`
    select p.id run, p.workflow_id workflow, t.kind, a.employee_no "employeeNo", t.opened_at since, t.due_at due, p.paused_at is not null paused
      from task t join process_run p on p.id = t.process_run_id join employee a on a.id = t.assignee_id
     where t.state = 'open' order by t.opened_at, t.id limit 10`.execute(db);
  return rows;
}

async function heldUp(db: Db): Promise<readonly HeldUp[]> {
  const { rows } = await sql<HeldUp>`
    select g.cycle_id cycle, g.name "group", g.open_members "openMembers", m.employee_no member, t.kind, a.employee_no "turnOf", t.opened_at since
      from rating_group g join process_run p on p.barrier_group_id = g.id and p.state in ('open', 'failed')
      join evaluation e on e.id = p.evaluation_id join employee m on m.id = e.employee_id
      left join task t on t.process_run_id = p.id and t.state = 'open' left join employee a on a.id = t.assignee_id
     where g.open_members > 0 and g.locked_at is null order by g.cycle_id, g.name, t.opened_at, m.employee_no`.execute(db);
  return rows;
}
