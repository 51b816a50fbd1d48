import type { Trx } from '../db/in-transaction.ts';
import { assertNotOwn } from './requests-of-two.ts';
import { touchedByPlan } from './touched-by-plan.ts';

interface Planned {
  readonly cycleId: string;
  readonly actorId: string;
}

/**
 * Nobody plans apart for themselves, for who rates or reviews them or is rated or reviewed by them, or in the unit or the group that they are of by the
 * list; nor themselves into the committee; nor that they rate nobody in it.
 * @throws DomainError 'own-case'
 */
export async function assertNotPlannedForOneself(trx: Trx, { cycleId, actorId }: Planned): Promise<void> {
  await assertNotOwn(trx, { touched: await touchedByPlan(trx, cycleId), cycleId, people: [actorId] });
}
