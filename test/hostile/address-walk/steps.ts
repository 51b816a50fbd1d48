import { answerAddressChange } from '../../../commands/answer-address-change.ts';
import { confirmAddresses } from '../../../commands/confirm-addresses.ts';
import { mendEmail } from '../../../commands/mend-email.ts';
import { createAddressLink } from '../../../db/address-links.ts';
import type { AddressAnswer } from '../../../domain/addresses.ts';
import type { Account } from './accounts.ts';
import { passedByAnswer, passedByConfirmation } from './oracle.ts';
import type { Officer, Town } from './town.ts';

export type Step = (town: Town, account: Account) => Promise<void>;

/** Undefined: there is no such address. */
type AddressOf = (account: Account) => string | undefined;
const right: AddressOf = (account) => account.right;

export function gives(by: Officer, addressOf: AddressOf): Step {
  return async (town, account) => {
    const email = addressOf(account);
    if (email === undefined) return;
    const mend = { employeeNo: account.no, email, actorId: town.idOf(by) };
    await town.attempt(account, `${by} gives ${email}`, () => mendEmail(town.db, mend));
  };
}

/** All that is open of somebody. */
export function confirms(by: Officer): Step {
  return async (town, account) => {
    const changeIds = await town.openChanges(account);
    if (changeIds.length === 0) return;
    const confirm = { changeIds, actorId: town.idOf(by) };
    if (await town.attempt(account, `${by} confirms ${changeIds.join(', ')}`, () => confirmAddresses(town.db, confirm)))
      await passedByConfirmation(town, account, by);
  };
}

/** By the link of one of the mails that these addresses have got, of those that tell of such an address. */
function answers(mailboxesOf: (account: Account) => readonly string[], answer: AddressAnswer, newEmailOf?: AddressOf): Step {
  return async (town, account) => {
    const all = await town.toldTo(account, mailboxesOf(account));
    const told = town.dice.pick(all.filter(({ newEmail }) => newEmailOf === undefined || newEmail === newEmailOf(account)));
    if (told === undefined) return;
    const before = await town.emailOf(account);
    const token = await createAddressLink(town.db, told.id);
    const what = `${told.oldEmail} has ${answer} ${told.id}`;
    if (await town.attempt(account, what, () => answerAddressChange(town.db, { token, answer })))
      await passedByAnswer(town, account, { told, answer, before });
  };
}

const operatorLists: Step = async (town, account) => {
  account.journal.push('the operator lists the right address');
  await town.city.listed(account.row(account.right));
};

const boxes = ({ boxes: both }: Account) => both;
const officerSteps: readonly (readonly [number, Step])[] = [
  [22, gives('HR1', (account) => account.boxes[0])],
  [20, gives('HR1', right)],
  [8, gives('HR1', (account) => account.boxes[1])],
  [5, gives('HR1', (account) => account.former)],
  [17, answers(boxes, 'objected')],
  [8, answers(boxes, 'confirmed')],
  [20, confirms('HR1')],
];

/** HR1 alone, who reads the boxes. */
const officerDoes: Step = (town, account) => town.dice.weigh(officerSteps)(town, account);

/** HR3 mends what is wrong and HR2 or HR3 confirm what is right. A box that was let pass is mended half the time. */
const colleaguesDo: Step = async (town, account) => {
  const email = await town.emailOf(account);
  const isMended = account.letPass !== email || town.dice.chance(0.5);
  if (email !== account.right) return isMended ? gives('HR3', right)(town, account) : undefined;
  await town.dice.pick([confirms('HR2'), confirms('HR3'), theyMove])?.(town, account);
};

const theyMove: Step = async (town, account) => {
  if (account.former !== undefined || (await town.openChanges(account)).length > 0) return;
  account.moves();
  await gives('HR3', right)(town, account);
};

/** Whatever address it is. */
const confirmsUnread = confirms('HR2');

const own = (account: Account) => account.own;

/** The person says yes to a mail that tells of their new address, whatever it is by now, or objects while it is not theirs. */
const ownerDoes: Step = async (town, account) => {
  if (town.dice.chance(0.3)) await answers(own, 'confirmed', right)(town, account);
  else if ((await town.emailOf(account)) !== account.right) await answers(own, 'objected')(town, account);
};

const anybody: readonly (readonly [number, Step])[] = [
  [62, officerDoes],
  [16, colleaguesDo],
  [3, operatorLists],
  [4, confirmsUnread],
  [15, ownerDoes],
];

/** A day on which one thing happens to each of these accounts. */
export async function day(town: Town, accounts: readonly Account[] = town.accounts): Promise<void> {
  for (const account of accounts) await town.dice.weigh(anybody)(town, account);
  await town.dayPasses();
  for (const { journal } of accounts) journal.push('-- the next day');
}
