import type { CreateCycleInput } from '../contracts/cycle.ts';
import { findByNumber } from '../db/by-number.ts';
import type { Db } from '../db/connection.ts';
import { DomainError } from '../domain/errors.ts';
import { may } from '../domain/permissions.ts';
import { createCycle } from './create-cycle.ts';

export interface PlannedBy {
  /** The number of whoever plans it. */
  readonly by: string;
  readonly input: CreateCycleInput;
}

/** Plans a cycle for somebody who may on the page, under the same rules. @throws DomainError 'forbidden', and as `createCycle` does */
export async function createCycleBy(db: Db, { by, input }: PlannedBy): Promise<{ id: string }> {
  const planner = await findByNumber(db, by);
  if (planner === undefined || !may('cycle.create', { signedIn: true, roles: planner.roles, relations: [] }))
    throw new DomainError('forbidden', { employeeNo: by });
  return createCycle(db, { ...input, actorId: planner.id });
}
