import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';
import { ownOf } from '../db/own-case.ts';
import { getPack } from '../db/packs.ts';
import { plannedApart, plannerOf } from '../db/planned-apart.ts';
import type { Person } from '../db/reading/json.ts';
import { countsUnit } from '../domain/scoring/scoring-rules.ts';
import { lesserCaseOf, NOTHING_TOUCHED, ownCaseOf, sharedWith, type Touched } from '../domain/two-persons/own-case.ts';

/**
 * Whom a cycle singles out by its plan: who is left out, also by their grade or in one phase of the pack, which group is not planned by the rule, whose
 * unit's numbers are written where its score counts, who sits in the committee, and who rates nobody in it that does by the list. By the list of today:
 * it is asked when the cycle is planned, which nobody does in their own case, and when it is launched.
 */
export async function touchedByPlan(db: Db | Trx, cycleId: string): Promise<Touched> {
  const touched = await plannedApart(db, cycleId);
  const { pack } = await getPack(db, { cycleId });
  return countsUnit(pack) ? touched : { ...touched, cards: [] };
}

/**
 * The same for the launch. What is the planner's own by now is launched by nobody whose own it is too; what another one has planned concerns less whom it
 * singles out, and the committee and the numbers of units concern nobody then.
 */
export async function touchedByLaunch(db: Db | Trx, cycleId: string): Promise<Touched> {
  const touched = await touchedByPlan(db, cycleId);
  const planner = await plannerOf(db, cycleId);
  const own = planner === undefined ? undefined : await ownOf(db, { employeeId: planner.id, cycleId });
  return {
    ...(own === undefined ? NOTHING_TOUCHED : sharedWith(touched, own)),
    relieved: [...touched.relieved, ...touched.people],
    listDecided: touched.listGroups,
  };
}

/**
 * Who has planned a cycle in their own case, as the list is by now: another one takes it over by asking for the launch. `touched` is what `touchedByLaunch`
 * says: nothing of the planner's own gets lost in it.
 */
export async function plannerInOwnCase(db: Db | Trx, cycleId: string, touched: Touched): Promise<Person | null> {
  const planner = await plannerOf(db, cycleId);
  if (planner === undefined) return null;
  const { id: employeeId, ...person } = planner;
  const own = await ownOf(db, { employeeId, cycleId });
  return (ownCaseOf(touched, own) ?? lesserCaseOf(touched, own)) === undefined ? null : person;
}
