import { sql } from 'kysely';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { areOnePerson } from '../db/own-case.ts';
import { touchedByLeaving } from '../db/touched.ts';
import { addDays } from '../domain/cycle/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import { assertMayDecide } from './may-decide.ts';
import { trulyLeaving } from './preview-departure.ts';
import { assertNotOwn } from './requests-of-two.ts';

export interface RecordAbsence {
  readonly employeeNo: string;
  /** Local dates, both included. */
  readonly fromOn: string;
  readonly toOn: string;
  readonly actorId: string;
}

/** A leave that is longer is recorded anew: nobody is kept from their mails for good. */
const MOST_DAYS = 366;

/**
 * Somebody is away: no first mails on these days, a year at most. Why is not kept. Of whoever rates or reviews them, is of their group or decides about
 * it another one of HR records it.
 * @throws DomainError 'not-found', 'invalid-input', 'own-case'
 */
export async function recordAbsence(db: Db, { employeeNo, fromOn, toOn, actorId }: RecordAbsence): Promise<{ id: string }> {
  if (toOn < fromOn) throw new DomainError('invalid-input', { path: '/toOn', reason: 'before-start' });
  if (toOn > addDays(fromOn, MOST_DAYS)) throw new DomainError('invalid-input', { path: '/toOn', reason: 'too-long' });
  return inTransaction(db, async (trx) => {
    await assertMayDecide(trx, { actorId });
    const employee = await trx.selectFrom('employee').select('id').where('employee_no', '=', employeeNo).executeTakeFirst();
    if (employee === undefined) throw new DomainError('not-found', { employeeNo });
    await assertOfOthers(trx, employee.id, actorId);
    const absence = await trx
      .insertInto('absence')
      .values({ employee_id: employee.id, from_on: fromOn, to_on: toOn })
      .returning('id')
      .executeTakeFirstOrThrow();
    await audit(trx, { what: 'absence.recorded', subject: absence.id, actor: actorId, details: { employeeId: employee.id } });
    return absence;
  });
}

/** Their own is nobody's gain: only they hear of their tasks later. @throws DomainError 'own-case' */
async function assertOfOthers(trx: Trx, employeeId: string, actorId: string): Promise<void> {
  const { rows } = await sql`
    select where ${areOnePerson(sql`${employeeId}::bigint`, sql`${actorId}::bigint`)}`.execute(trx);
  if (rows.length > 0) return;
  await assertNotOwn(trx, await touchedByLeaving(trx, trulyLeaving([employeeId])), [actorId]);
}
