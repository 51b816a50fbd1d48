import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from './connection.ts';

/** What waits for HR or an operator: rows that Temporal refuses, mails and requests that were given up, processes that cannot go on. */
export interface GivenUp {
  readonly outbox: number;
  readonly requests: number;
  readonly mails: number;
  readonly runs: number;
}

export async function countGivenUp(db: Db): Promise<GivenUp> {
  const { rows } = await sql<GivenUp>`
    select (select count(*)::int from outbox where dead_why is not null) outbox,
           (select count(*)::int from command_request where dead_why is not null and undone_at is null) requests,
           (select count(*)::int from notification where state = 'dead') mails,
           (select count(*)::int from process_run where state = 'failed') runs`.execute(db);
  return rows[0] as GivenUp;
}

export interface OpenKind {
  readonly kind: string;
  readonly open: number;
  /** Age of the oldest by its cycle's clock. */
  readonly oldestSeconds: number;
  /** Still open 10 minutes after they could last be closed; paused ones left out. */
  readonly pastTheirTime: number;
}

export async function countOpenTasks(db: Db): Promise<readonly OpenKind[]> {
  const { rows } = await sql<OpenKind>`
    select t.kind, count(*)::int open,
           extract(epoch from max(cycle_now(p.cycle_id) - t.opened_at))::float8 "oldestSeconds",
           count(*) filter (where p.paused_at is null
                            and t.accepted_until < cycle_now(p.cycle_id) - interval '10 minutes')::int "pastTheirTime"
      from task t join process_run p on p.id = t.process_run_id where t.state = 'open' group by t.kind`.execute(db);
  return rows;
}

const ANSWER_MS = 2_000;

/**
 * Whether the database answers within two seconds: connecting, asking and being told.
 * @param onFault told why it does not
 */
export async function answers(db: Db, onFault: (error: unknown) => void): Promise<boolean> {
  const asked = sql`select 1`.execute(db).then(
    () => true,
    (error: unknown) => {
      onFault(error);
      return false;
    },
  );
  const tooLate = new AbortController();
  const silent = delay(ANSWER_MS, false, { signal: tooLate.signal }).catch(() => false);
  try {
    return await Promise.race([asked, silent]);
  } finally {
    tooLate.abort();
  }
}
