import { sql } from 'kysely';
import type { z } from 'zod';
import { type CreateCycleInput, createCycleSchema } from '../contracts/cycle.ts';
import { fieldProblem } from '../contracts/issue-path.ts';
import type { PolicyPack } from '../contracts/pack.ts';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { employeeIds, insertPhases } from '../db/cycles.ts';
import { exclude } from '../db/enrolment.ts';
import { cycleCalendar } from '../db/holidays.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { mailboxesOf } from '../db/own-case.ts';
import { getPack } from '../db/packs.ts';
import { isTimeZone } from '../domain/cycle/calendar.ts';
import { packOf } from '../domain/cycle/periods.ts';
import { type CyclePlan, type PlanOverrides, planCycle } from '../domain/cycle/plan.ts';
import { isSameName } from '../domain/cycle/same-name.ts';
import { firstDay, neverOpen } from '../domain/cycle/windows.ts';
import { DomainError } from '../domain/errors.ts';
import { asksCommittee } from '../domain/packs/committee.ts';
import { countsUnit } from '../domain/scoring/scoring-rules.ts';
import { loadShippedPack } from './load-pack.ts';
import { assertMayDecide } from './may-decide.ts';
import { assertNotOwn } from './requests-of-two.ts';
import { touchedByPlan } from './touched-by-plan.ts';

type Given = z.output<typeof createCycleSchema>;

/**
 * Plans a cycle: pins the pack, resolves its dates and rules, notes committee, groups, exclusions, the units' indicators and which units are parts
 * of which. Nothing is launched.
 * @throws DomainError 'invalid-input' with the path (a name that another live cycle of the year has, a period that the pack does not have, no committee
 * where it has one, or one below its quorum, a part of a part where the unit's score counts), 'not-found' (pack, rehearsal), 'pack-invalid' (a pack of
 * this program that is not sound), 'employee-unknown', 'phase-unknown', 'own-case' (its planner, who rates or reviews them, the planner's group or unit
 * is singled out, or the planner sits in the committee), 'pack-not-in-effect' where the first phase opens before the pack's `effectiveFrom`
 */
export async function createCycle(
  db: Db,
  input: CreateCycleInput & { readonly actorId?: string | undefined },
): Promise<{ id: string }> {
  const { actorId, ...body } = input;
  const checked = createCycleSchema.safeParse(body);
  if (!checked.success) throw new DomainError('invalid-input', { ...fieldProblem(checked.error) });
  const given = checked.data;
  if (given.packName !== undefined) await loadShippedPack(db, given.packName);
  const pinned = await getPack(db, given.packId === undefined ? { name: given.packName ?? '' } : { id: given.packId });
  const pack = packOf(pinned.pack, given.period ?? null);
  assertPhases(given, pack);
  const timeZone = given.timeZone ?? pack.timeZone;
  if (!isTimeZone(timeZone)) throw new DomainError('invalid-input', { path: '/timeZone', reason: 'unknown' });
  return inTransaction(db, async (trx) => {
    await assertMayDecide(trx, { actorId });
    await assertCommittee(trx, given, pack);
    const plan = planCycle({
      pack,
      year: given.year,
      calendar: await cycleCalendar(trx, { year: given.year, timeZone }),
      ...(given.overrides !== undefined && { overrides: given.overrides as PlanOverrides }),
    });
    assertWindows(plan);
    assertInEffect(pack, plan, timeZone);
    const id = await insertCycle(trx, { given, packId: pinned.id, pack, plan, timeZone, actorId });
    if (given.rehearsalId === undefined) await assertNameIsFree(trx, { id, ...given });
    await insertPhases(trx, id, phasesOf(pack, plan));
    if (given.groups !== undefined && given.groups.length > 0) {
      const groups = given.groups.map((group) => ({
        cycle_id: id,
        name: group.name,
        quota: group.quota,
        spare_lowest: group.spareLowest,
      }));
      await trx.insertInto('rating_group').values(groups).execute();
    }
    await excludePeople(trx, id, given);
    await insertIndicators(trx, id, given);
    await insertUnits(trx, id, { given, pack });
    if (actorId !== undefined) await assertNotOwn(trx, { touched: await touchedByPlan(trx, id), cycleId: id, people: [actorId] });
    await audit(trx, {
      what: 'cycle.created',
      subject: id,
      actor: actorId,
      cycleId: id,
      details: { pack: pack.name, version: pack.version, ...(given.period !== undefined && { period: given.period }) },
    });
    return { id };
  });
}

/** Somebody must chair, and where no chair may decide alone the committee has at least as many persons as its quorum. */
async function assertCommittee(trx: Trx, { committee }: Given, pack: PolicyPack): Promise<void> {
  if (!asksCommittee(pack)) return;
  if (committee === undefined) throw new DomainError('invalid-input', { path: '/committee/chair', reason: 'missing' });
  const { quorum, withoutQuorum } = pack.calibration;
  if (withoutQuorum !== 'meets-again') return;
  const ids = await employeeIds(trx, [committee.chair, ...committee.members]);
  const people = new Set((await mailboxesOf(trx, [...ids.values()])).values()).size;
  if (people < quorum)
    throw new DomainError('invalid-input', { path: '/committee/members', reason: 'below-quorum', people, quorum });
}

/** Orders about a cycle are asked for and approved by its name: no other live one of its year has it, archived ones neither. */
async function assertNameIsFree(
  trx: Trx,
  { id, name, year }: Pick<Given, 'name' | 'year'> & { readonly id: string },
): Promise<void> {
  // Two that are planned at once do not see each other else.
  await sql`select pg_advisory_xact_lock(hashtext('dure.cycle-names'))`.execute(trx);
  const others = await trx
    .selectFrom('cycle')
    .select(['id', 'name'])
    .where('rehearsal_id', 'is', null)
    .where('year', '=', year)
    .where('id', '<>', id)
    .execute();
  const other = others.find((one) => isSameName(one.name, name));
  if (other !== undefined)
    throw new DomainError('invalid-input', { path: '/name', reason: 'name-taken', cycleId: other.id, name: other.name });
}

function assertPhases({ overrides }: Given, pack: PolicyPack): void {
  const known = new Set(pack.phases.map((phase) => phase.key));
  for (const phase of Object.keys(overrides?.phases ?? {}))
    if (!known.has(phase)) throw new DomainError('phase-unknown', { phase });
}

function assertWindows({ phases }: CyclePlan): void {
  const [phase] = neverOpen(phases);
  if (phase !== undefined)
    throw new DomainError('invalid-input', { path: `/overrides/phases/${phase}/closes`, reason: 'before-opening' });
}

/** Nobody's year begins under rules that could not yet be read as rules. */
function assertInEffect({ effectiveFrom }: PolicyPack, { phases }: CyclePlan, timeZone: string): void {
  const opensOn = firstDay(phases, timeZone) ?? effectiveFrom;
  if (opensOn < effectiveFrom) throw new DomainError('pack-not-in-effect', { effectiveFrom, opensOn });
}

interface NewCycle {
  readonly given: Given;
  readonly packId: string;
  readonly pack: PolicyPack;
  readonly plan: CyclePlan;
  readonly timeZone: string;
  readonly actorId: string | undefined;
}

async function insertCycle(trx: Trx, { given, packId, pack, plan, timeZone, actorId }: NewCycle): Promise<string> {
  const { chair, members } = given.committee ?? { chair: undefined, members: [] };
  const ids = await employeeIds(trx, chair === undefined ? [] : [chair, ...members]);
  const committee = {
    chair: chair === undefined ? null : ids.get(chair),
    members: [...new Set(members)].filter((one) => one !== chair).map((one) => ids.get(one)),
  };
  if (given.rehearsalId !== undefined) {
    const rehearsal = await trx.selectFrom('rehearsal').select('id').where('id', '=', given.rehearsalId).executeTakeFirst();
    if (rehearsal === undefined) throw new DomainError('not-found', { rehearsalId: given.rehearsalId });
  }
  const { id } = await trx
    .insertInto('cycle')
    .values({
      rehearsal_id: given.rehearsalId ?? null,
      policy_pack_id: packId,
      planned_by: actorId ?? null,
      name: given.name,
      year: given.year,
      period: given.period ?? null,
      time_zone: timeZone,
      grades: given.grades ?? null,
      committee: JSON.stringify(committee),
      due_time: pack.workingTime.due,
      mail_from: pack.workingTime.mailFrom,
      mail_until: pack.workingTime.mailUntil,
      meeting_at: plan.meetingAt,
      publication_at: plan.publicationAt,
      archive_at: plan.archiveAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

function phasesOf(pack: PolicyPack, plan: CyclePlan) {
  return plan.phases.map((planned) => {
    const phase = pack.phases.find(({ key }) => key === planned.key);
    const tasks = Object.entries(phase?.tasks ?? {}).flatMap(([kind, rule]) => {
      const dueAt = planned.dueAt[kind];
      if (dueAt === undefined) return [];
      const { ifSilent, acceptedUntil, leastWorkingDays, minutes, statutory = false, reviewer } = rule;
      const askedIfRaterReviews = reviewer?.sameAsRater === 'asked';
      const onlyLevels = reviewer?.onlyLevels ?? null;
      const accepted = acceptedUntil;
      return [{ kind, dueAt, ifSilent, accepted, leastWorkingDays, minutes, statutory, askedIfRaterReviews, onlyLevels }];
    });
    const { key, workflowType, subject, opensAt, closesAt, newcomerDays = null } = planned;
    const { barrier = false, exemptGrades = [], closesBy } = phase ?? {};
    const closesByLaw = closesBy !== undefined;
    return { phase: key, workflowType, subject, opensAt, closesAt, closesByLaw, newcomerDays, barrier, exemptGrades, tasks };
  });
}

async function excludePeople(trx: Trx, cycleId: string, { exclusions = [] }: Given): Promise<void> {
  const ids = await employeeIds(
    trx,
    exclusions.map(({ employeeNo }) => employeeNo),
  );
  await exclude(
    trx,
    cycleId,
    exclusions.map(({ employeeNo, reason }) => ({ employeeId: ids.get(employeeNo) ?? '0', reason })),
  );
}

async function insertIndicators(trx: Trx, cycleId: string, { indicators = [] }: Given): Promise<void> {
  const known = await unitNames(trx);
  const unknown = indicators.findIndex(({ unit }) => !known.has(unit));
  if (unknown >= 0) throw new DomainError('invalid-input', { path: `/indicators/${unknown}/unit`, reason: 'unit-unknown' });
  await sql`
    insert into indicator (cycle_id, unit_id, name, name_en, unit_of_measure, direction, method, baseline, target,
                           actual, weight)
    select ${cycleId}, u.id, i.name, i."nameEn", i."unitOfMeasure", i.direction, i.method, i.baseline, i.target,
           i.actual, i.weight
      from jsonb_to_recordset(${JSON.stringify(indicators)}::jsonb) as i(unit text, name text, "nameEn" text,
          "unitOfMeasure" text, direction text,
           method text, baseline numeric, target numeric, actual numeric, weight numeric)
      join unit u on u.name = i.unit`.execute(trx);
}

async function insertUnits(trx: Trx, cycleId: string, { given, pack }: Pick<NewCycle, 'given' | 'pack'>): Promise<void> {
  const { units = [] } = given;
  const known = await unitNames(trx);
  units.forEach(({ unit, partOf }, index) => {
    const path = `/units/${index}`;
    if (!known.has(unit)) throw new DomainError('invalid-input', { path: `${path}/unit`, reason: 'unit-unknown' });
    if (!known.has(partOf) || partOf === unit)
      throw new DomainError('invalid-input', { path: `${path}/partOf`, reason: 'unit-unknown' });
    if (units.findIndex((one) => one.unit === unit) < index)
      throw new DomainError('invalid-input', { path: `${path}/unit`, reason: 'duplicate-id' });
    // The mean of means and the mean of all parts differ, and no scheme of ours says which: a score is made of one level of parts.
    if (countsUnit(pack) && units.some((one) => one.unit === partOf))
      throw new DomainError('invalid-input', { path: `${path}/partOf`, reason: 'part-of-a-part' });
  });
  await sql`
    insert into cycle_unit (cycle_id, unit_id, part_of)
    select ${cycleId}, u.id, w.id
      from jsonb_to_recordset(${JSON.stringify(units)}::jsonb) as x(unit text, "partOf" text)
      join unit u on u.name = x.unit join unit w on w.name = x."partOf"`.execute(trx);
}

async function unitNames(trx: Trx): Promise<ReadonlySet<string>> {
  const units = await trx.selectFrom('unit').select('name').execute();
  return new Set(units.map(({ name }) => name));
}
