import { sql } from 'kysely';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { releaseMails } from '../db/mail-ledger.ts';
import { areOnePerson } from '../db/own-case.ts';
import { changeList } from '../db/people.ts';
import { IS_NOT_OVER } from '../db/reading/absences.ts';
import { touchedByLeaving } from '../db/touched.ts';
import { addDays } from '../domain/cycle/calendar.ts';
import { DomainError } from '../domain/errors.ts';
import { assertMayDecide } from './may-decide.ts';
import { trulyLeaving } from './preview-departure.ts';
import { assertNotOwn } from './requests-of-two.ts';
import { tellRecord } from './tell-record.ts';
import { assertNotDeciding } from './waiting-deciders.ts';

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
 * Somebody is away: no first mails on these days, a year at most. Why is not kept. Of whoever rates or reviews them or is of their group another
 * one of HR records it, of who decides about it or rates in it too while there is one whom that does not concern, and of anybody of HR while a
 * request waits that concerns who records. The person is told by mail at once. Absences may overlap: away is who is so by any of them.
 * @throws DomainError 'not-found', 'invalid-input', 'own-case', 'list-held'
 */
export async function recordAbsence(db: Db, { employeeNo, fromOn, toOn, actorId }: RecordAbsence): Promise<{ id: string }> {
  if (toOn < fromOn) throw new DomainError('invalid-input', { path: '/toOn', reason: 'before-start' });
  if (toOn > addDays(fromOn, MOST_DAYS)) throw new DomainError('invalid-input', { path: '/toOn', reason: 'too-long' });
  return inTransaction(db, async (trx) => {
    await changeList(trx);
    await assertMayDecide(trx, { actorId });
    const employee = await trx
      .selectFrom('employee')
      .select('id')
      .where('employee_no', '=', employeeNo)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (employee === undefined) throw new DomainError('not-found', { employeeNo });
    await assertOfOthers(trx, employee.id, actorId);
    const recorded = await trx
      .selectFrom('absence')
      .select('id')
      .where('employee_id', '=', employee.id)
      .where('from_on', '=', fromOn)
      .where('to_on', '=', toOn)
      .executeTakeFirst();
    if (recorded !== undefined) return recorded;
    const absence = await trx
      .insertInto('absence')
      .values({ employee_id: employee.id, from_on: fromOn, to_on: toOn })
      .returning('id')
      .executeTakeFirstOrThrow();
    const details = { employeeId: employee.id, fromOn, toOn };
    await audit(trx, { what: 'absence.recorded', subject: absence.id, actor: actorId, details });
    await tellRecord(trx, [employee.id], { what: 'away' });
    return absence;
  });
}

export interface ChangeAbsence {
  readonly absenceId: string;
  /** An earlier last day; null: they are not away. */
  readonly toOn: string | null;
  readonly actorId: string;
}

/**
 * Somebody is back sooner, or not away at all: their mails that waited for it find a place from now on. By whom, and told, as when it was recorded.
 * @throws DomainError 'not-found', 'invalid-input' where it does not become shorter or is over, 'own-case', 'list-held'
 */
export async function changeAbsence(db: Db, { absenceId, toOn, actorId }: ChangeAbsence): Promise<void> {
  await inTransaction(db, async (trx) => {
    await changeList(trx);
    await assertMayDecide(trx, { actorId });
    const { employee_id: employeeId, from_on: fromOn, to_on: before, is_over: isOver } = await lockAbsence(trx, absenceId);
    await assertOfOthers(trx, employeeId, actorId);
    if (isOver) throw new DomainError('invalid-input', { path: '/toOn', reason: 'over' });
    if (toOn !== null && toOn < fromOn) throw new DomainError('invalid-input', { path: '/toOn', reason: 'before-start' });
    if (toOn !== null && toOn >= before) throw new DomainError('invalid-input', { path: '/toOn', reason: 'not-shorter' });
    if (toOn === null) await trx.deleteFrom('absence').where('id', '=', absenceId).execute();
    else await trx.updateTable('absence').set({ to_on: toOn }).where('id', '=', absenceId).execute();
    const details = { employeeId, fromOn, before, toOn };
    await audit(trx, { what: 'absence.changed', subject: absenceId, actor: actorId, details });
    await releaseMails(trx, { employeeId, before });
    await tellRecord(trx, [employeeId], { what: (await isAway(trx, employeeId)) ? 'away' : 'not-away' });
  });
}

async function lockAbsence(trx: Trx, absenceId: string) {
  const { rows } = await sql<{ employee_id: string; from_on: string; to_on: string; is_over: boolean }>`
    select a.employee_id, a.from_on, a.to_on, not ${IS_NOT_OVER} is_over
      from absence a
     where a.id = ${absenceId} for update`.execute(trx);
  if (rows[0] === undefined) throw new DomainError('not-found', { absenceId });
  return rows[0];
}

/** Now or later. */
async function isAway(trx: Trx, employeeId: string): Promise<boolean> {
  const { rows } = await sql`select from absence a where a.employee_id = ${employeeId} and ${IS_NOT_OVER}`.execute(trx);
  return rows.length > 0;
}

/** One's own may be recorded by oneself: only they hear of their tasks later by it. @throws DomainError 'own-case' */
async function assertOfOthers(trx: Trx, employeeId: string, actorId: string): Promise<void> {
  const { rows } = await sql`
    select where ${areOnePerson(sql`${employeeId}::bigint`, sql`${actorId}::bigint`)}`.execute(trx);
  if (rows.length > 0) return;
  await assertNotOwn(trx, { touched: await touchedByLeaving(trx, trulyLeaving([employeeId])), people: [actorId] });
  await assertNotDeciding(trx, { actorId, employeeId });
}
