import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';
import { type HeldUp, readHeldUp } from '../../db/reading/held-up.ts';
import { type OfCycle, cycleOf, minute, show, table } from './show.ts';
import { withDatabase } from '../with-database.ts';

interface Zoned extends OfCycle {
  /** The cycle's time zone; instants are UTC. */
  readonly timeZone: string;
}

export interface WaitingKind extends Zoned {
  readonly kind: string;
  readonly unit: string | null;
  readonly count: number;
  readonly late: number;
  readonly oldest: string;
  readonly nextDue: string | null;
}

export interface LongWait extends Zoned {
  readonly run: string;
  readonly workflow: string;
  readonly kind: string;
  /** Whose turn it is, by number. */
  readonly employeeNo: string;
  readonly since: string;
  readonly due: string | null;
  readonly paused: boolean;
}

export interface Waiting {
  readonly heldUp: readonly HeldUp[];
  readonly longest: readonly LongWait[];
  readonly kinds: readonly WaitingKind[];
}

export async function showWaiting(wish: { readonly json?: boolean }): Promise<void> {
  const waiting = await withDatabase('worker', readWaiting);
  show(waiting, wish, () => words(waiting));
}

/** Everything that waits for a person, from the record alone: Temporal need not answer. */
export async function readWaiting(db: Db): Promise<Waiting> {
  return { heldUp: await readHeldUp(db), longest: await longest(db), kinds: await kinds(db) };
}

function words(waiting: Waiting): string {
  return [
    table(
      'Who or what holds up a group (not rated: members of the group)',
      ['cycle', 'group', 'not rated', 'turn of', 'kind', 'how many', 'late', 'since', ''],
      waiting.heldUp.map(({ group, openMembers, turnOf, kind, count, late, since, timeZone, by, ...of }) => [
        ...[cycleOf(of), group, openMembers, turnOf, kind, count, late],
        ...[minute(since, timeZone), by === 'task' ? '' : by.replace('-', ' ')],
      ]),
    ),
    table(
      'What waits longest',
      ['cycle', 'run', 'workflow', 'kind', 'turn of', 'since', 'due', ''],
      waiting.longest.map(({ run, workflow, kind, employeeNo, since, due, paused, timeZone, ...of }) => [
        ...[cycleOf(of), run, workflow, kind, employeeNo],
        ...[minute(since, timeZone), minute(due, timeZone), paused ? 'paused' : ''],
      ]),
    ),
    table(
      'What waits, by kind and unit',
      ['cycle', 'kind', 'unit', 'open', 'late', 'oldest', 'next due'],
      waiting.kinds.map(({ kind, unit, count, late, oldest, nextDue, timeZone, ...of }) => [
        ...[cycleOf(of), kind, unit, count, late],
        ...[minute(oldest, timeZone), minute(nextDue, timeZone)],
      ]),
    ),
  ].join('\n\n');
}

async function kinds(db: Db): Promise<readonly WaitingKind[]> {
  const { rows } = await sql<WaitingKind>`
    select p.cycle_id cycle, c.rehearsal_id is not null "isRehearsal", c.time_zone "timeZone",
           t.kind, e.unit_name unit, count(*)::int count,
           count(*) filter (where t.due_at <= cycle_now(p.cycle_id) and p.paused_at is null)::int late,
           min(t.opened_at) oldest, min(t.due_at) filter (where t.due_at > cycle_now(p.cycle_id)) "nextDue"
      from task t
      join process_run p on p.id = t.process_run_id
      join cycle c on c.id = p.cycle_id
      left join evaluation e on e.id = p.evaluation_id
     where t.state = 'open'
     group by p.cycle_id, c.id, t.kind, e.unit_name
     order by min(t.opened_at) - cycle_now(p.cycle_id), t.kind, e.unit_name`.execute(db);
  return rows;
}

async function longest(db: Db): Promise<readonly LongWait[]> {
  const { rows } = await sql<LongWait>`
    select p.cycle_id cycle, c.rehearsal_id is not null "isRehearsal", p.id run, c.time_zone "timeZone",
           p.workflow_id workflow, t.kind, a.employee_no "employeeNo",
           t.opened_at since, t.due_at due, p.paused_at is not null paused
      from task t
      join process_run p on p.id = t.process_run_id
      join cycle c on c.id = p.cycle_id
      join employee a on a.id = t.assignee_id
     where t.state = 'open'
     order by t.opened_at - cycle_now(p.cycle_id), t.id
     limit 10`.execute(db);
  return rows;
}
