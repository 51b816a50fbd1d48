import { sql } from 'kysely';
import type { AccessKind } from '../../domain/access-kinds.ts';
import type { Purpose } from '../../domain/purposes.ts';
import type { Db } from '../connection.ts';

export interface LookRow {
  readonly id: string;
  readonly sort: string;
  readonly at: string;
  readonly by: string;
  readonly what: string;
  readonly purpose: Purpose | null;
  readonly note: string | null;
}

interface Asked {
  readonly evaluationId: string;
  /** Not for whoever reads. */
  readonly heldBack: readonly AccessKind[];
  readonly limit: number;
  readonly after?: { readonly id: string } | undefined;
}

/** Who opened an evaluation, newest first; one more than asked for where there are more. */
export async function looksAt(db: Db, { evaluationId, heldBack, limit, after }: Asked): Promise<readonly LookRow[]> {
  const { rows } = await sql<LookRow>`
    select l.id, '' sort, l.at, e.name "by", l.what, l.purpose, l.note
      from access_log l join employee e on e.id = l.actor_id
     where l.evaluation_id = ${evaluationId} and (${after?.id ?? null}::bigint is null or l.id < ${after?.id ?? null})
       and l.what <> all (${heldBack}::text[])
     order by l.id desc limit ${limit + 1}`.execute(db);
  return rows;
}
