import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { ownOf } from '../db/own-case.ts';
import { DomainError } from '../domain/errors.ts';
import type { OwnCase } from '../domain/two-persons/own-case.ts';
import { assertMayDecide } from './may-decide.ts';

export interface RecordAbsence {
  readonly employeeNo: string;
  /** Local dates, both included. */
  readonly fromOn: string;
  readonly toOn: string;
  readonly actorId: string;
}

/**
 * Somebody is away: no first mails on these days. Why is not kept. Of who rates or reviews them another one of HR records it.
 * @throws DomainError 'not-found', 'invalid-input', 'own-case'
 */
export async function recordAbsence(db: Db, { employeeNo, fromOn, toOn, actorId }: RecordAbsence): Promise<{ id: string }> {
  if (toOn < fromOn) throw new DomainError('invalid-input', { path: '/toOn', reason: 'before-start' });
  return inTransaction(db, async (trx) => {
    await assertMayDecide(trx, { actorId });
    const employee = await trx.selectFrom('employee').select('id').where('employee_no', '=', employeeNo).executeTakeFirst();
    if (employee === undefined) throw new DomainError('not-found', { employeeNo });
    const own = await ownOf(trx, { employeeId: actorId });
    // Their own is nobody's gain: only they hear of their tasks later.
    if (own.above.includes(employee.id) && !own.accounts.includes(employee.id))
      throw new DomainError('own-case', { concerns: 'rater-or-reviewer' satisfies OwnCase });
    const absence = await trx
      .insertInto('absence')
      .values({ employee_id: employee.id, from_on: fromOn, to_on: toOn })
      .returning('id')
      .executeTakeFirstOrThrow();
    await audit(trx, { what: 'absence.recorded', subject: absence.id, actor: actorId, details: { employeeId: employee.id } });
    return absence;
  });
}
