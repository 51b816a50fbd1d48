import type { Change, ChangedValue } from '../contracts/changes.ts';
import type { LaunchPreview } from '../contracts/cycle.ts';
import type { Db } from '../db/connection.ts';
import { exemptByGroup, leftOrWithoutRater, ofOtherGrades } from '../db/enrolment.ts';
import type { Trx } from '../db/in-transaction.ts';
import { asPerson, lineOf } from '../db/reading/changes.ts';
import { type LookedAtLaunch, launchAddresses } from '../db/reading/launch-addresses.ts';
import { findCycleDetail } from '../db/reading/cycles.ts';
import type { Touched } from '../domain/two-persons/own-case.ts';
import { packLine } from './launch-pack.ts';
import type { Owns } from './launch-pairs.ts';
import { plannerInOwnCase } from './touched-by-plan.ts';

type Indicator = Extract<ChangedValue, { indicator: unknown }>;

type Launched = Pick<LaunchPreview, 'cycleId' | 'doesNotStart' | 'groups'> & {
  /** Who asks for it. */
  readonly actorId: string;
  /** What is theirs, and each one's of HR. */
  readonly owns: Owns;
  /** What `touchedByLaunch` says. */
  readonly touched: Touched;
};

/**
 * What a launch does beside starting people: by which rules and whose, who has planned it in their own case, who decides, whose addresses to look at,
 * which groups were planned otherwise than by the rule, who is left out, also by their grade; then each group that starts, whom of it a phase does not
 * ask by their grade, which unit is a part of which, and the numbers of each; last the addresses that one of HR has entered.
 */
export async function launchChanges(
  db: Db | Trx,
  { cycleId, doesNotStart, groups, actorId, owns, touched }: Launched,
): Promise<readonly Change[]> {
  const planned = await findCycleDetail(db, cycleId);
  const { chair = null, members = [], groups: named = [] } = planned ?? {};
  const sizes = new Map(groups.map(({ name, people }) => [name, people]));
  const off = (what: 'quota' | 'spare-lowest', name: string) =>
    lineOf({ what, group: name, count: sizes.get(name) ?? 0, after: { state: 'off' } });
  const addresses = await addressesOf(db, { cycleId, owns: [...owns.values()] });
  return [
    await packLine(db, { cycleId, actorId }),
    ...(await ownPlanOf(db, cycleId, touched)),
    ...(chair === null ? [] : [lineOf({ what: 'chair', after: asPerson(chair) })]),
    ...members.map((member) => lineOf({ what: 'member', after: asPerson(member) })),
    ...addresses.filter(({ what }) => what !== 'address-given'),
    ...named.filter(({ quota }) => !quota).map(({ name }) => off('quota', name)),
    ...named.filter(({ spareLowest }) => !spareLowest).map(({ name }) => off('spare-lowest', name)),
    ...leftOutOf(doesNotStart),
    ...(await staysAway(db, cycleId)),
    ...(await droppedByGrade(db, cycleId, groups)),
    ...groups.map(({ name, people }) => lineOf({ what: 'launch', group: name, count: people, after: { state: 'running' } })),
    ...(await exemptOf(db, cycleId)),
    ...(await partsOf(db, cycleId)),
    ...(await indicatorsOf(db, cycleId)),
    // Of a list that HR has imported that is everybody: what else there is to see stands before it.
    ...addresses.filter(({ what }) => what === 'address-given'),
  ];
}

/** Whose plan it is where that is their own case by now. */
async function ownPlanOf(db: Db | Trx, cycleId: string, touched: Touched): Promise<readonly Change[]> {
  const planner = await plannerInOwnCase(db, cycleId, touched);
  return planner === null ? [] : [lineOf({ what: 'own-plan', after: asPerson(planner) })];
}

/** Everybody who is left out by name. */
export function leftOutOf(doesNotStart: LaunchPreview['doesNotStart']): readonly Change[] {
  return doesNotStart
    .filter(({ code }) => code === 'excluded')
    .map(({ employeeNo, name, unit }) =>
      lineOf({
        what: 'enrolment',
        who: { evaluationId: null, employeeNo, name, unitName: unit },
        after: { state: 'excluded' },
      }),
    );
}

/** How many of each group a phase does not ask, by their grade. */
async function exemptOf(db: Db | Trx, cycleId: string): Promise<readonly Change[]> {
  const exempt = await exemptByGroup(db, cycleId);
  return exempt.map(({ phase, group, grades, people: count }) =>
    lineOf({ what: 'exempt', phase, group, count, after: { grades } }),
  );
}

/** Everybody without a rater, and who has left since the year before began: by the list or a departure, so by one person. */
async function staysAway(db: Db | Trx, cycleId: string): Promise<readonly Change[]> {
  const rows = await leftOrWithoutRater(db, cycleId);
  return rows.map(({ employeeNo, name, unit: unitName, why }) =>
    lineOf({ what: 'enrolment', who: { evaluationId: null, employeeNo, name, unitName }, after: { state: why } }),
  );
}

async function addressesOf(db: Db | Trx, launch: LookedAtLaunch): Promise<readonly Change[]> {
  const { people, domains } = await launchAddresses(db, launch);
  return [
    ...people.map(({ why, address, ...person }) =>
      lineOf({ what: `address-${why}`, who: { evaluationId: null, ...person }, after: { address } }),
    ),
    ...domains.map(({ domain, people: count }) =>
      lineOf({ what: 'address-elsewhere', group: `@${domain}`, count, after: { address: `@${domain}` } }),
    ),
  ];
}

/** Each unit whose numbers make up those of another. */
async function partsOf(db: Db | Trx, cycleId: string): Promise<readonly Change[]> {
  const rows = await db
    .selectFrom('cycle_unit as c')
    .innerJoin('unit as u', 'u.id', 'c.unit_id')
    .innerJoin('unit as w', 'w.id', 'c.part_of')
    .select(['u.name as part', 'w.name as unit'])
    .where('c.cycle_id', '=', cycleId)
    .orderBy('w.name')
    .orderBy('u.name')
    .execute();
  return rows.map(({ part, unit }) => lineOf({ what: 'part', group: part, after: { unit } }));
}

/** The numbers of each unit as they were planned. */
async function indicatorsOf(db: Db | Trx, cycleId: string): Promise<readonly Change[]> {
  const rows = await db
    .selectFrom('indicator as i')
    .innerJoin('unit as u', 'u.id', 'i.unit_id')
    .select(['u.name as unit', 'i.name as indicator', 'i.baseline', 'i.target', 'i.actual', 'i.weight'])
    .select((eb) => [
      eb.ref('i.direction').$castTo<Indicator['direction']>().as('direction'),
      eb.ref('i.method').$castTo<Indicator['method']>().as('method'),
    ])
    .where('i.cycle_id', '=', cycleId)
    .orderBy('u.name')
    .orderBy('i.id')
    .execute();
  return rows.map(({ unit, ...after }) => lineOf({ what: 'indicator', group: unit, after }));
}

/** Everybody of a group that starts who is of none of the cycle's grades. */
async function droppedByGrade(db: Db | Trx, cycleId: string, groups: LaunchPreview['groups']): Promise<readonly Change[]> {
  const { grades } = await db.selectFrom('cycle').select('grades').where('id', '=', cycleId).executeTakeFirstOrThrow();
  if (grades === null) return [];
  const dropped = await ofOtherGrades(db, { groups: groups.map(({ name }) => name), grades });
  return dropped.map(({ employeeNo, name, unit: unitName, group }) =>
    lineOf({ what: 'enrolment', group, who: { evaluationId: null, employeeNo, name, unitName }, after: { state: 'excluded' } }),
  );
}
