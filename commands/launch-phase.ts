import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import { audit } from '../db/audit.ts';
import { lockCycle } from '../db/cycles.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { readMissing } from '../db/missing-runs.ts';
import { type Launch, type LaunchedPage, launchGroups, launchPage, skipMissing } from '../db/runs.ts';

const PAGE = 5_000;
const FULL: LaunchedPage = { missing: PAGE, started: 0 };

/** Who was missing, by what became of them. */
export interface Launched {
  readonly started: number;
  /** Came after the phase was launched and its window was over, and the pack gives newcomers no days of their own. */
  readonly skipped: number;
}

/**
 * Launches a phase for everybody who has no run in it, in pages of 5,000 people with a transaction each; again launches only who is missing.
 * A group phase launches one run for each group that has members. The phase counts as launched once nobody is missing, so one that was broken off is completed.
 */
export async function launchPhase(db: Db | Trx, launch: Launch): Promise<Launched> {
  const before = (await readMissing(db, launch.cycleId)).find(({ phase }) => phase === launch.phase);
  const skipped = before?.isOver === true ? await inTransaction(db, (trx) => skipMissing(trx, launch)) : 0;
  let started = 0;
  for (let page = FULL; page.missing > 0; started += page.started)
    page = await inTransaction(db, (trx) => launchPage(trx, { ...launch, pageSize: PAGE }));
  return { started: started + (await inTransaction(db, (trx) => launchRest(trx, launch))), skipped };
}

/** Completes every launched phase of a cycle: whoever was enrolled since, or was lost on the way. */
export async function launchWhoIsMissing(db: Db | Trx, cycleId: string): Promise<void> {
  for (const { phase, missing } of await readMissing(db, cycleId)) if (missing > 0) await launchPhase(db, { cycleId, phase });
}

/** Groups, whoever was enrolled since the last page, then the mark: under the cycle's lock nobody is being enrolled. */
async function launchRest(trx: Trx, launch: Launch): Promise<number> {
  const { cycleId, phase } = launch;
  await lockCycle(trx, cycleId);
  let started = await launchGroups(trx, launch);
  for (let page = FULL; page.missing > 0; started += page.started) page = await launchPage(trx, { ...launch, pageSize: PAGE });
  const { rows } = await sql`
    update phase_window set launched_at = cycle_now(cycle_id)
     where cycle_id = ${cycleId} and phase = ${phase} and launched_at is null returning phase`.execute(trx);
  if (rows.length > 0) await audit(trx, { what: 'phase.launched', subject: cycleId, cycleId, details: { phase } });
  return started;
}

/** The cycle process's own step: launches the next phase whose window is open. */
export async function launchNextPhase(db: Db, { processRunId }: { readonly processRunId: string }): Promise<void> {
  const { rows } = await sql<Launch>`
    select w.cycle_id "cycleId", w.phase
      from process_run p
      join phase_window w on w.cycle_id = p.cycle_id
      join cycle c on c.id = p.cycle_id
     where p.id = ${processRunId} and p.state = 'open' and w.launched_at is null
       and case when w.workflow_type = 'resultNoticeWorkflow' then c.published_at <= cycle_now(c.id)
            else w.opens_at <= cycle_now(c.id) end
     order by w.position limit 1`.execute(db);
  if (rows[0] !== undefined) await launchPhase(db, rows[0]);
}
