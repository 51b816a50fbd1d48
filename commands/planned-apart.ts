import type { z } from 'zod';
import type { createCycleSchema } from '../contracts/cycle.ts';
import type { PolicyPack } from '../contracts/pack.ts';
import { groupNamesOf, groupsWith, ofOtherGrades, ratedByList } from '../db/enrolment.ts';
import { employeeIds } from '../db/cycles.ts';
import type { Trx } from '../db/in-transaction.ts';
import { ownOf } from '../db/own-case.ts';
import { listedAbove } from '../db/touched.ts';
import { DomainError } from '../domain/errors.ts';
import { countsUnit } from '../domain/scoring/scoring-rules.ts';
import { NOTHING_TOUCHED, ownCaseOf } from '../domain/two-persons/own-case.ts';
import { assertNotOwn } from './requests-of-two.ts';

type Given = z.output<typeof createCycleSchema>;

export interface PlannedApart {
  readonly given: Pick<Given, 'groups' | 'grades' | 'committee' | 'indicators' | 'units'>;
  readonly actorId: string;
  /** Who is left out. */
  readonly leftOut: readonly string[];
  readonly pack: PolicyPack;
}

/**
 * Who is left out, also by their grade or in one phase of the pack, which group is not planned by the rule, and, where the
 * unit's score counts, the numbers of a unit, are singled out before any order: nobody plans it for themselves, for who rates
 * or reviews them or is rated or reviewed by them, or in the unit or the group that they are of by the list; nor themselves
 * into the committee. The launch shows it to two persons by name.
 * @throws DomainError 'own-case'
 */
export async function assertNotPlannedForOneself(trx: Trx, planned: PlannedApart): Promise<void> {
  const { actorId, leftOut, given, pack } = planned;
  const { groups = [], grades } = given;
  const own = await ownOf(trx, { employeeId: actorId });
  const mine = await ratedByList(trx, { employeeIds: own.accounts, grades });
  const apart = groups.filter(({ quota, spareLowest }) => !quota || !spareLowest).map(({ name }) => name);
  const ownGroups = mine.map(({ group }) => group);
  const dropped = grades === undefined ? [] : await ofOtherGrades(trx, { groups: ownGroups, grades });
  const exempt = pack.phases.flatMap(({ exemptGrades = [] }) => exemptGrades);
  const touched = {
    ...NOTHING_TOUCHED,
    people: leftOut,
    relieved: await listedAbove(trx, leftOut),
    listGroups: [
      ...apart,
      ...(await groupNamesOf(trx, leftOut)),
      ...dropped.map(({ group }) => group),
      ...(await groupsWith(trx, { groups: ownGroups, grades: exempt })),
    ],
    cards: countsUnit(pack) ? unitsOf(given) : [],
  };
  // No card has a cycle yet: units are compared by name.
  const concerns =
    ownCaseOf(touched, { ...own, cards: mine.map(({ unit }) => unit) }) ??
    ((await sits(trx, given, own.accounts)) ? 'account' : undefined);
  if (concerns !== undefined) throw new DomainError('own-case', { concerns });
  await assertNotOwn(trx, { touched: { ...touched, cards: [] }, people: [actorId] });
}

/** Units whose numbers are given, or that are a part or made of parts. */
function unitsOf({ indicators = [], units = [] }: PlannedApart['given']): readonly string[] {
  return [...indicators.map(({ unit }) => unit), ...units.flatMap(({ unit, partOf }) => [unit, partOf])];
}

async function sits(trx: Trx, { committee }: PlannedApart['given'], accounts: readonly string[]): Promise<boolean> {
  if (committee === undefined) return false;
  const ids = await employeeIds(trx, [committee.chair, ...committee.members]);
  return [...ids.values()].some((id) => accounts.includes(id));
}
