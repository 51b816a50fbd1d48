import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import { audit } from '../db/audit.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { URGENCY } from '../db/outbox.ts';
import { launchPage } from '../db/runs.ts';

const PAGE = 5_000;

export interface LaunchPhase {
  readonly cycleId: string;
  readonly phase: string;
}

/** Who was missing, by what became of them. */
export interface Launched {
  readonly started: number;
  /** The window is over and the pack gives newcomers no days of their own. */
  readonly skipped: number;
}

/**
 * Launches a phase for everybody who has no run in it, in pages of 5,000 people with a transaction each; again launches only who is missing.
 * A group phase launches one run for each group that has members.
 */
export async function launchPhase(db: Db, { cycleId, phase }: LaunchPhase): Promise<Launched> {
  const window = await inTransaction(db, (trx) => openWindow(trx, { cycleId, phase }));
  if (window === undefined) return { started: 0, skipped: 0 };
  const skipped = window.over ? await inTransaction(db, (trx) => skipMissing(trx, { cycleId, phase })) : 0;
  if (window.subject === 'rating-group')
    return { started: await inTransaction(db, (trx) => launchGroups(trx, { cycleId, phase })), skipped };
  let started = 0;
  for (let page = -1; page !== 0; started += page)
    page = await inTransaction(db, (trx) => launchPage(trx, { cycleId, phase, pageSize: PAGE }));
  return { started, skipped };
}

interface Window {
  readonly subject: string;
  /** Closed for who comes now. */
  readonly over: boolean;
}

/** Marks the phase as launched, once, with an audit event. */
async function openWindow(trx: Trx, { cycleId, phase }: LaunchPhase): Promise<Window | undefined> {
  const { rows } = await sql<Window & { first: boolean }>`
    with opened as (
      update phase_window set launched_at = cycle_now(cycle_id) where cycle_id = ${cycleId} and phase = ${phase} and launched_at is null returning phase)
    select w.subject, w.newcomer_days is null and w.closes_at <= cycle_now(w.cycle_id) as over, exists (select from opened) first
      from phase_window w where w.cycle_id = ${cycleId} and w.phase = ${phase}`.execute(trx);
  if (rows[0]?.first) await audit(trx, { what: 'phase.launched', subject: cycleId, cycleId, details: { phase } });
  return rows[0];
}

/** Run done, outcome skipped, with the reason; no workflow. A barrier that waits for the phase does not count them. */
async function skipMissing(trx: Trx, { cycleId, phase }: LaunchPhase): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    insert into process_run (cycle_id, evaluation_id, phase, workflow_type, attempt, state, outcome, reason, launched_at, finished_at)
    select e.cycle_id, e.id, w.phase, w.workflow_type,
           1 + coalesce((select max(attempt) from process_run p where p.evaluation_id = e.id and p.phase = w.phase), 0),
           'done', 'skipped', 'window-over', cycle_now(e.cycle_id), cycle_now(e.cycle_id)
      from evaluation e join phase_window w on w.cycle_id = e.cycle_id and w.phase = ${phase} and w.subject = 'evaluation'
     where e.cycle_id = ${cycleId} and e.state = 'enrolled'
       and not exists (select from process_run p where p.evaluation_id = e.id and p.phase = w.phase and p.state <> 'void')
     order by e.id
    on conflict do nothing returning id`.execute(trx);
  return rows.length;
}

async function launchGroups(trx: Trx, { cycleId, phase }: LaunchPhase): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    with run as (
      insert into process_run (cycle_id, rating_group_id, phase, workflow_type, attempt, launched_at)
      select g.cycle_id, g.id, w.phase, w.workflow_type, 1 + coalesce((select max(attempt) from process_run p where p.rating_group_id = g.id and p.phase = w.phase), 0), cycle_now(g.cycle_id)
        from rating_group g join phase_window w on w.cycle_id = g.cycle_id and w.phase = ${phase}
       where g.cycle_id = ${cycleId} and exists (select from evaluation e where e.rating_group_id = g.id and e.state = 'enrolled')
         and not exists (select from process_run p where p.rating_group_id = g.id and p.phase = w.phase and p.state <> 'void')
       order by g.id
      on conflict do nothing returning id, cycle_id, workflow_type, workflow_id)
    insert into outbox (urgency, cycle_id, workflow_type, workflow_id, input)
    select ${URGENCY.bulk}, cycle_id, workflow_type, workflow_id, jsonb_build_object('processRunId', id::text) from run returning id`.execute(
    trx,
  );
  return rows.length;
}

/** The cycle process's own step: launches the next phase whose window is open. */
export async function launchNextPhase(db: Db, { processRunId }: { readonly processRunId: string }): Promise<void> {
  const { rows } = await sql<LaunchPhase>`
    select w.cycle_id "cycleId", w.phase from process_run p join phase_window w on w.cycle_id = p.cycle_id join cycle c on c.id = p.cycle_id
     where p.id = ${processRunId} and p.state = 'open' and w.launched_at is null
       and case when w.workflow_type = 'resultNoticeWorkflow' then c.published_at <= cycle_now(c.id) else w.opens_at <= cycle_now(c.id) end
     order by w.position limit 1`.execute(db);
  if (rows[0] !== undefined) await launchPhase(db, rows[0]);
}
