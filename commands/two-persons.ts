import type { CommandName, Finding } from '../contracts/commands.ts';
import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';
import { hrLeft } from '../db/hr-people.ts';
import { isAnsweredSame, ownOf } from '../db/own-case.ts';
import { areAllOwn } from '../db/touched.ts';
import { lesserCaseOf, NOTHING_TOUCHED, type OwnCase, ownCaseOf, type Touched } from '../domain/two-persons/own-case.ts';
import { mayBeAlikeForAll, REACHES, type Reach } from '../domain/two-persons/reach.ts';
import type { CommandContext } from './hr/command.ts';
import { commandOf } from './hr/commands.ts';

// The rule of two persons, asked where an order is previewed, requested, approved and carried out.

const REACH: Readonly<Record<CommandName, Reach>> = REACHES;

/**
 * Whether an order does the same to everybody. Not so where whoever it would do something to by now is of the own case of who asks or approves: it says a
 * whole phase and means one.
 */
async function isAlikeForAll(db: Db | Trx, name: CommandName, context: CommandContext<CommandName>): Promise<boolean> {
  if (!mayBeAlikeForAll({ command: name, ...context })) return false;
  const hr = commandOf(name);
  if ((await hr.isForAll?.(db, context)) === false) return false;
  const cases = hr.reaches?.(context);
  if (cases === undefined) return true;
  const { cycleId, actorId, approverId } = context;
  for (const employeeId of [actorId, approverId]) {
    if (employeeId !== undefined && (await areAllOwn(db, cases, await ownOf(db, { employeeId, cycleId })))) return false;
  }
  return true;
}

/** Whether a second person must say yes to this order. */
export async function needsSecondPerson(db: Db | Trx, name: CommandName, context: CommandContext<CommandName>): Promise<boolean> {
  if (REACH[name] === 'helps') return false;
  if (await isAlikeForAll(db, name, context)) return true;
  if ((await commandOf(name).needsSecondPerson?.(db, context)) === true) return true;
  const { cycleId, actorId } = context;
  return isLesserCase(db, { touched: await touchedByOrder(db, name, context), cycleId, employeeId: actorId });
}

/** Whom an order singles out, nobody where it is alike for all; and who gets a post by it. @throws DomainError 'employee-unknown' */
export async function touchedByOrder(db: Db | Trx, name: CommandName, context: CommandContext<CommandName>): Promise<Touched> {
  const hr = commandOf(name);
  const touched = (await isAlikeForAll(db, name, context)) ? undefined : await hr.touches?.(db, context);
  const called = (await hr.called?.(db, context)) ?? [];
  return { ...(touched ?? NOTHING_TOUCHED), called: [...(touched?.called ?? []), ...called] };
}

export interface Deciding {
  readonly touched: Touched;
  readonly cycleId?: string | undefined;
  /** Who asks or approves. */
  readonly people: readonly (string | undefined)[];
  /** Who has asked for it. Undefined: they all would. */
  readonly askedBy?: string | undefined;
}

/** Why one of them may not decide this; undefined: it is nobody's own case, or concerns them less and nobody else of HR is left for it. */
export async function ownCaseFinding(db: Db | Trx, { people, ...deciding }: Deciding): Promise<Finding | undefined> {
  for (const employeeId of people) {
    if (employeeId === undefined) continue;
    const concerned = { ...deciding, employeeId };
    const { concerns, lesser } = await casesOf(db, concerned);
    if (concerns !== undefined) return { code: 'own-case', details: { concerns } };
    if (lesser !== undefined && (await isAnotherLeft(db, concerned))) return { code: 'own-case', details: { concerns: lesser } };
  }
  return undefined;
}

export interface Concerned extends Omit<Deciding, 'people'> {
  readonly employeeId: string;
}

/** Whether it concerns somebody, however little. */
export async function isConcerned(db: Db | Trx, concerned: Concerned): Promise<boolean> {
  const { concerns, lesser } = await casesOf(db, concerned);
  return (concerns ?? lesser) !== undefined;
}

/** Whether it concerns somebody only less: then it is for two. */
export async function isLesserCase(db: Db | Trx, concerned: Concerned): Promise<boolean> {
  return (await casesOf(db, concerned)).lesser !== undefined;
}

interface Cases {
  readonly concerns?: OwnCase | undefined;
  readonly lesser?: OwnCase | undefined;
}

async function casesOf(db: Db | Trx, { touched, cycleId, employeeId }: Concerned): Promise<Cases> {
  if (Object.values(touched).every((ids: readonly string[]) => ids.length === 0)) return {};
  const own = await ownOf(db, { employeeId, cycleId });
  return { concerns: ownCaseOf(touched, own), lesser: lesserCaseOf(touched, own) };
}

/**
 * Whether another one of HR, whom it does not concern, could do in their place what somebody would do: ask for it, or say yes to it where somebody else
 * has asked. Who waits to be answered for is counted: nobody makes themselves the only one by another's address.
 */
async function isAnotherLeft(db: Db | Trx, { employeeId, askedBy = employeeId, ...deciding }: Concerned): Promise<boolean> {
  const asks = askedBy === employeeId;
  for (const other of await hrLeft(db, { cycleId: deciding.cycleId, asks })) {
    if (await isAnsweredSame(db, other, employeeId)) continue;
    if (!asks && (await isAnsweredSame(db, other, askedBy))) continue;
    const { concerns, lesser } = await casesOf(db, { ...deciding, employeeId: other });
    if ((concerns ?? lesser) === undefined) return true;
  }
  return false;
}
