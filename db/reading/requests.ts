import { sql } from 'kysely';
import type { Db } from '../connection.ts';
import { type RequestRow, shownRequest } from '../command-requests.ts';
import { type Person, personOf } from './json.ts';

export interface ListedRequest {
  readonly id: string;
  readonly sort: string;
  readonly row: ReturnType<typeof shownRequest>;
  readonly requestedBy: Person | null;
  readonly approvedBy: Person | null;
  readonly undoneBy: Person | null;
}

interface Asked {
  readonly limit: number;
  readonly id?: string | undefined;
  readonly cycleId?: string | undefined;
  readonly after?: { readonly id: string } | undefined;
}

type Row = RequestRow & { requester: Person | null; approver: Person | null; undoer: Person | null };

/** Requests with the names of who decided, newest first. */
export async function listRequests(db: Db, { limit, id, cycleId, after }: Asked): Promise<readonly ListedRequest[]> {
  const { rows } = await sql<Row>`
    select q.*, ${personOf('r')} requester, ${personOf('a')} approver, ${personOf('u')} undoer
      from command_request q
      left join employee r on r.id = q.requested_by
      left join employee a on a.id = q.approved_by
      left join employee u on u.id = q.undone_by
     where (${id ?? null}::bigint is null or q.id = ${id ?? null})
       and (${cycleId ?? null}::bigint is null or q.cycle_id = ${cycleId ?? null})
       and (${after?.id ?? null}::bigint is null or q.id < ${after?.id ?? null}) order by q.id desc limit ${limit + 1}`.execute(
    db,
  );
  return rows.map((row) => ({
    id: row.id,
    sort: '',
    row: shownRequest(row),
    requestedBy: row.requester,
    approvedBy: row.approver,
    undoneBy: row.undoer,
  }));
}
