import { type RawBuilder, sql } from 'kysely';
import { type Person, personOf } from './json.ts';

/** What requests that a second person may have to approve have alike: who asked, said yes, took it back, and when. */
export interface AskedOfTwo {
  readonly id: string;
  /** Those that wait come first. */
  readonly sort: string;
  readonly waits: boolean;
  readonly requesterId: string;
  readonly reason: string;
  readonly requestedBy: Person;
  readonly requestedAt: string;
  readonly approvedBy: Person | null;
  readonly approvedAt: string | null;
  readonly undoneBy: Person | null;
  readonly undoneAt: string | null;
}

export interface RequestsAsked {
  readonly limit: number;
  readonly id?: string | undefined;
  readonly after?: { readonly sort: string; readonly id: string } | undefined;
}

/**
 * Parts of a query of requests `q`: those that wait first, then the newest; one more than `limit` says that there is a next page.
 * @param needsApproval of a request `q`: whether a second person must say yes
 */
export function partsOfAskedOfTwo({ limit, id, after }: RequestsAsked, needsApproval: RawBuilder<boolean>) {
  const waits = sql`(${needsApproval} and q.approved_at is null and q.undone_at is null)`;
  const sort = sql`case when ${waits} then '0' else '1' end`;
  return {
    columns: sql<AskedOfTwo>`
           q.id, ${sort} sort, ${waits} waits, q.requested_by "requesterId", q.reason, ${personOf('r')} "requestedBy",
           q.requested_at "requestedAt", ${personOf('a')} "approvedBy", q.approved_at "approvedAt",
           ${personOf('n')} "undoneBy", q.undone_at "undoneAt"`,
    deciders: sql`
      join employee r on r.id = q.requested_by
      left join employee a on a.id = q.approved_by
      left join employee n on n.id = q.undone_by`,
    page: sql`
     where (${id ?? null}::bigint is null or q.id = ${id ?? null})
       and (${after?.id ?? null}::bigint is null or ${sort} > ${after?.sort ?? ''}
            or (${sort} = ${after?.sort ?? ''} and q.id < ${after?.id ?? null}))
     order by ${sort}, q.id desc
     limit ${limit + 1}`,
  };
}
