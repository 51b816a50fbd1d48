import { sql } from 'kysely';
import { isOthersMatter } from '../db/address-changes.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { type Person, personOf } from '../db/reading/json.ts';
import type { LeftUnconfirmed } from '../domain/addresses.ts';
import { DomainError } from '../domain/errors.ts';
import { assertMayDecide } from './may-decide.ts';
import { ownAddresses } from './own-accounts.ts';

export interface ConfirmAddresses {
  readonly changeIds: readonly string[];
  readonly actorId: string;
}

export interface Confirmed {
  readonly confirmed: number;
  readonly left: { readonly person: Person; readonly code: LeftUnconfirmed }[];
}

/**
 * A second person answers for addresses, many at once: neither the person, nor whoever changed them, nor anybody who reads
 * one of these mailboxes or whose own case it is who somebody is. What is not theirs to answer is left, and said with why;
 * one that was answered meanwhile is left as it is.
 * @throws DomainError 'nothing-selected' (an unknown one), 'address-unconfirmed'; where none is theirs 'second-person-needed'
 * or 'own-case' with whose they are
 */
export async function confirmAddresses(db: Db, { changeIds, actorId }: ConfirmAddresses): Promise<Confirmed> {
  return inTransaction(db, async (trx) => {
    await assertMayDecide(trx, { actorId });
    const open = await holdOpen(trx, { changeIds, actorId });
    const concerned = await ownAddresses(trx, {
      actorId,
      employeeIds: open.filter(({ mayConfirm }) => mayConfirm).map(({ employeeId }) => employeeId),
    });
    const judged = open.map((one) => ({ ...one, code: whyLeft(one, concerned) }));
    const left = judged.flatMap(({ person, code }) => (code === undefined ? [] : [{ person, code }]));
    const mine = judged.filter(({ code }) => code === undefined).map(({ id }) => id);
    if (mine.length === 0 && left[0] !== undefined)
      throw new DomainError(left[0].code, { employeeNos: left.map(({ person }) => person.employeeNo) });
    await sql`
      with confirmed as (
        update address_change set answer = 'confirmed', answered_by = ${actorId}, answered_at = now()
         where id = any (${mine}::bigint[]) returning id, employee_id)
      insert into audit_event (what, subject, actor, details)
      select 'address.confirmed', employee_id, ${actorId}, jsonb_build_object('addressChangeId', id::text)
        from confirmed order by id`.execute(trx);
    return { confirmed: mine.length, left };
  });
}

interface OpenChange {
  readonly id: string;
  readonly employeeId: string;
  readonly person: Person;
  readonly mayConfirm: boolean;
}

/** Those that nobody has answered, with their people held. @throws DomainError 'nothing-selected' (an unknown one) */
async function holdOpen(trx: Trx, { changeIds, actorId }: ConfirmAddresses): Promise<readonly OpenChange[]> {
  await sql`
    select from employee
     where id in (select employee_id from address_change where id = any (${changeIds}::bigint[]))
     order by id for no key update`.execute(trx);
  const { rows } = await sql<OpenChange & { readonly answered: boolean }>`
    select a.id, a.employee_id "employeeId", ${personOf('e')} person, ${isOthersMatter(actorId)} "mayConfirm",
           a.answer is not null answered
      from address_change a join employee e on e.id = a.employee_id
     where a.id = any (${changeIds}::bigint[]) order by a.id`.execute(trx);
  if (rows.length < new Set(changeIds).size) throw new DomainError('nothing-selected');
  return rows.filter(({ answered }) => !answered);
}

function whyLeft({ employeeId, mayConfirm }: OpenChange, concerned: ReadonlySet<string>): LeftUnconfirmed | undefined {
  if (!mayConfirm) return 'second-person-needed';
  return concerned.has(employeeId) ? 'own-case' : undefined;
}
