import type { z } from 'zod';
import type { createCycleSchema } from '../contracts/cycle.ts';
import { groupNamesOf } from '../db/enrolment.ts';
import type { Trx } from '../db/in-transaction.ts';
import { ownOf } from '../db/own-case.ts';
import { DomainError } from '../domain/errors.ts';
import { NOTHING_TOUCHED, ownCaseOf } from '../domain/two-persons/own-case.ts';

export interface PlannedApart extends Pick<z.output<typeof createCycleSchema>, 'groups'> {
  readonly actorId: string;
  /** Who is left out. */
  readonly leftOut: readonly string[];
}

/**
 * Who is left out and which group is not planned by the rule is singled out before any order: nobody plans it for themselves, for who rates or reviews
 * them, or in the group that they are of by the list. The launch shows it to two persons by name.
 * @throws DomainError 'own-case'
 */
export async function assertNotPlannedForOneself(trx: Trx, { actorId, leftOut, groups = [] }: PlannedApart): Promise<void> {
  const apart = groups.filter(({ quota, spareLowest }) => !quota || !spareLowest).map(({ name }) => name);
  if (leftOut.length === 0 && apart.length === 0) return;
  const own = await ownOf(trx, { employeeId: actorId });
  const touched = { ...NOTHING_TOUCHED, people: leftOut, listGroups: [...apart, ...(await groupNamesOf(trx, leftOut))] };
  const concerns = ownCaseOf(touched, own);
  if (concerns !== undefined) throw new DomainError('own-case', { concerns });
}
