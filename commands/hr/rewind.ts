import { type RawBuilder, sql } from 'kysely';
import type { CommandArguments, Finding, Selection } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { startRuns, URGENCY } from '../../db/outbox.ts';
import { lineOf, tasksAsLines } from '../../db/reading/changes.ts';
import { endRuns } from '../../db/runs.ts';
import { selectedRuns } from '../../db/selection.ts';
import { casesOfRuns, isNothingHeldBack, touchedByRuns } from '../../db/touched.ts';
import { type HrCommand, isLookedAt, type PreviewedChange } from './command.ts';
import { nextAttempts, type VoidRun } from './next-attempts.ts';
import { setVoidAside } from './set-drafts-aside.ts';

interface Scope {
  readonly cycleId: string;
  readonly selection: Selection;
  readonly arguments: CommandArguments<'rewind'>;
}

/** With the task to which it goes back; null: there is none. */
interface Rewound extends VoidRun {
  readonly locked: boolean;
}

/**
 * Takes a phase of somebody back to one of its tasks: the run is void, a new attempt starts with what came before that task still standing,
 * answers copied with their origin, signatures of what is redone void. Refused once the group's calibration has begun.
 */
export const rewind: HrCommand<'rewind'> = {
  mayShrink: true,
  needsSecondPerson: () => Promise.resolve(true),
  touches: touchedByRuns,
  /** Nor does who is told of no review of their own take a phase with it back: the step from which it goes back would tell whether it is open. */
  isForAll: isNothingHeldBack,
  reaches: (context) => casesOfRuns(context, sql`(p.state <> 'void' and e.state = 'enrolled')`),

  async preview(db, scope) {
    if (scope.selection.phase === undefined) return { affected: 0, blockedBy: [refused('/selection/phase', 'required')] };
    const runs = await liveRuns(db, scope);
    const locked = runs.filter((run) => run.locked).map(({ evaluation_id }) => evaluation_id);
    const without = runs.filter(({ target_id }) => target_id === null).map(({ evaluation_id }) => evaluation_id);
    const blockedBy: Finding[] = [
      ...(locked.length === 0 ? [] : [{ code: 'group-locked', details: { evaluationIds: locked } }]),
      ...(without.length === 0 ? [] : [refused('/arguments/toKind', 'no-such-task')]),
    ];
    return { affected: runs.length, blockedBy: blockedBy.slice(0, 1), changes: await changesOf(db, scope, runs) };
  },

  async execute(trx, scope) {
    const { cycleId, actorId, requestId } = scope;
    const found = await liveRuns(trx, scope, isLookedAt(sql`p.id`, scope.previewed));
    const evaluations = found.map(({ evaluation_id }) => evaluation_id);
    await sql`select from evaluation where id = any (${evaluations}::bigint[]) order by id for no key update`.execute(trx);
    await endRuns(trx, { runIds: found.map(({ id }) => id), state: 'void', outcome: 'rewound', reason: 'rewound' });
    await setVoidAside(
      trx,
      found.map(({ id }) => id),
    );
    const next = await nextAttempts(trx, found);
    await voidSignatures(trx, scope.cycleId, found);
    await auditRewound(trx, { cycleId, actorId, requestId, found, next });
    const runIds = [...next.values()];
    await startRuns(trx, runIds, URGENCY.process);
    return { runs: runIds.length };
  },
};

function refused(path: string, why: string): Finding {
  return { code: 'invalid-input', details: { path, reason: why } };
}

/** Each person's last task, and the one to which they go back. */
async function changesOf(
  db: Db | Trx,
  { arguments: given }: Scope,
  runs: readonly Rewound[],
): Promise<readonly PreviewedChange[]> {
  const last = sql<boolean>`t.id in (
    select max(l.id)
      from task l
     where l.process_run_id = any (${runs.map(({ id }) => id)}::bigint[])
     group by l.process_run_id)`;
  return (await tasksAsLines(db, last)).map(({ runId, who, phase, kind, round }) => ({
    ...lineOf({
      what: 'way-back',
      who,
      phase,
      before: kind === null ? null : { task: kind, round },
      after: { task: given.toKind, round: given.toRound },
    }),
    of: runId,
  }));
}

/** A phase after the one that the group waits for may be taken back also when the group is frozen. */
async function liveRuns(
  db: Db | Trx,
  { cycleId, selection, arguments: { toKind, toRound } }: Scope,
  among: RawBuilder<boolean> = sql`true`,
): Promise<readonly Rewound[]> {
  const { rows } = await sql<Rewound>`
    select p.id, p.evaluation_id, t.id target_id,
           case when p.state in ('open', 'failed') then p.paused_at end paused_at,
           g.id frozen_by, g.locked_at is not null locked
      from process_run p
      join evaluation e on e.id = p.evaluation_id
      join phase_window w on w.cycle_id = p.cycle_id and w.phase = p.phase
      left join rating_group g on g.id = e.rating_group_id
       and w.position <= coalesce((select max(b.position)
                                     from phase_window b
                                    where b.cycle_id = p.cycle_id and b.barrier), 0)
      left join task t on t.process_run_id = p.id and t.kind = ${toKind} and t.round = ${toRound} and t.seat = 1
     where p.state <> 'void' and e.state = 'enrolled' and ${selectedRuns(cycleId, selection)} and ${among}
     order by p.id`.execute(db);
  return rows;
}

/** What is asked again is signed again. */
async function voidSignatures(trx: Trx, cycleId: string, runs: readonly VoidRun[]): Promise<void> {
  const targets = JSON.stringify(runs.map(({ id, target_id }) => ({ run: id, target: target_id })));
  await sql`
    update signature s set void_at = cycle_now(${cycleId})
      from jsonb_to_recordset(${targets}::jsonb) as x(run bigint, target bigint)
      join task t on t.process_run_id = x.run and t.id >= x.target
     where t.id = s.task_id and s.void_at is null`.execute(trx);
}

interface Rewinding {
  readonly cycleId: string;
  readonly actorId: string;
  readonly requestId: string;
  readonly found: readonly Rewound[];
  /** The next attempts by the runs before them. */
  readonly next: ReadonlyMap<string, string>;
}

async function auditRewound(trx: Trx, { cycleId, actorId, requestId, found, next }: Rewinding): Promise<void> {
  const runs = found.map(({ id, target_id: to }) => ({ id, details: { requestId, to, processRunId: next.get(id) } }));
  await sql`
    insert into audit_event (cycle_at, what, subject, actor, details)
    select (select cycle_now(${cycleId})), 'process.rewound', x.id, ${actorId}, x.details
      from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as x(id bigint, details jsonb)
     order by x.id`.execute(trx);
}
