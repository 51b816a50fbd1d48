import { sql } from 'kysely';
import { lastAnswered } from '../../../db/proven-mailbox.ts';
import type { AddressAnswer } from '../../../domain/addresses.ts';
import type { Account } from './accounts.ts';
import type { Officer, Town, Told } from './town.ts';

// What honest people have let pass is noted from what they did, beside the record. An address of HR1's counts too where an operator has listed it, or two
// have agreed to a first launch that showed it, also one that is taken back later; and so does what its reader then does with it: moves the account to
// another box of theirs and says yes by the old one.

/** A second person has answered: HR1 lets pass what another one has changed, never a box of their own. */
export async function passedByConfirmation(town: Town, account: Account, by: Officer): Promise<void> {
  const email = await town.emailOf(account);
  if (by !== 'HR1' || !account.isBox(email)) account.letPass = email;
}

export interface Answered {
  readonly told: Told;
  readonly answer: AddressAnswer;
  /** The address before it. */
  readonly before: string;
}

/**
 * A yes lets pass an address of the person, and of HR1's what follows one that was let pass itself. After an objection to what a second person has
 * confirmed nothing is let pass.
 */
export async function passedByAnswer(town: Town, account: Account, { told, answer, before }: Answered): Promise<void> {
  const email = await town.emailOf(account);
  if (answer === 'confirmed') {
    const { oldEmail } = told;
    if (account.own.includes(email) || (account.isBox(oldEmail) && oldEmail === account.letPass)) account.letPass = email;
  } else if (told.isConfirmed) account.letPass = undefined;
  else if (town.isLive && email !== before && account.isBox(email) && email !== account.letPass)
    account.fails(`${email} has the account back by an objection, and nobody has let it pass`);
}

/** Two agree to the first launch that is no rehearsal's. What is asked about somebody at that moment stays asked. */
export async function passedByFirstLaunch(town: Town): Promise<void> {
  if (!town.first.isOfAll) return;
  const asked = await town.askedAbout();
  for (const account of town.accounts.filter(({ no, kind }) => ['rated', 'rates'].includes(kind.part) && !asked.has(no)))
    account.letPass = await town.emailOf(account);
}

/** After the first launch: nobody is taken for proven by a box of HR1's alone, nor by another address than the one that was answered for. */
export async function lookAtAll(town: Town): Promise<void> {
  const { rows } = await sql<{ no: string; email: string; answered: string }>`
    select e.employee_no no, e.email, ${lastAnswered(sql`e.id`)} answered
      from employee e
     where e.id not in (select employee_id from people_unproven(${town.first.cycleId}))`.execute(town.db);
  const proven = new Map(rows.map((row) => [row.no, row]));
  for (const account of town.accounts) {
    const found = proven.get(account.no);
    if (found === undefined) continue;
    const { email, answered } = found;
    if (account.isBox(email) && email !== account.letPass)
      account.fails(`${email} is taken for proven, and nobody has let it pass`);
    if (email.toLowerCase() !== answered.toLowerCase())
      account.fails(`${email} is taken for proven, and it was ${answered} that was answered for`);
  }
}

/** By account, the first thing that must not be, and all that has happened to it. */
export function findings(town: Town): readonly string[] {
  return town.accounts
    .filter(({ breach }) => breach !== undefined)
    .map(({ no, breach, journal }) => [`${no}: ${breach ?? ''}`, ...journal].join('\n  '));
}
