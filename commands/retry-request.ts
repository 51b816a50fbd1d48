import { audit } from '../db/audit.ts';
import { reviveRequest } from '../db/command-requests.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { DomainError } from '../domain/errors.ts';
import { assertMayDecide } from './may-decide.ts';

/**
 * Has a planned request tried again that was given up after many faults: what two people have decided stands, and is looked at anew when it is carried out.
 * Without an actor: somebody with a shell on the host.
 * @throws DomainError 'nothing-selected' for a request that is not dead
 */
export async function retryRequest(
  db: Db,
  { requestId, actorId }: { readonly requestId: string; readonly actorId?: string },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await assertMayDecide(trx, { actorId });
    const cycleId = await reviveRequest(trx, requestId);
    if (cycleId === undefined) throw new DomainError('nothing-selected', { requestId });
    await audit(trx, { what: 'command.retried', subject: requestId, actor: actorId, cycleId });
  });
}
