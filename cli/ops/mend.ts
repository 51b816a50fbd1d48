import { InvalidArgumentError } from 'commander';
import { sql } from 'kysely';
import { retryRequest } from '../../commands/retry-request.ts';
import { retryRun } from '../../commands/retry-run.ts';
import type { Db } from '../../db/connection.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { restartRuns } from '../../db/outbox.ts';
import { show } from './show.ts';
import { withDatabase } from '../with-database.ts';

interface Wish {
  readonly json?: boolean;
}

export async function retry(run: string, wish: Wish): Promise<void> {
  const done = await withDatabase('worker', (db) => retryRun(db, { runId: idOf(run) }));
  show(done, wish, () =>
    done.did === 'retried' ? `Run ${run} is open again and starts.` : `Run ${run} is open; it looks again.`,
  );
}

export async function retryGivenUp(request: string, wish: Wish): Promise<void> {
  const requestId = idOf(request, 'a request');
  await withDatabase('worker', (db) => retryRequest(db, { requestId }));
  show({ requestId }, wish, () => `Request ${request} is tried again.`);
}

export interface RestartWish extends Wish {
  readonly type?: string;
  readonly run?: string;
}

export async function restart(wish: RestartWish): Promise<void> {
  if (wish.type === undefined && wish.run === undefined) throw new InvalidArgumentError('say --type TYPE or --run RUN');
  const runs = await withDatabase('worker', (db) => restartOpen(db, wish));
  show({ restarted: runs }, wish, () => `${runs.length} open ${runs.length === 1 ? 'process starts' : 'processes start'} again.`);
}

/** Writes a restart row for every open run that is meant; answers their ids. */
export async function restartOpen(db: Db, { type, run }: RestartWish): Promise<readonly string[]> {
  return inTransaction(db, async (trx) => {
    let open = trx.selectFrom('process_run').select('id').where('state', '=', 'open').orderBy('id').forNoKeyUpdate();
    if (type !== undefined) open = open.where('workflow_type', '=', type);
    if (run !== undefined) open = open.where('id', '=', idOf(run));
    const runs = await open.execute();
    const ids = runs.map(({ id }) => id);
    await restartRuns(trx, ids);
    await sql`insert into audit_event (cycle_at, what, subject)
      select cycle_now(cycle_id), 'process.restarted', id from process_run where id = any (${ids}::bigint[])`.execute(trx);
    return ids;
  });
}

function idOf(text: string, what = 'a run'): string {
  if (!/^[1-9]\d{0,17}$/.test(text)) throw new InvalidArgumentError(`${text} is not the number of ${what}`);
  return text;
}
