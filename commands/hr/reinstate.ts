import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/connection.ts';
import { getCycle } from '../../db/cycles.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { startRuns, URGENCY } from '../../db/outbox.ts';
import { departuresAsLines, evaluationsAsLines, lineOf, phasesAsLines } from '../../db/reading/changes.ts';
import { IS_OVER } from '../../db/missing-runs.ts';
import { holdPassedBy } from '../../db/passed-by.ts';
import { launchPage } from '../../db/runs.ts';
import { selectedEvaluations } from '../../db/selection.ts';
import { placesOf, touchedByTakingPart } from '../../db/touched.ts';
import { DomainError } from '../../domain/errors.ts';
import { KINDS, TASK_KINDS } from '../../domain/tasks/kinds.ts';
import { launchWhoIsMissing } from '../launch-phase.ts';
import { recordLeaving } from '../record-leaving.ts';
import { tellRecord } from '../tell-record.ts';
import { type CommandContext, type HrCommand, isLookedAt } from './command.ts';
import { nextAttempts, type VoidRun } from './next-attempts.ts';

type Context = Pick<CommandContext<'reinstate'>, 'cycleId' | 'selection'>;

interface Withdrawn {
  readonly id: string;
  readonly employee_id: string;
  readonly rating_group_id: string | null;
  /** Their group's calibration has been decided, or is being. */
  readonly locked: boolean;
}

/**
 * Takes a withdrawal back: the evaluation is enrolled again and nobody has left, each process that it ended goes on in a new attempt with what was
 * answered, phases that began meanwhile are launched, and the group waits again. Refused where the group is frozen.
 */
export const reinstate: HrCommand<'reinstate'> = {
  changesWhoLeft: true,
  mayShrink: true,
  touches: touchedByTakingPart,

  /**
   * More than one, whoever holds a role or a place in a committee, who decides about their own group no more by it, whoever is recorded to have left,
   * which is taken back with it, and whom two persons have withdrawn.
   */
  async needsSecondPerson(db, { cycleId, selection }) {
    const whom = sql`
      select e.id, e.employee_id from evaluation e where e.state = 'withdrawn' and ${selectedEvaluations(cycleId, selection)}`;
    const rehearsal = sql`(select c.rehearsal_id from cycle c where c.id = ${cycleId})`;
    const { rows } = await sql`
      (select w.employee_id from (${whom}) w)
      union all
      (select 0 from (${whom}) w join role_assignment r on r.employee_id = w.employee_id)
      union all
      (select 0 from (${placesOf({ whom, rehearsal })}) p)
      union all
      (select 0
         from (${whom}) w
         join departure d on d.employee_id = w.employee_id
         join cycle c on c.id = ${cycleId} and d.rehearsal_id is not distinct from c.rehearsal_id)
      union all
      (select 0
         from (${whom}) w
         join audit_event a on a.what = 'evaluation.withdrawn' and a.subject = w.id
         join command_request q on q.id = (a.details->>'requestId')::bigint and q.needs_approval)
       limit 2`.execute(db);
    return rows.length > 1;
  },

  async preview(db, context) {
    const { published_at: publishedAt } = await getCycle(db, context.cycleId);
    if (publishedAt !== null) return { affected: 0, blockedBy: [{ code: 'cycle-published', details: { publishedAt } }] };
    const people = await withdrawnOf(db, context);
    const ids = people.map(({ id }) => id);
    const locked = people.filter((one) => one.locked).map(({ id }) => id);
    const runs = await endedRuns(db, ids);
    const chosen = sql<boolean>`e.id = any (${ids}::bigint[])`;
    const lines = await evaluationsAsLines(db, chosen);
    const departures = (await departuresAsLines(db, chosen)).filter(({ before }) => before !== null);
    const over = await phasesAsLines(db, sql`(${chosen} and ${PASSES_BY})`);
    return {
      // Whoever has been out for a day would lose a rating or a talk by one person's orders.
      needsSecondPerson: over.length > 0,
      affected: people.length,
      blockedBy: locked.length === 0 ? [] : [{ code: 'group-locked', details: { evaluationIds: locked } }],
      details: { runs: runs.length },
      changes: [
        ...lines.map(({ who }) => ({
          ...lineOf({ what: 'enrolment', who, before: { state: 'withdrawn' }, after: { state: 'enrolled' } }),
          of: who?.evaluationId ?? '0',
        })),
        ...departures.map((line) => lineOf({ what: 'departure', ...line })),
        ...over.map((line) => lineOf({ what: 'launch', ...line, after: { state: 'skipped' } })),
      ],
    };
  },

  async execute(trx, context) {
    const { cycleId, actorId, requestId, previewed } = context;
    const people = await withdrawnOf(trx, context, isLookedAt(sql`e.id`, previewed));
    const ids = people.map(({ id }) => id);
    const { rehearsal_id: rehearsalId } = await getCycle(trx, cycleId);
    const employeeIds = people.map(({ employee_id }) => employee_id);
    const held = await holdPassedBy(trx, { rehearsalId, employeeIds, leftOn: null }, ids);
    await sql`
      update evaluation set state = 'enrolled', reason = null, withdrawn_at = null
       where id = any (${ids}::bigint[]) and state = 'withdrawn'`.execute(trx);
    await recordLeaving(trx, { rehearsalId, employeeIds, leftOn: null, actorId, requestId }, held);
    await assertNotFrozen(trx, people);
    const ended = await endedRuns(trx, ids);
    const runIds = [...(await nextAttempts(trx, ended)).values()];
    await startRuns(trx, runIds, URGENCY.process);
    await launchOwn(trx, cycleId, ids);
    await sql`
      insert into audit_event (cycle_at, what, subject, actor, details)
      select (select cycle_now(${cycleId})), 'evaluation.reinstated', id, ${actorId},
             jsonb_build_object('requestId', ${requestId}::text)
        from unnest(${ids}::bigint[]) id
       order by id`.execute(trx);
    if (rehearsalId === null) await tellRecord(trx, employeeIds, { what: 'reinstated', cycleId });
    return { evaluations: ids.length, runs: runIds.length };
  },

  /** Phases that began while they were away. */
  async afterwards(db, cycleId) {
    await launchWhoIsMissing(db, cycleId);
  },
};

const BEGIN_WITH_THEM = TASK_KINDS.filter((kind, n) => {
  const { role, workflowType } = KINDS[kind];
  return role === 'employee' && TASK_KINDS.findIndex((one) => KINDS[one].workflowType === workflowType) === n;
}).map((kind) => KINDS[kind].workflowType);

/**
 * Whether phase `w` of cycle `c` is one for who comes back: it goes on, or asks themselves first; then they have, also where its days are over, the working
 * days that a step has at least.
 */
const COMES_BACK = sql<boolean>`(w.workflow_type = any (${BEGIN_WITH_THEM}::text[]) or not ${IS_OVER})`;

/** Whether it began without evaluation `e` and is none for it any more. What the withdrawal has ended goes on. */
const PASSES_BY = sql<boolean>`(
  w.launched_at is not null and not ${COMES_BACK} and not exists (
    select from process_run p
     where p.evaluation_id = e.id and p.phase = w.phase and (p.state <> 'void' or p.outcome = 'withdrawn')))`;

/** In the same transaction: none of them is over a moment later. */
async function launchOwn(trx: Trx, cycleId: string, evaluationIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ phase: string }>`
    select w.phase
      from phase_window w
      join cycle c on c.id = w.cycle_id
     where c.id = ${cycleId} and w.launched_at is not null and ${COMES_BACK}
     order by w.position`.execute(trx);
  for (const { phase } of rows) await launchPage(trx, { cycleId, phase, pageSize: evaluationIds.length, evaluationIds });
}

async function withdrawnOf(
  db: Db | Trx,
  { cycleId, selection }: Context,
  among: RawBuilder<boolean> = sql`true`,
): Promise<readonly Withdrawn[]> {
  const { rows } = await sql<Withdrawn>`
    select e.id, e.employee_id, e.rating_group_id, g.locked_at is not null locked
      from evaluation e
      left join rating_group g on g.id = e.rating_group_id
     where e.state = 'withdrawn' and ${selectedEvaluations(cycleId, selection)} and ${among}
     order by e.id`.execute(db);
  return rows;
}

/** Processes that the withdrawal ended and nothing has replaced. */
async function endedRuns(db: Db | Trx, evaluationIds: readonly string[]): Promise<readonly VoidRun[]> {
  const { rows } = await sql<VoidRun>`
    select p.id, p.evaluation_id, p.paused_at, null::bigint target_id, null::bigint frozen_by
      from process_run p
     where p.evaluation_id = any (${evaluationIds}::bigint[]) and p.state = 'void' and p.outcome = 'withdrawn'
       and not exists (
             select from process_run n
              where n.evaluation_id = p.evaluation_id and n.phase = p.phase and n.attempt > p.attempt)
     order by p.id`.execute(db);
  return rows;
}

/** The groups are held until this is committed: whoever freezes one waits, or was first. @throws DomainError 'group-locked' */
async function assertNotFrozen(trx: Trx, people: readonly Withdrawn[]): Promise<void> {
  const groupIds = people.flatMap(({ rating_group_id }) => rating_group_id ?? []);
  const { rows } = await sql<{ id: string; locked: boolean }>`
    select id, locked_at is not null locked from rating_group where id = any (${groupIds}::bigint[])
     order by id for no key update`.execute(trx);
  const locked = new Set(rows.filter((group) => group.locked).map(({ id }) => id));
  const late = people.filter(({ rating_group_id: group }) => group !== null && locked.has(group));
  if (late.length > 0) throw new DomainError('group-locked', { evaluationIds: late.map(({ id }) => id) });
}
