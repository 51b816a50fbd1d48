import { sql } from 'kysely';
import { IS_ANSWERABLE, MAY_STILL_OBJECT } from '../db/address-changes.ts';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { hrIds } from '../db/hr-people.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { insertNotices, MAIL_URGENCY } from '../db/notifications.ts';
import { changeList } from '../db/people.ts';
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
  /** Not where the old mailbox is, or ever was, one of whoever changed the address. */
  readonly ownerMayConfirm: boolean;
  readonly answer: string | null;
  readonly answerable: boolean;
  /** A second person has confirmed it. */
  readonly mayStillObject: boolean;
  /** On some clock. */
  readonly counts: boolean;
}

/**
 * The old address says whether it was them, by the link of its mail, once. `objected` puts it back, whatever came after that nobody has answered for or a
 * second person has confirmed, and tells HR. Where one had, the account decides nothing until one confirms the old address, too.
 * @throws DomainError 'link-used-or-expired'; 'second-person-needed' where whoever changed the address reads the old mailbox too
 */
export async function answerAddressChange(db: Db, { token, answer }: AnswerAddressChange): Promise<void> {
  await inTransaction(db, async (trx) => {
    await changeList(trx);
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
           a.counts <> '{}' counts,
           a.changed_by is not distinct from a.employee_id or not exists (
             select from employee m where m.id = a.changed_by and mailbox_of(m.email) = mailbox_of(a.old_email)
             union all
             select from address_change m
              where m.employee_id = a.changed_by
                and mailbox_of(a.old_email) in (mailbox_of(m.old_email), mailbox_of(m.new_email))) "ownerMayConfirm"
      from address_link l
      join address_change a on a.id = l.address_change_id and a.old_email is not null
     where l.token_sha256 = ${tokenHash(token)}`.execute(trx);
  return rows[0];
}

async function confirm(trx: Trx, { id, ownerMayConfirm }: Change): Promise<void> {
  if (!ownerMayConfirm) throw new DomainError('second-person-needed');
  const { numAffectedRows } = await sql`
    update address_change set answer = 'confirmed', answered_at = now() where id = ${id} and answer is null`.execute(trx);
  if (numAffectedRows === 0n) throw new DomainError('link-used-or-expired');
}

async function object(trx: Trx, { id, employeeId, oldEmail, answer, mayStillObject, counts }: Change): Promise<void> {
  if (answer !== null && answer !== 'taken-back' && !mayStillObject) throw new DomainError('link-used-or-expired');
  await sql`
    update address_change set answer = 'objected', answered_at = now()
     where employee_id = ${employeeId} and id >= ${id}
       and (answer is null or answer = 'taken-back' or (${mayStillObject} and answered_by is not null))`.execute(trx);
  const restored = await changeAddresses(trx, { people: [{ employeeId, email: oldEmail }], isObjection: true });
  // Where the change counts nowhere, nobody has answered for the old address either; where a second person has confirmed the new one, two say
  // different things: a second person answers for the old one then, as for any other change.
  if (counts && !mayStillObject)
    await sql`
      update address_change set answer = 'confirmed', answered_at = now() where id = any (${restored}::bigint[])`.execute(trx);
  await insertNotices(trx, {
    employeeIds: await hrIds(trx),
    keyOf: (reader) => `address/${id}/objected/${reader}`,
    mailKind: 'address.objected',
    details: { addressChangeId: id },
    urgency: MAIL_URGENCY.security,
  });
}
