import { sql } from 'kysely';
import type { CommandName, CommandRequestView, Selection } from '../contracts/commands.ts';
import { DomainError } from '../domain/errors.ts';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';
import { accountsOf } from './own-case.ts';

export interface RequestRow {
  readonly id: string;
  readonly command: CommandName;
  readonly cycle_id: string;
  readonly selection: Selection;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly reason: string;
  readonly preview_sha256: Buffer | null;
  /** The hash of each line, where some of them may be gone by the execution. */
  readonly preview_lines: readonly string[] | null;
  readonly needs_approval: boolean;
  readonly requested_by: string | null;
  readonly requested_at: string;
  readonly approved_by: string | null;
  readonly approved_at: string | null;
  readonly effective_at: string | null;
  readonly executed_at: string | null;
  readonly undone_at: string | null;
  readonly outcome: Readonly<Record<string, unknown>> | null;
  readonly dead_why: string | null;
}

/** What is asked for: of a request that is not locked yet. @throws DomainError 'not-found' */
export async function requestedCommand(trx: Trx, requestId: string): Promise<CommandName> {
  const { rows } = await sql<{ command: CommandName }>`select command from command_request where id = ${requestId}`.execute(trx);
  if (rows[0] === undefined) throw new DomainError('not-found', { requestId });
  return rows[0].command;
}

/** As it is now: whoever reads it keeps nobody from deciding. @throws DomainError 'not-found' */
export async function getRequest(db: Db | Trx, requestId: string): Promise<RequestRow> {
  return found(await sql<RequestRow>`select * from command_request where id = ${requestId}`.execute(db), requestId);
}

/** Locked until the transaction ends. @throws DomainError 'not-found' */
export async function lockRequest(trx: Trx, requestId: string): Promise<RequestRow> {
  return found(await sql<RequestRow>`select * from command_request where id = ${requestId} for update`.execute(trx), requestId);
}

function found({ rows }: { readonly rows: readonly RequestRow[] }, requestId: string): RequestRow {
  if (rows[0] === undefined) throw new DomainError('not-found', { requestId });
  return rows[0];
}

export interface OrdersSoFar {
  readonly all: string;
  readonly own: string;
}

/**
 * Tells apart what was asked for, approved, carried out or taken back by now, and what of it by the person of an account: two that are equal, and nothing
 * was in between.
 */
export async function ordersSoFar(trx: Trx, actorId: string | undefined): Promise<OrdersSoFar> {
  const { rows } = await sql<OrdersSoFar>`
    with own as materialized ${accountsOf(actorId === undefined ? [] : [actorId])}
    select concat_ws('/', count(*), count(approved_at), count(executed_at), count(undone_at)) "all",
           concat_ws('/', count(*) filter (where requested_by in (select id from own)),
                          count(*) filter (where approved_by in (select id from own)),
                          count(*) filter (where undone_by in (select id from own))) own
      from command_request`.execute(trx);
  return rows[0] ?? { all: '', own: '' };
}

export interface NewRequest {
  readonly command: CommandName;
  readonly cycleId: string;
  readonly selection: Selection;
  readonly arguments: object;
  readonly reason: string;
  readonly idempotencyKey: string;
  readonly actorId: string;
}

/** The new request's id, in need of approval until its preview says that it is not; or, where the key is used already, the request under it and whether it is the same one. */
export async function insertRequest(trx: Trx, request: NewRequest): Promise<{ id: string; isNew: boolean; isSame: boolean }> {
  const { command, cycleId, reason, idempotencyKey, actorId } = request;
  const selection = JSON.stringify(request.selection);
  const given = JSON.stringify(request.arguments);
  const { rows } = await sql<{ id: string }>`
    insert into command_request (command, cycle_id, selection, arguments, reason, idempotency_key, needs_approval,
                                 requested_by, requested_at)
    values (${command}, ${cycleId}, ${selection}::jsonb, ${given}::jsonb, ${reason}, ${idempotencyKey}, true,
            ${actorId}, cycle_now(${cycleId}))
    on conflict (idempotency_key) do nothing returning id`.execute(trx);
  if (rows[0] !== undefined) return { id: rows[0].id, isNew: true, isSame: true };
  const { rows: before } = await sql<{ id: string; same: boolean }>`
    select id,
           (command, cycle_id, requested_by, reason) = (${command}, ${cycleId}::bigint, ${actorId}::bigint, ${reason})
               and selection = ${selection}::jsonb and arguments = ${given}::jsonb same
      from command_request where idempotency_key = ${idempotencyKey}`.execute(trx);
  return { id: before[0]?.id ?? '0', isNew: false, isSame: before[0]?.same ?? false };
}

/** A request that is decided, approved or in no need of it, and neither carried out nor taken back; it may have been given up. Of `command_request q`. */
const DECIDED_REQUEST = sql`q.executed_at is null and q.undone_at is null
       and (not q.needs_approval or q.approved_at is not null)`;

/** One that waits to be carried out: not given up. */
export const PENDING_REQUEST = sql`${DECIDED_REQUEST} and q.dead_why is null`;

/** Those whose instant has come by their cycle's clock, of all cycles or of one rehearsal; one that failed a moment ago waits. */
export async function dueRequests(db: Db, rehearsalId: string | undefined): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select q.id from command_request q join cycle c on c.id = q.cycle_id
     where ${PENDING_REQUEST} and q.effective_at <= cycle_now(q.cycle_id) and q.try_at <= now()
       and ${rehearsalId === undefined ? sql`true` : sql`c.rehearsal_id = ${rehearsalId}`}
     order by q.effective_at, q.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Locked until the transaction ends, unless somebody else has it or it is over. */
export async function lockDueRequest(trx: Trx, requestId: string): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`
    select q.* from command_request q where q.id = ${requestId} and ${PENDING_REQUEST} for update skip locked`.execute(trx);
  return rows[0];
}

const TRIES = 12;

/**
 * Tried again later: a second, doubling to five minutes; after twelve tries, some twenty minutes, it is dead with the code of its last fault. Answers the
 * request where it is dead now.
 */
export async function postponeRequest(trx: Trx, requestId: string, code: string): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`
    update command_request q
       set attempts = attempts + 1, try_at = now() + least(300, power(2, attempts)) * interval '1 s',
           dead_why = case when attempts + 1 >= ${TRIES} then ${code} end
     where q.id = ${requestId} and ${PENDING_REQUEST}
    returning q.*`.execute(trx);
  return rows.find(({ dead_why }) => dead_why !== null);
}

/** One that was given up is tried again at once; answers its cycle, nothing where it is not dead. */
export async function reviveRequest(trx: Trx, requestId: string): Promise<string | undefined> {
  const { rows } = await sql<{ cycle_id: string }>`
    update command_request set dead_why = null, attempts = 0, try_at = now()
     where id = ${requestId} and dead_why is not null and undone_at is null returning cycle_id`.execute(trx);
  return rows[0]?.cycle_id;
}

export function shownRequest(row: RequestRow): CommandRequestView {
  return {
    id: row.id,
    command: row.command,
    cycleId: row.cycle_id,
    selection: row.selection,
    arguments: row.arguments,
    reason: row.reason,
    state: stateOf(row),
    needsSecondPerson: row.needs_approval,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    effectiveAt: row.effective_at,
    executedAt: row.executed_at,
    undoneAt: row.undone_at,
    outcome: row.outcome,
    deadWhy: row.dead_why,
  };
}

function stateOf(row: RequestRow): CommandRequestView['state'] {
  if (row.undone_at !== null) return 'undone';
  if (row.executed_at !== null) return row.outcome !== null && 'refused' in row.outcome ? 'refused' : 'executed';
  if (row.dead_why !== null) return 'dead';
  return row.needs_approval && row.approved_at === null ? 'waits-for-approval' : 'planned';
}
