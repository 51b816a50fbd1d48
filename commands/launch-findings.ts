import { sql } from 'kysely';
import type { LaunchPreview } from '../contracts/cycle.ts';
import type { PolicyPack } from '../contracts/pack.ts';
import type { Db } from '../db/connection.ts';
import type { CycleRow } from '../db/cycles.ts';
import { peopleLeft } from '../db/departures.ts';
import { type Candidate, GROUP_WITHOUT_GRADE } from '../db/enrolment.ts';
import type { Trx } from '../db/in-transaction.ts';
import { servableUnits } from '../db/indicators.ts';
import { mailboxesOf } from '../db/own-case.ts';
import { whoWillLeave } from '../db/reading/departures.ts';
import { type Unproven, unprovenAmong } from '../db/unproven.ts';
import { mailboxOf } from '../domain/addresses.ts';
import { localDate } from '../domain/cycle/instants.ts';
import { outsideWindows } from '../domain/cycle/windows.ts';
import { asksCommittee } from '../domain/packs/committee.ts';
import { isInRaterCircle, type RatedAccount, ratersOf } from '../domain/rater-circle.ts';
import { committeeFindings } from './committee-findings.ts';
import type { CyclePhase } from './launch-calendar.ts';
import type { WithoutPair } from './launch-pairs.ts';
import { type CycleDates, daysOfCycle, unknownHolidays } from './unknown-holidays.ts';
import { unreadableAnswers } from './unreadable-answers.ts';

type LaunchFinding = LaunchPreview['mustBeMended'][number];

export interface LaunchFacts {
  readonly cycle: CycleRow;
  readonly pack: PolicyPack;
  readonly starts: readonly Candidate[];
  readonly groups: LaunchPreview['groups'];
  readonly phases: readonly CyclePhase[];
  readonly pairless: WithoutPair;
}

export function shownPerson({ employeeNo, name, unit, grade }: Pick<Candidate, 'employeeNo' | 'name' | 'unit' | 'grade'>) {
  return { employeeNo, name, unit, grade };
}

const about = (code: string, people: readonly Parameters<typeof shownPerson>[0][]): LaunchFinding[] =>
  people.length === 0 ? [] : [{ code, people: people.map(shownPerson) }];

const byNumber = (a: string, b: string) => a.localeCompare(b, 'ko', { numeric: true });

/** A group for which HR has no two people left: of whatever is to be decided about somebody in it, nothing could be. */
export const NO_PAIR = 'group-without-pair';

/** People for whom, or for whose address, nobody has answered; with what says so of those who are new, for a second person to confirm at once. */
function unconfirmed(code: 'person-unconfirmed' | 'newcomer-unconfirmed', people: readonly Unproven[]): readonly LaunchFinding[] {
  const details = { changeIds: people.flatMap(({ changeIds }) => changeIds) };
  return about(code, people).map((finding) => ({ ...finding, details }));
}

/**
 * What HR must mend before a launch: nobody who starts or chairs, raters who left, are rated by themselves or stand in a circle, people who get a post
 * and whom nobody has confirmed, indicator weights that do not sum to 100, groups about which no two people of HR could decide.
 */
export async function mustBeMended(db: Db | Trx, { cycle, pack, starts, pairless }: LaunchFacts): Promise<LaunchFinding[]> {
  const { rows: units } = await sql<{ unit: string; weights: string }>`
    select u.name unit, sum(i.weight)::text weights from indicator i join unit u on u.id = i.unit_id
     where i.cycle_id = ${cycle.id} group by u.id having sum(i.weight) <> 100 order by u.id`.execute(db);
  const { rows: accounts } = await sql<RatedAccount>`
    select mailbox_of(e.email) mailbox, mailbox_of(r.email) "ratersMailbox"
      from employee e left join employee r on r.id = e.rater_id`.execute(db);
  const gone = await peopleLeft(db, cycle.id);
  const above = ratersOf(accounts);
  const { committee } = cycle;
  const isLaunched = cycle.launched_at !== null;
  const decide = isLaunched ? [] : [committee.chair, ...committee.members];
  const posts = [...starts.flatMap(({ raterId, reviewerId }) => [raterId, reviewerId]), ...decide];
  const holders = posts.flatMap((id) => id ?? []);
  const unproven = await unprovenAmong(db, { employeeIds: holders, cycleId: cycle.id });
  const mailboxes = await mailboxesOf(db, holders);
  const isChaired = committee.chair !== null && !gone.has(committee.chair);
  return [
    ...(starts.length === 0 && !isLaunched ? [{ code: 'nobody-starts' }] : []),
    ...(asksCommittee(pack) && !isChaired && !isLaunched ? [{ code: 'chair-missing' }] : []),
    ...(isLaunched ? [] : committeeFindings({ pack, committee, starts, mailboxes, gone }).mustBeMended),
    ...about(
      'rater-has-left',
      starts.filter(({ raterId }) => raterId !== null && gone.has(raterId)),
    ),
    ...about(
      'rater-is-oneself',
      starts.filter(({ email, ...above }) => isRatedByOneself(above, mailboxes, mailboxOf(email))),
    ),
    ...about(
      'rater-in-a-circle',
      starts.filter(({ email }) => isInRaterCircle(mailboxOf(email), above)),
    ),
    ...unconfirmed('person-unconfirmed', unproven),
    ...units.map((details) => ({ code: 'weights-do-not-sum', details })),
    ...pairless.groups.map((group) => ({ code: NO_PAIR, details: { group } })),
  ];
}

/**
 * Who starts and was only entered, or given an address, by one person: nothing but their own evaluation comes of it, so who approves the launch answers
 * for them by that.
 */
function newcomers(db: Db | Trx, { cycle, starts }: Pick<LaunchFacts, 'cycle' | 'starts'>): Promise<readonly Unproven[]> {
  return unprovenAmong(db, { employeeIds: starts.map(({ employeeId }) => employeeId), cycleId: cycle.id });
}

/** What is allowed and may be a mistake. */
export async function pleaseLook(
  db: Db | Trx,
  { cycle, pack, starts, groups, phases, pairless }: LaunchFacts,
): Promise<LaunchFinding[]> {
  const byName = Map.groupBy(starts, ({ name }) => name);
  const { rows: dead } = await sql<{ employee_id: string }>`
    select distinct employee_id from notification where state = 'dead' and cycle_id = ${cycle.id}`.execute(db);
  const { rows: bare } = await sql<{ unit: string }>`
    select u.name unit from unit u
     where not exists (select from indicator i
                        where i.cycle_id = ${cycle.id}
                          and i.unit_id in ${servableUnits(sql`${cycle.id}::bigint`, sql`u.id`)})
     order by u.id`.execute(db);
  const { rows: over } = await sql<{ phase: string }>`
    select phase
      from phase_window
     where cycle_id = ${cycle.id} and newcomer_days is null and closes_at <= cycle_now(cycle_id)
       and subject = 'evaluation'
     order by position`.execute(db);
  const { rows: strange } = await sql<{ grades: readonly string[]; known: readonly string[] }>`
    select g.missing grades, array(select distinct e.grade from employee e where e.grade is not null) known
      from cycle c,
      lateral (select array(select x
                              from unnest(c.grades) x
                             where not exists (select from employee e where e.grade = x)) missing) g
     where c.id = ${cycle.id} and g.missing <> '{}'`.execute(db);
  const { committee } = cycle;
  const gone = await peopleLeft(db, cycle.id);
  const mailboxes = await mailboxesOf(db, [
    ...starts.flatMap(({ raterId, reviewerId }) => [raterId, reviewerId]),
    ...[committee.chair, ...committee.members],
  ]);
  const bounced = new Set(dead.map(({ employee_id }) => employee_id));
  const starting = new Set(starts.map(({ unit }) => unit));
  const units = bare.map(({ unit }) => unit).filter((unit) => starting.has(unit));
  const unreadable = new Map((await unreadableAnswers(db, cycle.id)).map((one) => [one.employeeNo, one]));
  return [
    ...about('record-unreadable', [...unreadable.values()]),
    ...unconfirmed('newcomer-unconfirmed', await newcomers(db, { cycle, starts })),
    ...strange.map(({ grades, known }) => ({ code: 'grade-of-nobody', details: { grades, known: [...known].sort(byNumber) } })),
    ...about('same-name-twice', [...byName.values()].filter((people) => people.length > 1).flat()),
    ...about(
      'nobody-reviews',
      starts.filter(({ reviewerId }) => reviewerId === null),
    ),
    ...about(
      'rater-reviews',
      starts.filter(({ raterId, reviewerId }) => raterId !== null && mailboxes.get(raterId) === mailboxes.get(reviewerId)),
    ),
    ...about(
      'without-grade',
      starts.filter(({ group }) => group === GROUP_WITHOUT_GRADE),
    ),
    ...about(
      'address-bounced',
      starts.filter(({ employeeId }) => bounced.has(employeeId)),
    ),
    ...groups
      .filter(({ quota }) => !quota)
      .map(({ name, people }) => ({ code: 'group-without-quota', details: { group: name, people } })),
    ...(cycle.launched_at === null
      ? [
          ...committeeFindings({ pack, committee, starts, mailboxes, gone }).pleaseLook,
          ...about(
            'will-leave',
            await whoWillLeave(db, { cycleId: cycle.id, employeeIds: [committee.chair, ...committee.members] }),
          ),
          ...about('above-all-of-hr', pairless.people),
        ]
      : []),
    ...(units.length === 0 ? [] : [{ code: 'unit-without-indicators', details: { units } }]),
    ...over.map((details) => ({ code: 'phase-is-over', details })),
    ...(await unknownHolidays(db, daysOfCycle(datesOf(cycle, phases)))),
    ...outsideWindows(phases).map(({ phase, kind, where, dueAt }) => ({
      code: `due-${where}`,
      details: { phase, kind, dueOn: localDate(dueAt, cycle.time_zone) },
    })),
  ];
}

/** Whether rater or reviewer is the person themselves: by the mailbox, whatever the account. */
function isRatedByOneself(
  { raterId, reviewerId }: Pick<Candidate, 'raterId' | 'reviewerId'>,
  mailboxes: ReadonlyMap<string | null, string>,
  mailbox: string,
): boolean {
  return [raterId, reviewerId].some((id) => id !== null && mailboxes.get(id) === mailbox);
}

function datesOf(cycle: CycleRow, phases: readonly CyclePhase[]): CycleDates {
  const { time_zone: timeZone, meeting_at: meetingAt, publication_at: publicationAt, archive_at: archiveAt } = cycle;
  return { timeZone, phases, meetingAt, publicationAt, archiveAt };
}
