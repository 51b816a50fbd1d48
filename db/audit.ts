import { sql } from 'kysely';
import type { Trx } from './in-transaction.ts';

export interface AuditEntry {
  /** What happened, `noun.verb` in the past: `task.closed`. */
  readonly what: string;
  /** Id of the row that it happened to. */
  readonly subject: string;
  /** Who did it; undefined: the process itself. */
  readonly actor?: string | undefined;
  readonly cycleId?: string | null;
  /** Ids, codes, counts and hashes; never text that a person wrote, which must stay destructible. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export async function audit(trx: Trx, { what, subject, actor, cycleId = null, details = {} }: AuditEntry): Promise<void> {
  await sql`insert into audit_event (cycle_at, what, subject, actor, details)
    values (cycle_now(${cycleId}), ${what}, ${subject}, ${actor ?? null}, ${JSON.stringify(details)})`.execute(trx);
}
