import { type MailContext, findPerson } from '../db/mail-context.ts';
import type { Db } from '../db/connection.ts';
import { getCycle } from '../db/cycles.ts';
import { createAddressLink, getAddressChange, getObjection } from '../db/address-links.ts';
import { createSignInToken } from '../db/sign-in-tokens.ts';
import { compareInstants } from '../domain/cycle/instants.ts';
import { dateParts } from '../domain/cycle/local-parts.ts';
import { ROLES } from '../domain/permissions.ts';
import { LINK_MINUTES } from '../domain/sign-in.ts';
import type { AccountMailKind } from '../domain/tasks/mail-kinds.ts';
import { type Message, person } from '../domain/words/message.ts';
import type { Content } from './mail-values.ts';

/** What a mail of no cycle says: it is about an account. */
export interface AccountSaid {
  readonly content: Content;
  /** Undefined: there is nothing that the reader can open. */
  readonly path?: string | undefined;
  /** Where it goes, if not to the person's address of today. */
  readonly to?: string;
  /** The address may be gone, and nobody can mend that. */
  readonly mayBounce?: boolean;
}

/** Undefined: there is nothing to say any more. A link in it is made here, anew at each try, and only its hash is kept. */
export function sayOfAccount(db: Db, context: MailContext, kind: AccountMailKind): Promise<AccountSaid | undefined> {
  switch (kind) {
    case 'sign-in':
      return signIn(db, context);
    case 'role.changed':
      return roleChanged(db, context);
    case 'record.changed':
      return recordChanged(db, context);
    case 'address.left':
      return addressLeft(db, context);
    case 'address.passed':
      return addressPassed(db, context);
    case 'address.told':
      return addressTold(db, context);
    case 'address.objected':
      return addressObjected(db, context);
  }
}

/** One whose link would have run out before it could go is not sent. */
async function signIn(db: Db, { employee_id: employeeId, email, now, details }: MailContext): Promise<AccountSaid | undefined> {
  const { nextPath, expiresAt } = details;
  if (typeof expiresAt !== 'string' || compareInstants(expiresAt, now) <= 0) return undefined;
  const token = await createSignInToken(db, { employeeId, email, nextPath: String(nextPath), expiresAt });
  return { content: { values: { linkMinutes: LINK_MINUTES } }, path: `/sign-in/${token}` };
}

async function addressLeft(db: Db, { details }: MailContext): Promise<AccountSaid | undefined> {
  const changeId = String(details['addressChangeId']);
  const { old_email: to, new_email: address } = await getAddressChange(db, changeId);
  if (to === null || to.trim() === '') return undefined;
  return { content: { values: { address } }, path: `/address/${await createAddressLink(db, changeId)}`, to, mayBounce: true };
}

/** Nobody has ever answered for this one, so it is not asked. */
async function addressPassed(db: Db, { details }: MailContext): Promise<AccountSaid | undefined> {
  const { old_email: to } = await getAddressChange(db, String(details['addressChangeId']));
  if (to === null || to.trim() === '') return undefined;
  return { content: {}, path: '/', to, mayBounce: true };
}

async function addressTold(db: Db, { details }: MailContext): Promise<AccountSaid> {
  const { new_email: to } = await getAddressChange(db, String(details['addressChangeId']));
  return { content: {}, path: '/tasks', to };
}

/** HR may have what was handed in meanwhile asked anew. */
async function addressObjected(db: Db, { details }: MailContext): Promise<AccountSaid | undefined> {
  const { employeeId, handedIn } = await getObjection(db, String(details['addressChangeId']));
  const who = await findPerson(db, employeeId);
  if (who === undefined) return undefined;
  const said: Message =
    handedIn === 0 ? { key: 'mail.address.nothing-handed-in' } : { key: 'mail.address.handed-in', values: { count: handedIn } };
  const outcome: Message = { key: details['putBack'] === true ? 'mail.address.put-back' : 'mail.address.asked-again' };
  const values = { who: person(who.name, who.nameEn), employeeNo: who.employeeNo, outcome, handedIn: said };
  return { content: { values }, path: '/hr/addresses' };
}

async function roleChanged(db: Db, { details }: MailContext): Promise<AccountSaid | undefined> {
  const { employeeId, role, grants, byOperator } = details;
  const who = await findPerson(db, String(employeeId));
  const office = ROLES.find((one) => one === role);
  if (who === undefined || office === undefined) return undefined;
  const named = {
    who: person(who.name, who.nameEn),
    employeeNo: who.employeeNo,
    address: who.address,
    office: { key: `account-role.${office}` as const },
  };
  const what: Message = { key: grants === true ? 'mail.role.granted' : 'mail.role.revoked', values: named };
  const how: Message = { key: byOperator === true ? 'mail.role.by-operator' : 'mail.role.by-two' };
  return { content: { values: { what, how } }, path: '/' };
}

const RECORDED = ['left', 'not-left', 'withdrawn', 'reinstated', 'away', 'not-away'] as const;

/** Who has left can open nothing, and may have no mailbox any more; nor may who is withdrawn, as whoever retires. */
async function recordChanged(db: Db, { details }: MailContext): Promise<AccountSaid | undefined> {
  const recorded = RECORDED.find((one) => one === details['what']);
  if (recorded === undefined) return undefined;
  const { leftOn, cycleId } = details;
  const values = {
    ...(typeof leftOn === 'string' && { leftOn: dateParts(leftOn, 'UTC') }),
    ...(typeof cycleId === 'string' && { cycle: (await getCycle(db, cycleId)).name }),
  };
  const what: Message = { key: `mail.record.${recorded}`, values };
  const mayBounce = recorded === 'left' || recorded === 'withdrawn';
  return { content: { values: { what } }, path: recorded === 'left' ? undefined : '/tasks', mayBounce };
}
