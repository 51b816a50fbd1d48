import { sql } from 'kysely';
import { isOthersMatter } from '../db/address-changes.ts';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { DomainError } from '../domain/errors.ts';
import { assertMayDecide } from './may-decide.ts';
import { ownAddresses } from './own-accounts.ts';

export interface ConfirmAddresses {
  readonly changeIds: readonly string[];
  readonly actorId: string;
}

/**
 * A second person answers for addresses, many at once: neither the person, nor whoever changed them, nor anybody who reads
 * one of these mailboxes or whose own case it is who somebody is. One that was answered meanwhile is left as it is. Answers
 * how many were confirmed.
 * @throws DomainError 'nothing-selected' (an unknown one), 'second-person-needed' with whose it is not to confirm,
 * 'own-case' with whose concern them, 'address-unconfirmed'
 */
export async function confirmAddresses(
  db: Db,
  { changeIds, actorId }: ConfirmAddresses,
): Promise<{ readonly confirmed: number }> {
  return inTransaction(db, async (trx) => {
    await assertMayDecide(trx, { actorId });
    await sql`
      select from employee
       where id in (select employee_id from address_change where id = any (${changeIds}::bigint[]))
       order by id for no key update`.execute(trx);
    const { rows } = await sql<{ id: string; employeeId: string; employeeNo: string; mayConfirm: boolean; answered: boolean }>`
      select a.id, a.employee_id "employeeId", e.employee_no "employeeNo", ${isOthersMatter(actorId)} "mayConfirm",
             a.answer is not null answered
        from address_change a join employee e on e.id = a.employee_id
       where a.id = any (${changeIds}::bigint[]) order by a.id`.execute(trx);
    if (rows.length < new Set(changeIds).size) throw new DomainError('nothing-selected');
    const open = rows.filter(({ answered }) => !answered);
    const own = open.filter(({ mayConfirm }) => !mayConfirm);
    if (own.length > 0) throw new DomainError('second-person-needed', { employeeNos: own.map(({ employeeNo }) => employeeNo) });
    const concerned = await ownAddresses(trx, { actorId, employeeIds: open.map(({ employeeId }) => employeeId) });
    if (concerned.size > 0) {
      const employeeNos = open.filter(({ employeeId }) => concerned.has(employeeId)).map(({ employeeNo }) => employeeNo);
      throw new DomainError('own-case', { employeeNos });
    }
    await sql`
      update address_change set answer = 'confirmed', answered_by = ${actorId}, answered_at = now()
       where id = any (${open.map(({ id }) => id)}::bigint[])`.execute(trx);
    for (const { id, employeeId } of open)
      await audit(trx, { what: 'address.confirmed', subject: employeeId, actor: actorId, details: { addressChangeId: id } });
    return { confirmed: open.length };
  });
}
