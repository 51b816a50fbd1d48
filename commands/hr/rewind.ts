import { sql } from 'kysely';
import type { CommandArguments, Finding, Selection } from '../../contracts/commands.ts';
import { audit } from '../../db/audit.ts';
import type { Db } from '../../db/connection.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { startRuns, URGENCY } from '../../db/outbox.ts';
import { endRuns } from '../../db/runs.ts';
import { selectedRuns } from '../../db/selection.ts';
import { touchedByRuns } from '../../db/touched.ts';
import { DomainError } from '../../domain/errors.ts';
import type { HrCommand } from './command.ts';

interface Scope {
  readonly cycleId: string;
  readonly selection: Selection;
  readonly arguments: CommandArguments<'rewind'>;
}

interface Rewound {
  readonly id: string;
  readonly evaluation_id: string;
  readonly barrier_group_id: string | null;
  /** Null: is not paused, or over. */
  readonly paused_at: string | null;
  /** The task to which it goes back; null: there is none. */
  readonly target_id: string | null;
  /** The group that must not be frozen yet; null: the phase may be taken back at any time, or nobody waits for it. */
  readonly frozen_by: string | null;
  readonly locked: boolean;
}

/**
 * Takes a phase of somebody back to one of its tasks: the run is void, a new attempt starts with what came before that task still standing,
 * answers copied with their origin, signatures of what is redone void. Refused once the group's calibration has begun.
 */
export const rewind: HrCommand<'rewind'> = {
  needsSecondPerson: () => Promise.resolve(true),
  touches: touchedByRuns,

  async preview(db, scope) {
    if (scope.selection.phase === undefined) return { affected: 0, blockedBy: [refused('/selection/phase', 'required')] };
    const runs = await liveRuns(db, scope);
    const locked = runs.filter((run) => run.locked).map(({ evaluation_id }) => evaluation_id);
    const without = runs.filter(({ target_id }) => target_id === null).map(({ evaluation_id }) => evaluation_id);
    const blockedBy: Finding[] = [
      ...(locked.length === 0 ? [] : [{ code: 'group-locked', details: { evaluationIds: locked } }]),
      ...(without.length === 0 ? [] : [refused('/arguments/toKind', 'no-such-task')]),
    ];
    return { affected: runs.length, blockedBy: blockedBy.slice(0, 1) };
  },

  async execute(trx, scope) {
    const { cycleId, actorId, requestId } = scope;
    const found = await liveRuns(trx, scope);
    const evaluations = found.map(({ evaluation_id }) => evaluation_id);
    await sql`select from evaluation where id = any (${evaluations}::bigint[]) order by id for no key update`.execute(trx);
    await endRuns(trx, { runIds: found.map(({ id }) => id), state: 'void', outcome: 'rewound', reason: 'rewound' });
    await assertNotFrozen(trx, found);
    const runIds: string[] = [];
    for (const run of found) {
      const next = await nextAttempt(trx, run);
      await copyWhatStands(trx, run, next);
      await sql`
        update signature s set void_at = cycle_now(${cycleId}) from task t
         where t.id = s.task_id and t.process_run_id = ${run.id} and t.id >= ${run.target_id} and s.void_at is null`.execute(trx);
      await audit(trx, {
        what: 'process.rewound',
        subject: run.id,
        actor: actorId,
        cycleId,
        details: { requestId, to: run.target_id, processRunId: next },
      });
      runIds.push(next);
    }
    await startRuns(trx, runIds, URGENCY.process);
    return { runs: runIds.length };
  },
};

function refused(path: string, why: string): Finding {
  return { code: 'invalid-input', details: { path, reason: why } };
}

/** A phase after the one that the group waits for may be taken back also when the group is frozen. */
async function liveRuns(
  db: Db | Trx,
  { cycleId, selection, arguments: { toKind, toRound } }: Scope,
): Promise<readonly Rewound[]> {
  const { rows } = await sql<Rewound>`
    select p.id, p.evaluation_id, p.barrier_group_id, t.id target_id,
           case when p.state in ('open', 'failed') then p.paused_at end paused_at,
           g.id frozen_by, g.locked_at is not null locked
      from process_run p join evaluation e on e.id = p.evaluation_id join phase_window w on w.cycle_id = p.cycle_id and w.phase = p.phase
      left join rating_group g on g.id = e.rating_group_id
       and w.position <= coalesce((select max(b.position) from phase_window b where b.cycle_id = p.cycle_id and b.barrier), 0)
      left join task t on t.process_run_id = p.id and t.kind = ${toKind} and t.round = ${toRound} and t.seat = 1
     where p.state <> 'void' and e.state = 'enrolled' and ${selectedRuns(cycleId, selection)} order by p.id`.execute(db);
  return rows;
}

/**
 * Holds the groups, so that none is frozen before this is committed.
 * @throws DomainError 'group-locked' where one was frozen since the runs were looked up
 */
async function assertNotFrozen(trx: Trx, runs: readonly Rewound[]): Promise<void> {
  const groupIds = runs.flatMap(({ frozen_by }) => frozen_by ?? []);
  // Every group, and looked at afterwards: a condition would pass over one that is being frozen right now instead of waiting for it.
  const { rows } = await sql<{ id: string; locked_at: string | null }>`
    select id, locked_at from rating_group where id = any (${groupIds}::bigint[]) order by id for no key update`.execute(trx);
  const frozen = new Set(rows.filter(({ locked_at }) => locked_at !== null).map(({ id }) => id));
  const late = runs.filter(({ frozen_by }) => frozen_by !== null && frozen.has(frozen_by));
  if (late.length > 0) throw new DomainError('group-locked', { evaluationIds: late.map(({ evaluation_id }) => evaluation_id) });
}

/** The group that waits for the phase counts the new run again: the void one has fallen, or had fallen when it was done. A pause goes on. */
async function nextAttempt(trx: Trx, run: Rewound): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into process_run (cycle_id, evaluation_id, phase, workflow_type, attempt, barrier_group_id, launched_at, paused_at)
    select p.cycle_id, p.evaluation_id, p.phase, p.workflow_type, 1 + (select max(attempt) from process_run q where q.evaluation_id = p.evaluation_id and q.phase = p.phase),
           p.barrier_group_id, cycle_now(p.cycle_id), ${run.paused_at}
      from process_run p where p.id = ${run.id} returning id`.execute(trx);
  if (run.barrier_group_id !== null)
    await sql`update rating_group set open_members = open_members + 1 where id = ${run.barrier_group_id}`.execute(trx);
  return rows[0]?.id ?? '0';
}

async function copyWhatStands(trx: Trx, run: Rewound, next: string): Promise<void> {
  await sql`
    with copied as (
      insert into task (process_run_id, kind, round, seat, state, outcome, reason, assignee_id, on_behalf_of_id, opened_at, due_at, accepted_until, closed_at, closed_by, recorded_at, escalated_at, leads)
      select ${next}, kind, round, seat, state, outcome, reason, assignee_id, on_behalf_of_id, opened_at, due_at, accepted_until, closed_at, closed_by, recorded_at, escalated_at, leads
        from task where process_run_id = ${run.id} and id < ${run.target_id} and outcome in ('done', 'returned', 'expired', 'skipped') order by id
      returning id, kind, round, seat)
    insert into submission (task_id, version, content, sha256, copied_from)
    select c.id, s.version, s.content, s.sha256, s.task_id from copied c
      join task t on t.process_run_id = ${run.id} and (t.kind, t.round, t.seat) = (c.kind, c.round, c.seat) join submission s on s.task_id = t.id`.execute(
    trx,
  );
}
