import type { CommandName, Finding } from '../contracts/commands.ts';
import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';
import { ownOf } from '../db/own-case.ts';
import { areAllOwn } from '../db/touched.ts';
import { NOTHING_TOUCHED, ownCaseOf, type Touched } from '../domain/two-persons/own-case.ts';
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
  return (await commandOf(name).needsSecondPerson?.(db, context)) ?? false;
}

/** Whom an order singles out, nobody where it is alike for all; and who gets a post by it. @throws DomainError 'employee-unknown' */
export async function touchedBy(db: Db | Trx, name: CommandName, context: CommandContext<CommandName>): Promise<Touched> {
  const hr = commandOf(name);
  const touched = (await isAlikeForAll(db, name, context)) ? undefined : await hr.touches?.(db, context);
  return { ...(touched ?? NOTHING_TOUCHED), called: (await hr.called?.(db, context)) ?? [] };
}

export interface Deciding {
  readonly touched: Touched;
  readonly cycleId?: string | undefined;
  /** Who asks or approves. */
  readonly people: readonly (string | undefined)[];
}

/** Why one of them may not decide this; undefined: it is nobody's own case. */
export async function ownCaseFinding(db: Db | Trx, { touched, cycleId, people }: Deciding): Promise<Finding | undefined> {
  if (Object.values(touched).every((ids: readonly string[]) => ids.length === 0)) return undefined;
  for (const employeeId of people) {
    if (employeeId === undefined) continue;
    const concerns = ownCaseOf(touched, await ownOf(db, { employeeId, cycleId }));
    if (concerns !== undefined) return { code: 'own-case', details: { concerns } };
  }
  return undefined;
}
