import type { Db } from '../db/connection.ts';
import type { Candidate } from '../db/enrolment.ts';
import { groupsOf, hrAccounts } from '../db/hr-people.ts';
import type { Trx } from '../db/in-transaction.ts';
import { ownOf } from '../db/own-case.ts';
import { groupsWithoutPair, type HrPerson } from '../domain/two-persons/pairs.ts';

export interface Starting {
  readonly cycleId: string;
  readonly starts: readonly Pick<Candidate, 'employeeId' | 'group'>[];
}

/** Groups of people who start for whom HR has nobody left who may ask, or no other who may approve: all are of the group, or rated or reviewed by it. */
export async function startingWithoutPair(db: Db | Trx, { cycleId, starts }: Starting): Promise<readonly string[]> {
  const groupOf = new Map(starts.map(({ employeeId, group }) => [employeeId, group]));
  const people: HrPerson[] = [];
  for (const [, accounts] of Map.groupBy(await hrAccounts(db, cycleId), ({ mailbox }) => mailbox)) {
    const [one] = accounts;
    if (one === undefined) continue;
    const own = await ownOf(db, { employeeId: one.employeeId, cycleId });
    const who = [...own.accounts, ...own.above];
    const concernedBy = new Set([...who.flatMap((id) => groupOf.get(id) ?? []), ...(await groupsOf(db, cycleId, who))]);
    people.push({ asks: accounts.some(({ asks }) => asks), concernedBy });
  }
  return groupsWithoutPair([...new Set(groupOf.values())].sort(), people);
}
