import { sql } from 'kysely';
import type { Wait, WaitState } from '../domain/process/messages.ts';
import { FIRST_MAIL_WAITS_MS } from '../domain/cycle/first-mail.ts';
import { DomainError } from '../domain/errors.ts';
import { queueMails } from '../db/bulk-mails.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { isRatedIn } from '../db/own-case.ts';
import { isRunOf } from '../db/run-beliefs.ts';
import { type PublicationState, isReady, publicationState } from '../db/publication.ts';

interface Waiting {
  readonly id: string;
  readonly cycle_id: string;
  readonly rating_group_id: string | null;
  readonly state: string;
}

/** Over with the count that belongs to it, or the next instant of the cycle's clock that is worth a look. */
type Answer = { readonly over: true; readonly count: number } | { readonly over: false; readonly lookAt: string };

const ON_POKE: Answer = { over: false, lookAt: 'infinity' };

const WAITS: Readonly<Record<Wait, (trx: Trx, run: Waiting) => Promise<Answer>>> = {
  window: lookAtWindow,
  'group-complete': lookAtGroup,
  publication: lookAtPublication,
  'appeal-window': lookAtArchive,
};

/**
 * Looks whether a wait that is nobody's task is over; `process_run.waits_for` and `look_at` say what the run waits for.
 * @throws DomainError 'not-found'
 */
export async function lookAtWait(
  db: Db,
  { processRunId, wait, workflowId }: { readonly processRunId: string; readonly wait: Wait; readonly workflowId?: string },
): Promise<WaitState> {
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<Waiting>`
      select p.id, p.cycle_id, p.rating_group_id, p.state from process_run p
       where p.id = ${processRunId} and ${isRunOf(workflowId)} for no key update`.execute(trx);
    const run = rows[0];
    if (run === undefined) throw new DomainError('not-found', { processRunId });
    if (run.state === 'void') return { over: false, void: true, lookInMs: 0 };
    const answer = await WAITS[wait](trx, run);
    const { rows: looked } = await sql<{ look_in_ms: string }>`
      update process_run
         set waits_for = ${answer.over ? null : wait}, look_at = ${answer.over ? null : answer.lookAt}, state = 'open',
             why_failed = null
       where id = ${processRunId} and state in ('open', 'failed')
      returning look_in_ms(cycle_id, ${answer.over ? 'infinity' : answer.lookAt}::timestamptz) look_in_ms`.execute(trx);
    const lookInMs = Number(looked[0]?.look_in_ms ?? 0);
    return answer.over ? { over: true, count: answer.count, lookInMs } : { over: false, lookInMs };
  });
}

/** The next phase to launch: 1 when its window is open, 0 when only publication is left before the next, or nothing. */
async function lookAtWindow(trx: Trx, { cycle_id }: Waiting): Promise<Answer> {
  const { rows } = await sql<{ opens_at: string; open: boolean; after_publication: boolean; published: boolean }>`
    select w.opens_at, w.opens_at <= cycle_now(w.cycle_id) open,
           w.workflow_type = 'resultNoticeWorkflow' after_publication,
           coalesce(c.published_at <= cycle_now(c.id), false) published
      from phase_window w join cycle c on c.id = w.cycle_id
     where w.cycle_id = ${cycle_id} and w.launched_at is null order by w.position limit 1`.execute(trx);
  const next = rows[0];
  if (next === undefined) return { over: true, count: 0 };
  if (next.after_publication) return { over: true, count: next.published ? 1 : 0 };
  return next.open ? { over: true, count: 1 } : { over: false, lookAt: next.opens_at };
}

/**
 * Complete: nobody of the group is missing in the phase that it waits on, and the counter is 0. That freezes the group and seats the committee;
 * whoever is in the group, or has left, has no seat for this group.
 */
async function lookAtGroup(trx: Trx, run: Waiting): Promise<Answer> {
  // A statement of its own: the next one must also see who came into the group while this one waited.
  await sql`select from rating_group where id = ${run.rating_group_id} for update`.execute(trx);
  const { rows } = await sql<{ complete: boolean; locked: boolean }>`
    select g.open_members = 0 and not exists (
             select from evaluation e join phase_window w on w.cycle_id = e.cycle_id and w.barrier
              where e.rating_group_id = g.id and e.state = 'enrolled'
                and not exists (select from process_run p
                                 where p.evaluation_id = e.id and p.phase = w.phase and p.state <> 'void')) complete,
           g.locked_at is not null locked
      from rating_group g where g.id = ${run.rating_group_id}`.execute(trx);
  const group = rows[0];
  if (group === undefined || (!group.complete && !group.locked)) return ON_POKE;
  if (!group.locked) {
    await seatCommittee(trx, run);
    await sql`update rating_group set locked_at = cycle_now(cycle_id) where id = ${run.rating_group_id}`.execute(trx);
    await sql`
      insert into audit_event (cycle_at, what, subject)
      values (cycle_now(${run.cycle_id}), 'group.locked', ${run.rating_group_id})`.execute(trx);
  }
  const seats = await trx
    .selectFrom('calibration_seat')
    .select(trx.fn.countAll<string>().as('n'))
    .where('process_run_id', '=', run.id)
    .executeTakeFirstOrThrow();
  return { over: true, count: Number(seats.n) };
}

/** Once, when the group is frozen: whose seat it is then, people decide. */
async function seatCommittee(trx: Trx, run: Waiting): Promise<void> {
  await sql`
    insert into calibration_seat (process_run_id, seat, employee_id)
    select ${run.id}, row_number() over (order by m.position), m.employee_id
      from cycle c,
      lateral (select value::bigint employee_id, position
                 from jsonb_array_elements_text(c.committee->'members') with ordinality x (value, position)) m
     where c.id = ${run.cycle_id}
       and not ${isRatedIn(sql`${run.rating_group_id}::bigint`, sql`m.employee_id`)}
       and not exists (select from people_left(c.id) l where l.employee_id = m.employee_id)`.execute(trx);
}

/** 1: to be published now; 0: it is published. Before that: the planned instant. Where something is missing HR is told once, and it looks again every hour. */
async function lookAtPublication(trx: Trx, { cycle_id }: Waiting): Promise<Answer> {
  const state = await publicationState(trx, cycle_id);
  if (state.published) return { over: true, count: 0 };
  if (!state.due) return { over: false, lookAt: state.lookAt };
  if (isReady(state)) return { over: true, count: 1 };
  await tellHr(trx, cycle_id, state);
  const { rows } = await sql<{ at: string }>`select cycle_now(${cycle_id}) + interval '1 h' as at`.execute(trx);
  return { over: false, lookAt: rows[0]?.at ?? 'infinity' };
}

async function tellHr(trx: Trx, cycleId: string, { requestId, unlocked, missing }: PublicationState): Promise<void> {
  const hr = await trx.selectFrom('role_assignment').select('employee_id').where('role', '=', 'hr').execute();
  const mails = hr.map(({ employee_id }) => ({
    key: `hr.told/${cycleId}/${requestId ?? ''}/${employee_id}`,
    employeeId: employee_id,
    mailKind: 'hr.told' as const,
    details: { unlocked, missing },
  }));
  await queueMails(trx, { cycleId, waitsMs: FIRST_MAIL_WAITS_MS, mails });
}

async function lookAtArchive(trx: Trx, { cycle_id }: Waiting): Promise<Answer> {
  const { rows } = await sql<{ archive_at: string; over: boolean }>`
    select archive_at, archive_at <= cycle_now(id) as over from cycle where id = ${cycle_id}`.execute(trx);
  return rows[0]?.over ? { over: true, count: 0 } : { over: false, lookAt: rows[0]?.archive_at ?? 'infinity' };
}
