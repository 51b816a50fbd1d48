import { sql } from 'kysely';
import { dueRequests, lockRequest } from '../db/command-requests.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { DomainError } from '../domain/errors.ts';
import { executeRequest, noteOutcome } from './execute-request.ts';

/**
 * Carries out every approved request whose instant has come by its cycle's clock, of all cycles or of one rehearsal; answers how many.
 * One that is refused by now is noted with its code and holds up nobody.
 */
export async function executeDueRequests(db: Db | Trx, of: { readonly rehearsalId?: string } = {}): Promise<number> {
  const ids = await dueRequests(db, of);
  let executed = 0;
  for (const id of ids) if (await inTransaction(db, (trx) => executeOne(trx, id))) executed += 1;
  return executed;
}

async function executeOne(trx: Trx, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from command_request where id = ${id} and executed_at is null and undone_at is null for update skip locked`.execute(
    trx,
  );
  if (rows.length === 0) return false;
  const row = await lockRequest(trx, id);
  await sql`savepoint request`.execute(trx);
  try {
    await executeRequest(trx, row);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await sql`rollback to savepoint request`.execute(trx);
    await noteOutcome(trx, row, { refused: error.code });
  }
  return true;
}
