import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import type { Candidate } from '../db/enrolment.ts';
import { groupsOf, hrAccounts, hrIds } from '../db/hr-people.ts';
import type { Trx } from '../db/in-transaction.ts';
import { ownOf } from '../db/own-case.ts';
import type { Own } from '../domain/two-persons/own-case.ts';
import { type HrPerson, withoutPair } from '../domain/two-persons/pairs.ts';

export interface Starting {
  readonly cycleId: string;
  readonly starts: readonly Pick<Candidate, 'employeeId' | 'group'>[];
  readonly owns: Owns;
}

/** What is each one's own, by account. */
export type Owns = ReadonlyMap<string, Own>;

type Shown = Pick<Candidate, 'employeeNo' | 'name' | 'unit' | 'grade'>;

export interface WithoutPair {
  /** Groups of people who start for whom HR has nobody left who may ask, or no other who may approve: all are of the group, or rated or reviewed by it. */
  readonly groups: readonly string[];
  /** Who starts in no group and rates or reviews all of HR, or all but one: no two are left who could decide about themselves. */
  readonly people: readonly Shown[];
}

export interface LookingHr {
  readonly cycleId: string;
  /** Who asks, of HR by now or not. */
  readonly actorId?: string;
}

/** Read once for a look at a launch: of every account of HR, and of who asks. */
export async function ownsOfHr(db: Db | Trx, { cycleId, actorId }: LookingHr): Promise<Owns> {
  const owns = new Map<string, Own>();
  for (const employeeId of new Set([...(await hrIds(db)), ...(actorId === undefined ? [] : [actorId])]))
    owns.set(employeeId, await ownOf(db, { employeeId, cycleId, asListed: true }));
  return owns;
}

export async function startingWithoutPair(db: Db | Trx, { cycleId, starts, owns }: Starting): Promise<WithoutPair> {
  const groupOf = new Map(starts.map(({ employeeId, group }) => [employeeId, group]));
  const byGroup: HrPerson[] = [];
  const byPerson: HrPerson[] = [];
  const above = new Set<string>();
  for (const [, accounts] of Map.groupBy(await hrAccounts(db, cycleId), ({ mailbox }) => mailbox)) {
    const [one] = accounts;
    const own = one === undefined ? undefined : owns.get(one.employeeId);
    if (own === undefined) continue;
    const asks = accounts.some((account) => account.asks);
    const who = [...own.accounts, ...own.above];
    const groups = [...who.flatMap((id) => groupOf.get(id) ?? []), ...(await groupsOf(db, cycleId, who))];
    byGroup.push({ asks, concernedBy: new Set(groups) });
    byPerson.push({ asks, concernedBy: new Set(who) });
    for (const id of own.above) above.add(id);
  }
  const inNoGroup = [...above].filter((id) => !groupOf.has(id));
  return {
    groups: withoutPair([...new Set(groupOf.values())].sort(), byGroup),
    people: await shown(db, withoutPair(inNoGroup, byPerson)),
  };
}

async function shown(db: Db | Trx, employeeIds: readonly string[]): Promise<readonly Shown[]> {
  const { rows } = await sql<Shown>`
    select e.employee_no "employeeNo", e.name, u.name unit, e.grade
      from employee e
      join unit u on u.id = e.unit_id
     where e.id = any (${employeeIds}::bigint[])
     order by e.employee_no`.execute(db);
  return rows;
}
