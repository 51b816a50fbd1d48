import { sql } from 'kysely';
import { endAccess, IS_ANSWERABLE, launchedClocks, MAY_STILL_OBJECT } from '../db/address-changes.ts';
import { ADDRESS_GIVER } from '../db/address-giver.ts';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { hrIds } from '../db/hr-people.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { insertNotices, MAIL_URGENCY } from '../db/notifications.ts';
import { closeList } from '../db/people.ts';
import { proveNothing, proveToday } from '../db/proven-mailbox.ts';
import { tokenHash } from '../db/sign-in-tokens.ts';
import type { AddressAnswer } from '../domain/addresses.ts';
import { DomainError } from '../domain/errors.ts';
import { changeAddresses } from './change-addresses.ts';

export interface AnswerAddressChange {
  readonly token: string;
  readonly answer: AddressAnswer;
}

interface Change {
  readonly id: string;
  readonly employeeId: string;
  readonly oldEmail: string;
  /**
   * Not where the old mailbox is, or ever was, one of whoever changed the address, nor where it is another one by now than the mail has told, nor where
   * the new one is somebody else's: two accounts would be one person by it.
   */
  readonly ownerMayConfirm: boolean;
  readonly answer: string | null;
  readonly answerable: boolean;
  /** A second person has confirmed it. */
  readonly mayStillObject: boolean;
}

/**
 * The old address says whether it was them, by the link of its mail, once. `objected` puts it back, whatever came after that nobody has answered for, and
 * tells HR. Where a second person had confirmed the change, the address stays, and the account decides nothing until another one confirms it anew.
 * @throws DomainError 'link-used-or-expired'; 'second-person-needed' where whoever changed the address reads the old mailbox too, it was changed again, or the new one is another account's
 */
export async function answerAddressChange(db: Db, { token, answer }: AnswerAddressChange): Promise<void> {
  await inTransaction(db, async (trx) => {
    await closeList(trx);
    const change = await lockChange(trx, token);
    const stands = change?.answerable === true || (change?.mayStillObject === true && answer === 'objected');
    if (change === undefined || !stands) throw new DomainError('link-used-or-expired');
    if (answer === 'confirmed') await confirm(trx, change);
    else await object(trx, change);
    await audit(trx, { what: `address.${answer}`, subject: change.employeeId, details: { addressChangeId: change.id } });
  });
}

/** The person first, as whoever changes or confirms an address does; what has been answered is read once they are held. */
async function lockChange(trx: Trx, token: string): Promise<Change | undefined> {
  await sql`
    select from employee
     where id = (select a.employee_id from address_link l join address_change a on a.id = l.address_change_id
                  where l.token_sha256 = ${tokenHash(token)})
       for no key update`.execute(trx);
  const { rows } = await sql<Change>`
    select a.id, a.employee_id "employeeId", a.old_email "oldEmail", a.answer, ${IS_ANSWERABLE} answerable,
           ${MAY_STILL_OBJECT} "mayStillObject",
           not exists (
             select from address_change later
              where later.employee_id = a.employee_id and later.id > a.id and later.answer is null)
           and not exists (
             select from employee o
              where o.id <> a.employee_id
                and mailbox_of(a.new_email) in (mailbox_of(o.email), mailbox_of(o.proven_email)))
           and (a.changed_by is not distinct from a.employee_id or not exists (
             select from employee m where m.id = a.changed_by and mailbox_of(m.email) = mailbox_of(a.old_email)
             union all
             select from address_change m
              where m.employee_id = a.changed_by
                and mailbox_of(a.old_email) in (mailbox_of(m.old_email), mailbox_of(m.new_email)))) "ownerMayConfirm"
      from address_link l
      join address_change a on a.id = l.address_change_id and a.old_email is not null
     where l.token_sha256 = ${tokenHash(token)}`.execute(trx);
  return rows[0];
}

async function confirm(trx: Trx, { id, employeeId, ownerMayConfirm }: Change): Promise<void> {
  if (!ownerMayConfirm) throw new DomainError('second-person-needed');
  const { numAffectedRows } = await sql`
    update address_change set answer = 'confirmed', answered_at = now() where id = ${id} and answer is null`.execute(trx);
  if (numAffectedRows === 0n) throw new DomainError('link-used-or-expired');
  await proveToday(trx, [employeeId]);
}

async function object(trx: Trx, change: Change): Promise<void> {
  const { id, answer, mayStillObject } = change;
  if (answer !== null && answer !== 'taken-back' && !mayStillObject) throw new DomainError('link-used-or-expired');
  if (mayStillObject) await askAgain(trx, change);
  else await putBack(trx, change);
  await insertNotices(trx, {
    employeeIds: await hrIds(trx),
    keyOf: (reader) => `address/${id}/objected/${reader}`,
    mailKind: 'address.objected',
    details: { addressChangeId: id, putBack: !mayStillObject },
    urgency: MAIL_URGENCY.security,
  });
}

/** What objects to a creation is no address: that is answered for by a second person only. */
async function putBack(trx: Trx, { id, employeeId, oldEmail }: Change): Promise<void> {
  await sql`
    update address_change set answer = 'objected', answered_at = now(), answered_by = null
     where employee_id = ${employeeId} and id >= ${id} and old_email is not null
       and (answer is null or answer = 'taken-back')`.execute(trx);
  const restored = await changeAddresses(trx, { people: [{ employeeId, email: oldEmail }], isObjection: true });
  await sql`
    update address_change set objection_to = ${id}, answer = 'confirmed', answered_at = now()
     where id = any (${restored}::bigint[])`.execute(trx);
}

/**
 * A second person and the old address say different things: the address stays, nobody is signed in, and another one than whoever has given the one of today
 * says anew whose account it is. Nobody gets an account by an objection.
 */
async function askAgain(trx: Trx, { id, employeeId }: Change): Promise<void> {
  await sql`
    with objected as (
      update address_change set answer = 'objected', answered_at = now(), answered_by = null
       where id = ${id} returning id, employee_id)
    insert into address_change (employee_id, new_email, changed_by, counts, objection_to)
    select e.id, e.email, ${ADDRESS_GIVER}, ${await launchedClocks(trx)}::text[], o.id
      from objected o
      join employee e on e.id = o.employee_id`.execute(trx);
  await proveNothing(trx, [employeeId]);
  await endAccess(trx, [employeeId]);
}
