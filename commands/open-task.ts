import { sql } from 'kysely';
import { acceptedUntil, dueAt } from '../domain/cycle/deadlines.ts';
import type { TaskOutcome, TaskOver, TaskState } from '../domain/process/messages.ts';
import { KINDS, TASK_KINDS, type IfSilent, type TaskKind, mailKindOf } from '../domain/tasks/kinds.ts';
import { DomainError } from '../domain/errors.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { calendarAround } from '../db/holidays.ts';
import { leadsOthers } from '../db/leads.ts';
import { PREPARED } from '../db/prepared-pool.ts';
import { areOnePerson } from '../db/own-case.ts';
import { isMistaken, isRunOf } from '../db/run-beliefs.ts';
import { levelReached } from '../domain/calibration/distribution.ts';
import { evaluationScore } from '../domain/scoring/evaluation-score.ts';
import { chairToAsk, hasMet } from './committee.ts';
import { firstDraft } from './first-draft.ts';
import { queueMail } from './queue-mail.ts';
import { findRating } from './rating-inputs.ts';

export interface TaskKey {
  readonly processRunId: string;
  readonly kind: string;
  readonly round: number;
  readonly seat: number;
  /** What the run takes for over without having asked. */
  readonly over?: readonly TaskOver[];
  /** Who asks. */
  readonly workflowId?: string;
}

interface Asked {
  readonly mistaken: boolean;
  readonly state: string;
  readonly cycle_id: string;
  readonly phase: string;
  readonly workflow_type: string;
  readonly evaluation_id: string | null;
  readonly rating_group_id: string | null;
  readonly launched_at: string;
  readonly employee_id: string | null;
  /** The employee has left by the cycle's clock. */
  readonly left: boolean;
  readonly rater_id: string | null;
  readonly reviewer_id: string | null;
  /** Who reviews is who has rated in this run, be it for once, or who rates. */
  readonly rater_reviews: boolean;
  readonly exempt: boolean;
  readonly chair_id: string | null;
  readonly member_id: string | null;
  /** The member is the chair, by whichever account. */
  readonly member_chairs: boolean;
  /** Who was asked for the same decision in the round before and did not decide. */
  readonly silent_chair_id: string | null;
  readonly rule_due_at: string | null;
  readonly if_silent: IfSilent;
  readonly accepted: 'end-of-day' | 'due';
  readonly least_working_days: number;
  readonly asked_if_rater_reviews: boolean;
  readonly only_levels: readonly string[] | null;
  readonly opens_at: string;
  readonly newcomer_days: number | null;
  readonly due_time: string;
  readonly time_zone: string;
  readonly now: string;
  readonly task_id: string | null;
  readonly task_outcome: TaskOutcome | null;
  readonly look_in_ms: string | null;
}

/**
 * Opens a task with its draft and its mail, or returns the one that exists under the key as it is, also when it is over.
 * A void run answers `void`; a failed run is open again. Where the pack or the person has no such step the task is closed at once as `skipped`, with the reason.
 * A run that takes a task for over that is not over in the record is told so, and nothing is opened.
 * @throws DomainError 'not-found' for an unknown run, or one of another workflow; 'chair-missing' where nobody may decide about a group
 */
export async function openTask(db: Db, key: TaskKey): Promise<TaskState> {
  return inTransaction(db, async (trx) => {
    const asked = await lockRun(trx, key);
    if (asked.state === 'void') return { taskId: asked.task_id ?? '0', outcome: 'void', lookInMs: 0 };
    if (asked.mistaken) return { taskId: '0', mistaken: true, lookInMs: 0 };
    if (asked.state === 'failed') await reopen(trx, key.processRunId);
    if (asked.task_id !== null) {
      return {
        taskId: asked.task_id,
        lookInMs: Number(asked.look_in_ms),
        ...(asked.task_outcome ? { outcome: asked.task_outcome } : {}),
      };
    }
    const who = await assignee(trx, key, asked);
    if (who.skip !== undefined) return skip(trx, key, who.skip);
    if (!(await isReviewed(trx, key, asked))) return skip(trx, key, 'level-needs-no-review');
    return open(trx, { key, asked, assigneeId: who.id });
  });
}

const OF_RATER = TASK_KINDS.filter((kind) => KINDS[kind].role === 'rater');

async function lockRun(trx: Trx, { processRunId, kind, round, seat, over, workflowId }: TaskKey): Promise<Asked> {
  // A statement of its own: the next one must also see a task that another run of the same process opened, or a substitute who was named, while this one waited.
  await sql`select from process_run where id = ${processRunId} for no key update`.execute(trx);
  const { rows } = await sql<Asked>`${PREPARED}
    select p.state, p.cycle_id, p.phase, p.workflow_type, p.evaluation_id, p.rating_group_id, p.launched_at,
           e.employee_id, e.rater_id, e.reviewer_id,
           ${areOnePerson(sql`coalesce(rated.assignee_id, e.rater_id)`, sql`e.reviewer_id`)} rater_reviews,
           coalesce(e.grade = any (w.exempt_grades), false) exempt,
           exists (select from people_left(p.cycle_id) l where l.employee_id = e.employee_id) "left",
           k.chair_id, s.employee_id member_id, ${areOnePerson(sql`k.chair_id`, sql`s.employee_id`)} member_chairs,
           q.assignee_id silent_chair_id,
           r.due_at rule_due_at, r.if_silent, r.accepted, r.least_working_days, r.asked_if_rater_reviews, r.only_levels,
           w.opens_at, w.newcomer_days,
           c.due_time, c.time_zone, cycle_now(p.cycle_id) now, ${isMistaken(over)} mistaken,
           t.id task_id, t.outcome task_outcome, look_in_ms(p.cycle_id, t.accepted_until) look_in_ms
      from process_run p
      join cycle c on c.id = p.cycle_id
      left join evaluation e on e.id = p.evaluation_id
      left join phase_window w on w.cycle_id = p.cycle_id and w.phase = p.phase
      left join task_rule r on r.cycle_id = p.cycle_id and r.phase = p.phase and r.kind = ${kind}
      left join calibration_session k on k.process_run_id = p.id
      left join calibration_seat s on s.process_run_id = p.id and s.seat = ${seat}
      left join task t on t.process_run_id = p.id and t.kind = ${kind} and t.round = ${round} and t.seat = ${seat}
      left join task q on q.process_run_id = p.id and q.kind = ${kind} and q.kind = 'calibration.lock'
       and q.round = ${round}::int - 1
       and q.outcome in ('expired', 'skipped')
      left join lateral (
        select o.assignee_id from task o where o.process_run_id = p.id and o.kind = any (${OF_RATER}::text[])
         order by o.id desc
         limit 1) rated on true
     where p.id = ${processRunId} and ${isRunOf(workflowId)}`.execute(trx);
  const asked = rows[0];
  if (asked === undefined) throw new DomainError('not-found', { processRunId });
  return asked;
}

type Assignee = { readonly id: string; readonly skip?: undefined } | { readonly skip: string };

/** Who is asked; or why nobody is. @throws DomainError 'chair-missing' where nobody may decide about a group: people must say who does */
async function assignee(trx: Trx, { kind, processRunId, round }: TaskKey, asked: Asked): Promise<Assignee> {
  if (asked.rule_due_at === null) return { skip: 'not-in-pack' };
  if (asked.exempt) return { skip: 'exempt' };
  const { role } = KINDS[kind as TaskKind];
  if (role === 'employee' && asked.left) return { skip: 'has-left' };
  if (role === 'chair')
    return { id: await chairToAsk(trx, { processRunId, chairId: asked.chair_id, silentId: asked.silent_chair_id }) };
  if (role === 'member') {
    if (asked.member_chairs) return { skip: 'is-chair' };
    if (await hasMet(trx, processRunId, round)) return { skip: 'has-met' };
  }
  if (role === 'reviewer' && asked.rater_reviews && !asked.asked_if_rater_reviews) {
    return { skip: 'rater-is-reviewer' };
  }
  const id = {
    employee: asked.employee_id,
    rater: asked.rater_id,
    reviewer: asked.reviewer_id,
    member: asked.member_id,
  }[role];
  return id === null ? { skip: `no-${role}` } : { id };
}

/** Some packs ask the reviewer only about ratings of some levels; a rating whose level cannot be told is reviewed. */
async function isReviewed(trx: Trx, { kind, processRunId }: TaskKey, { only_levels }: Asked): Promise<boolean> {
  if (only_levels === null || kind !== 'rating.review') return true;
  const rating = await findRating(trx, processRunId);
  if (rating?.inputs === undefined) return true;
  const level = levelReached(evaluationScore(rating.pack, rating.inputs), rating.pack.levels);
  return level === null || only_levels.includes(level);
}

async function reopen(trx: Trx, processRunId: string): Promise<void> {
  await trx
    .updateTable('process_run')
    .set({ state: 'open', why_failed: null })
    .where('id', '=', processRunId)
    .where('state', '=', 'failed')
    .execute();
}

interface Opening {
  readonly key: TaskKey;
  readonly asked: Asked;
  readonly assigneeId: string;
}

async function open(trx: Trx, { key, asked, assigneeId }: Opening): Promise<TaskState> {
  const kind = key.kind as TaskKind;
  const calendar = await calendarAround(trx, asked.now, asked.time_zone);
  const due = dueAt({
    windowDueAt: asked.rule_due_at ?? asked.now,
    windowOpensAt: asked.opens_at,
    launchedAt: asked.launched_at,
    openedAt: asked.now,
    newcomerDays: asked.newcomer_days ?? undefined,
    leastWorkingDays: asked.least_working_days,
    dueTime: asked.due_time,
    calendar,
  });
  const until = acceptedUntil({ ifSilent: asked.if_silent, dueAt: due, mode: asked.accepted, timeZone: asked.time_zone });
  const about = { ...key, kind, evaluationId: asked.evaluation_id };
  const leads = kind === 'rating.write' ? await leadsOthers(trx, about) : null;
  const draft = await firstDraft(trx, { ...about, leads: leads ?? false });
  const { rows } = await sql<{ id: string; look_in_ms: string }>`${PREPARED}
    with opened as (
      insert into task (process_run_id, kind, round, seat, assignee_id, opened_at, due_at, accepted_until, leads)
      values (${key.processRunId}, ${kind}, ${key.round}, ${key.seat}, ${assigneeId}, ${asked.now}, ${due},
              ${until}, ${leads})
      returning id),
    drafted as (insert into task_draft (task_id, content) select id, ${JSON.stringify(draft)}::jsonb from opened),
    audited as (insert into audit_event (cycle_at, what, subject) select ${asked.now}, 'task.opened', id from opened),
    looked as (
      update process_run set waits_for = null,
             look_at = least(${until}::timestamptz,
                             (select min(accepted_until)
                                from task
                               where process_run_id = ${key.processRunId} and state = 'open'))
       where id = ${key.processRunId})
    select id, look_in_ms(${asked.cycle_id}, ${until}::timestamptz) look_in_ms from opened`.execute(trx);
  const opened = rows[0];
  if (opened === undefined) throw new DomainError('unexpected', { where: 'open-task' });
  const mailKind = mailKindOf(kind, key.round);
  // A committee that is called again is told again; whoever is asked for more than one group is told once.
  const call = KINDS[kind].workflowType === 'calibrationWorkflow' && key.round > 1 ? `/${key.round}` : '';
  await queueMail(trx, {
    key: `task/${asked.cycle_id}/${assigneeId}/${asked.phase}/${mailKind}${call}`,
    cycleId: asked.cycle_id,
    employeeId: assigneeId,
    mailKind,
    phase: asked.phase,
    taskId: opened.id,
  });
  return { taskId: opened.id, lookInMs: Number(opened.look_in_ms) };
}

async function skip(trx: Trx, key: TaskKey, reason: string): Promise<TaskState> {
  const { rows } = await sql<{ id: string }>`
    with skipped as (
      insert into task (process_run_id, kind, round, seat, state, outcome, reason, opened_at, accepted_until,
                        closed_at, recorded_at)
      select id, ${key.kind}, ${key.round}, ${key.seat}, 'closed', 'skipped', ${reason}, cycle_now(cycle_id),
             'infinity', cycle_now(cycle_id), now()
        from process_run where id = ${key.processRunId} returning id, closed_at),
    audited as (insert into audit_event (cycle_at, what, subject, details)
                select closed_at, 'task.skipped', id, jsonb_build_object('reason', ${reason}::text)
                  from skipped)
    select id from skipped`.execute(trx);
  return { taskId: rows[0]?.id ?? '0', outcome: 'skipped', lookInMs: 0 };
}
