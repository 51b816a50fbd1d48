import type { Trx } from '../db/in-transaction.ts';
import { DomainError } from '../domain/errors.ts';
import { HR_ROLES } from '../domain/permissions.ts';
import { assertMayDecide } from './may-decide.ts';

/** Whoever asks or decides is of HR at this moment, by an address that somebody answered for. @throws DomainError 'forbidden', 'address-unconfirmed' */
export async function assertHr(trx: Trx, actorId: string): Promise<void> {
  await assertMayDecide(trx, { actorId });
  const role = await trx
    .selectFrom('role_assignment')
    .select('role')
    .where('employee_id', '=', actorId)
    .where('role', 'in', HR_ROLES)
    .limit(1)
    .executeTakeFirst();
  if (role === undefined) throw new DomainError('forbidden');
}
