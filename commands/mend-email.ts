import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { changeList } from '../db/people.ts';
import { DomainError } from '../domain/errors.ts';
import { changeAddresses } from './change-addresses.ts';
import { assertMayDecide } from './may-decide.ts';
import { assertNotOwnAddress } from './own-accounts.ts';
import { roleHoldersIn } from './role-mailboxes.ts';

export interface MendEmail {
  readonly employeeNo: string;
  readonly email: string;
  readonly actorId: string;
}

/**
 * Another address for somebody: mails that are still queued or sent again go there.
 * @throws DomainError 'not-found', 'invalid-input', 'own-case', 'list-held', 'address-of-role-holder' with whose mailbox it is
 */
export async function mendEmail(db: Db, { employeeNo, email, actorId }: MendEmail): Promise<{ employeeId: string }> {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254)
    throw new DomainError('invalid-input', { path: '/email', reason: 'bad-email' });
  return inTransaction(db, async (trx) => {
    await changeList(trx);
    await assertMayDecide(trx, { actorId });
    const employee = await trx
      .selectFrom('employee')
      .select(['id', 'email'])
      .where('employee_no', '=', employeeNo)
      .executeTakeFirst();
    if (employee === undefined) throw new DomainError('not-found', { employeeNo });
    await assertNotOwnAddress(trx, { actorId, employeeId: employee.id, email });
    const holder = (await roleHoldersIn(trx, actorId))({ before: employee, email });
    if (holder !== undefined) throw new DomainError('address-of-role-holder', { path: '/email', employeeNo: holder });
    await changeAddresses(trx, { people: [{ employeeId: employee.id, email }], actorId });
    await audit(trx, { what: 'employee.changed', subject: employee.id, actor: actorId, details: { columns: ['email'] } });
    return { employeeId: employee.id };
  });
}
