import { sql } from 'kysely';
import type { LaunchPreview } from '../contracts/cycle.ts';
import type { PolicyPack } from '../contracts/pack.ts';
import type { Db } from '../db/connection.ts';
import { type CycleRow, getCycle } from '../db/cycles.ts';
import { type Candidate, candidates } from '../db/enrolment.ts';
import { launchDigest } from '../db/launch-digest.ts';
import { cycleCalendar } from '../db/holidays.ts';
import type { Trx } from '../db/in-transaction.ts';
import { getPack } from '../db/packs.ts';
import type { BusinessCalendar } from '../domain/cycle/calendar.ts';
import { afterWaiting } from '../domain/cycle/first-mail.ts';
import { compareInstants } from '../domain/cycle/instants.ts';
import { mailSlot } from '../domain/cycle/mail-slot.ts';
import { seatsByMethod } from '../domain/packs/seat-table.ts';
import { KINDS, type TaskKind } from '../domain/tasks/kinds.ts';
import { type CyclePhase, launchCalendar, phasesOf } from './launch-calendar.ts';
import { mustBeMended, pleaseLook, shownPerson } from './launch-findings.ts';
import { type Owns, ownsOfHr, startingWithoutPair } from './launch-pairs.ts';

export interface PreviewLaunch {
  readonly cycleId: string;
  /** Who is to be left out of it. */
  readonly exclude?: readonly LeftOut[] | undefined;
  /** Who is or comes into the cycle, where it has been read already. */
  readonly everybody?: readonly Candidate[];
  /** What is each one's own of HR, where it has been read already. */
  readonly owns?: Owns;
}

interface LeftOut {
  readonly employeeNo: string;
  readonly reason: string;
}

/**
 * What a launch would do now: who starts and who does not and why, what must be mended first, dates, mails and seats. Changes nothing.
 * After a launch it speaks of those who came later. `sha256` names who takes part, their groups, who rates and reviews them, and the committee.
 * @throws DomainError 'not-found'
 */
export async function previewLaunch(db: Db | Trx, { cycleId, exclude = [], ...read }: PreviewLaunch): Promise<LaunchPreview> {
  const cycle = await getCycle(db, cycleId);
  const { pack } = await getPack(db, { cycleId });
  const reasons = new Map(exclude.map(({ employeeNo, reason }) => [employeeNo, reason]));
  const everybody = read.everybody ?? (await candidates(db, cycleId));
  const people = everybody.filter(({ employeeNo }) => !reasons.has(employeeNo));
  const leftOut = everybody.filter(({ employeeNo }) => reasons.has(employeeNo));
  const starts = people.filter(({ why }) => why === null);
  const phases = await phasesOf(db, cycleId);
  const calendar = await cycleCalendar(db, { year: cycle.year, timeZone: cycle.time_zone });
  const groups = await groupsOf(db, { cycleId, pack, starts });
  const owns = read.owns ?? (await ownsOfHr(db, { cycleId }));
  const pairless = await startingWithoutPair(db, { cycleId, starts, owns });
  const facts = { cycle, pack, starts, groups, phases, pairless };
  return {
    cycleId,
    name: cycle.name,
    year: cycle.year,
    timeZone: cycle.time_zone,
    pack: { name: pack.name, version: pack.version, title: pack.title },
    period: pack.periods?.find(({ key }) => key === cycle.period)?.title ?? null,
    launchedAt: cycle.launched_at,
    ...(await listed(db, cycleId)),
    starts: { total: starts.length, byGrade: byGrade(starts) },
    doesNotStart: [
      ...leftOut.map((one) => ({ ...shownPerson(one), code: 'excluded' as const, reason: reasons.get(one.employeeNo) ?? null })),
      ...(await whoDoesNot(db, { cycleId, people })),
    ],
    mustBeMended: await mustBeMended(db, facts),
    pleaseLook: await pleaseLook(db, facts),
    calendar: launchCalendar({ cycle, pack, phases, calendar }),
    groups,
    mails: mailsOf({ cycle, phases, calendar, starts }),
    sha256: await launchDigest(db, cycleId),
  };
}

async function listed(db: Db | Trx, cycleId: string): Promise<Pick<LaunchPreview, 'imported' | 'ofOtherGrades'>> {
  const { rows } = await sql<Pick<LaunchPreview, 'imported' | 'ofOtherGrades'>>`
    select count(*)::int imported,
           count(*) filter (where c.grades is not null and not coalesce(e.grade = any (c.grades), false)
                              and not exists (select from evaluation v
                                               where v.cycle_id = c.id and v.employee_id = e.id))::int "ofOtherGrades"
      from employee e join cycle c on c.id = ${cycleId}`.execute(db);
  return rows[0] ?? { imported: 0, ofOtherGrades: 0 };
}

function byGrade(starts: readonly Candidate[]): LaunchPreview['starts']['byGrade'] {
  const grades = [...Map.groupBy(starts, ({ grade }) => grade)];
  return grades
    .sort(([a], [b]) => (a ?? '').localeCompare(b ?? '', 'ko', { numeric: true }))
    .map(([grade, people]) => ({ grade, count: people.length, people: people.map(shownPerson) }));
}

interface Listed {
  readonly cycleId: string;
  readonly people: readonly Candidate[];
}

async function whoDoesNot(db: Db | Trx, { cycleId, people }: Listed): Promise<LaunchPreview['doesNotStart']> {
  const { rows: excluded } = await sql<{
    employeeNo: string;
    name: string;
    unit: string;
    grade: string | null;
    reason: string | null;
  }>`
    select e.employee_no "employeeNo", v.name, v.unit_name unit, v.grade, v.reason
      from evaluation v
      join employee e on e.id = v.employee_id
     where v.cycle_id = ${cycleId} and v.state = 'excluded' order by e.employee_no`.execute(db);
  const others = people.flatMap((one) => (one.why === null ? [] : [{ ...shownPerson(one), code: one.why, reason: null }]));
  return [...excluded.map((one) => ({ ...one, code: 'excluded' as const })), ...others];
}

interface Grouped {
  readonly cycleId: string;
  readonly pack: PolicyPack;
  readonly starts: readonly Candidate[];
}

async function groupsOf(db: Db | Trx, { cycleId, pack, starts }: Grouped): Promise<LaunchPreview['groups']> {
  const { rows: existing } = await sql<{ name: string; quota: boolean; spare_lowest: boolean; members: string }>`
    select g.name, g.quota, g.spare_lowest,
           (select count(*) from evaluation e where e.rating_group_id = g.id and e.state = 'enrolled') members
      from rating_group g where g.cycle_id = ${cycleId} order by g.name`.execute(db);
  const coming = Map.groupBy(starts, ({ group }) => group);
  const names = [...new Set([...existing.map(({ name }) => name), ...coming.keys()])];
  return names
    .sort((a, b) => a.localeCompare(b, 'ko', { numeric: true }))
    .flatMap((name) => {
      const group = existing.find((one) => one.name === name);
      const people = Number(group?.members ?? 0) + (coming.get(name)?.length ?? 0);
      if (people === 0) return [];
      const spareLowest = group?.spare_lowest ?? true;
      const table = seatsByMethod(pack.distribution, people, { quota: group?.quota ?? true, spareLowest });
      const byMethod = table.map((one) => ({ ...one, seats: [...one.seats] }));
      const seats = byMethod.find(({ own }) => own)?.seats ?? null;
      return [{ name, people, quota: seats !== null, spareLowest, seats, byMethod }];
    });
}

interface Mailed {
  readonly cycle: CycleRow;
  readonly phases: readonly CyclePhase[];
  readonly calendar: BusinessCalendar;
  readonly starts: readonly Candidate[];
}

/** One mail per person, kind and phase: the first ones, and how many a year brings to whom if nothing is returned or late. */
function mailsOf({ cycle, phases, calendar, starts }: Mailed): LaunchPreview['mails'] {
  const kinds = phases.flatMap(({ tasks }) => tasks.map(({ kind }) => kind as TaskKind));
  const first = phases.find(({ subject }) => subject === 'evaluation');
  const mailKind = first?.tasks.map(({ kind }) => kind as TaskKind).find((kind) => KINDS[kind].role === 'employee');
  const opens = first === undefined || compareInstants(first.opensAt, cycle.now) < 0 ? cycle.now : first.opensAt;
  const sendAt = mailSlot(afterWaiting(opens), calendar, { mailFrom: cycle.mail_from, mailUntil: cycle.mail_until });
  const { chair, members } = cycle.committee;
  const people = {
    employee: starts.length,
    rater: new Set(starts.map(({ raterId }) => raterId)).size,
    reviewer: new Set(starts.flatMap(({ reviewerId }) => reviewerId ?? [])).size,
    member: members.length,
    chair: chair === null ? 0 : 1,
  };
  const forecast = Object.entries(people).map(([role, count]) => {
    const mailsEach = kinds.filter((kind) => KINDS[kind].role === role).length;
    return { role, people: count, mailsEach, mails: count * mailsEach };
  });
  return { first: mailKind === undefined || starts.length === 0 ? null : { mailKind, count: starts.length, sendAt }, forecast };
}
