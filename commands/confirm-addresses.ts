import { sql } from 'kysely';
import { mayAnswerFor } from '../db/address-changes.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { proveToday } from '../db/proven-mailbox.ts';
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
 * A second person answers for the addresses that people have now, many people at once: neither the person, nor whoever changed them, nor anybody who reads
 * one of these mailboxes or whose own case it is who somebody is. Somebody is answered for with all that is open of them, or is left: what is not theirs
 * to answer, and who has another address than they have seen, is said with why. One that was answered meanwhile is left as it is.
 * @throws DomainError 'nothing-selected' (an unknown one), 'address-unconfirmed'; where nobody is answered for why the first one is left, with whose they are
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
    const answered = judged.filter(({ code }) => code === undefined);
    const mine = answered.flatMap(({ ids }) => ids);
    if (mine.length === 0 && left[0] !== undefined)
      throw new DomainError(left[0].code, { employeeNos: left.map(({ person }) => person.employeeNo) });
    await sql`
      with confirmed as (
        update address_change set answer = 'confirmed', answered_by = ${actorId}, answered_at = now()
         where id = any (${mine}::bigint[]) returning id, employee_id)
      insert into audit_event (what, subject, actor, details)
      select 'address.confirmed', employee_id, ${actorId}, jsonb_build_object('addressChangeId', id::text)
        from confirmed order by id`.execute(trx);
    await proveToday(
      trx,
      answered.map(({ employeeId }) => employeeId),
    );
    return { confirmed: mine.length, left };
  });
}

/** Somebody with all that is open of their address. */
interface Unanswered {
  readonly employeeId: string;
  readonly person: Person;
  readonly ids: readonly string[];
  readonly mayConfirm: boolean;
  /** All of it was seen by who confirms, and the newest of it is the address of today. */
  readonly isSeen: boolean;
}

/** Of whom something is asked that nobody has answered, held. @throws DomainError 'nothing-selected' (an unknown one) */
async function holdOpen(trx: Trx, { changeIds, actorId }: ConfirmAddresses): Promise<readonly Unanswered[]> {
  const asked = sql`a.id = any (${changeIds}::bigint[])`;
  const theirs = sql`(select a.employee_id from address_change a where ${asked})`;
  await sql`select from employee where id in ${theirs} order by id for no key update`.execute(trx);
  const { rows: known } = await sql`select from address_change a where ${asked}`.execute(trx);
  if (known.length < new Set(changeIds).size) throw new DomainError('nothing-selected');
  const { rows } = await sql<Unanswered>`
    select e.id "employeeId", ${personOf('e')} person, array_agg(a.id::text order by a.id) ids,
           ${mayAnswerFor(actorId)} "mayConfirm",
           bool_and(${asked})
           and (array_agg(lower(a.new_email) order by a.id desc))[1] = lower(e.email) "isSeen"
      from address_change a
      join employee e on e.id = a.employee_id
     where a.answer is null and a.counts <> '{}' and a.employee_id in ${theirs}
     group by e.id
    having bool_or(${asked})
     order by min(a.id)`.execute(trx);
  return rows;
}

function whyLeft({ employeeId, mayConfirm, isSeen }: Unanswered, concerned: ReadonlySet<string>): LeftUnconfirmed | undefined {
  if (!mayConfirm) return 'second-person-needed';
  if (!isSeen) return 'preview-changed';
  return concerned.has(employeeId) ? 'own-case' : undefined;
}
