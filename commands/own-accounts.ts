import { sql } from 'kysely';
import type { PeopleColumn } from '../domain/people-columns.ts';
import { launchedClocks } from '../db/address-changes.ts';
import { groupName, namesOfGroups, peopleOfGroups } from '../db/enrolment.ts';
import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';
import { ownOf } from '../db/own-case.ts';
import type { KnownPerson, PersonChange } from '../db/people.ts';
import { lastAnswered } from '../db/proven-mailbox.ts';
import { concerning, touchedByLeaving } from '../db/touched.ts';
import type { Own } from '../domain/two-persons/own-case.ts';
import { trulyLeaving } from './preview-departure.ts';
import { ownCaseFinding } from './two-persons.ts';
import { assertNotOwn } from './requests-of-two.ts';
import { assertNotDeciding, decidersAbout } from './waiting-deciders.ts';

/**
 * What somebody may not change as they like. Undefined: nothing yet. What is set up before the first launch is approved, and
 * what the operator does, is free.
 */
async function findOwn(
  db: Db | Trx,
  { actorId, asListed = false }: { readonly actorId: string | undefined; readonly asListed?: boolean },
): Promise<Own | undefined> {
  if (actorId === undefined || (await launchedClocks(db)).length === 0) return undefined;
  return ownOf(db, { employeeId: actorId, asListed });
}

export interface AddressOf {
  readonly actorId: string | undefined;
  readonly employeeId: string;
  /** That they get. */
  readonly email: string;
}

/**
 * Nobody changes their own address, nor that of who rates or reviews them, is of their group, nor, while there is another one of HR whom that
 * does not concern, of who decides about it or rates in it, nor, while a request waits that concerns them, of anybody of HR: who is readdressed decides
 * nothing until somebody answers for them.
 * @throws DomainError 'own-case'
 */
export async function assertNotOwnAddress(trx: Trx, { actorId, employeeId, email }: AddressOf): Promise<void> {
  const own = await findOwn(trx, { actorId });
  if (own === undefined || actorId === undefined) return;
  await assertNotOwn(trx, { touched: await touchedByLeaving(trx, trulyLeaving([employeeId])), people: [actorId] });
  if (!(await isPutBack(trx, { employeeId, email }))) await assertNotDeciding(trx, { actorId, employeeId });
}

/** Whether that is the address that was answered for last: who gets it back decides again, and is cut off by nobody. */
async function isPutBack(trx: Trx, { employeeId, email }: Omit<AddressOf, 'actorId'>): Promise<boolean> {
  const { rows } = await sql<{ isIt: boolean }>`
    select lower(${email}) = lower(${lastAnswered(sql`${employeeId}::bigint`)}) "isIt"`.execute(trx);
  return rows[0]?.isIt === true;
}

export interface AddressesOf {
  readonly actorId: string;
  readonly employeeIds: readonly string[];
}

/** Of these people, for whose address somebody may not answer as the second person either: who answers decides, too. */
export async function ownAddresses(db: Db | Trx, { actorId, employeeIds }: AddressesOf): Promise<ReadonlySet<string>> {
  const own = await findOwn(db, { actorId });
  if (own === undefined) return new Set();
  const { rows } = await sql<{ employeeId: string; changedBy: string | null }>`
    select distinct on (employee_id) employee_id "employeeId", changed_by "changedBy"
      from address_change
     where employee_id = any (${employeeIds}::bigint[]) and answer is null
     order by employee_id, id desc`.execute(db);
  const changers = new Map(rows.map(({ employeeId, changedBy }) => [employeeId, changedBy ?? '0']));
  return deniedTo(db, { actorId, employeeIds, own, askedBy: (employeeId) => changers.get(employeeId) });
}

interface Denying extends AddressesOf {
  readonly own: Own;
  readonly askedBy: (employeeId: string) => string | undefined;
}

/** Of these people, about whose address somebody decides nothing: that is a few to look at one by one, beside who is their own case. */
async function deniedTo(db: Db | Trx, { actorId, employeeIds, own, askedBy }: Denying): Promise<ReadonlySet<string>> {
  const concerned = await concerning(db, trulyLeaving(employeeIds), own);
  const denied = new Set(concerned.own);
  for (const id of concerned.lesser) {
    const touched = await touchedByLeaving(db, trulyLeaving([id]));
    if ((await ownCaseFinding(db, { touched, people: [actorId], askedBy: askedBy(id) })) !== undefined) denied.add(id);
  }
  return denied;
}

/** What of somebody's case a list of people decides: by the name forms and boards say whose rating it is. */
const OF_A_CASE: readonly string[] = [
  'name',
  'unit',
  'grade',
  'rater_no',
  'reviewer_no',
  'group',
] satisfies readonly PeopleColumn[];
const OF_ACCOUNT: readonly string[] = ['email'] satisfies readonly PeopleColumn[];
/** An order is carried out as it was seen, so with the names that were. */
const OF_WHO_DECIDES: readonly string[] = ['email', 'name'] satisfies readonly PeopleColumn[];
const OF_ACCOUNT_AND_CASE: readonly string[] = [...OF_A_CASE, ...OF_ACCOUNT];

export interface Importing {
  readonly actorId: string | undefined;
  readonly known: readonly KnownPerson[];
}

export interface ListedChange {
  /** Undefined: a new person. */
  readonly before: KnownPerson | undefined;
  readonly after: PersonChange;
}

/**
 * The column of a change that is not for who imports to make: of their own case, of that of who rates or reviews them, or of
 * whoever is of their rating group in a running cycle, or by the list as it was or would be; or that makes them rater or
 * reviewer of somebody, or no more so. Undefined: none. Whom a list creates is in no cycle before two persons launch them.
 */
export async function ownColumnsIn(
  trx: Trx,
  { actorId, known }: Importing,
): Promise<(change: ListedChange) => string | undefined> {
  const own = await findOwn(trx, { actorId, asListed: true });
  if (own === undefined || actorId === undefined) return () => undefined;
  const accounts = new Set([...own.accounts, ...own.above]);
  const employeeIds = known.map(({ id }) => id);
  const denied = await deniedTo(trx, { actorId, employeeIds, own, askedBy: () => undefined });
  const deciders = new Set([...denied, ...(await decidersAbout(trx, actorId))]);
  const colleagues = new Set(await peopleOfGroups(trx, own.groups));
  const listed = known.filter(({ id, raterNo }) => own.accounts.includes(id) && raterNo !== null).map(groupName);
  const groups = new Set([...listed, ...(await namesOfGroups(trx, own.groups))]);
  const ownNos = new Set(known.filter(({ id }) => own.accounts.includes(id)).map(({ employeeNo }) => employeeNo));
  const isInGroup = (person: KnownPerson | PersonChange) => person.raterNo !== null && groups.has(groupName(person));
  return ({ before, after }) => {
    const taken = postOf(ownNos, { before, after });
    if (before === undefined || taken !== undefined) return taken;
    const changedOf = (columns: readonly string[]) => after.changed?.find((column) => columns.includes(column));
    if (accounts.has(before.id)) return changedOf(OF_ACCOUNT_AND_CASE);
    if (colleagues.has(before.id) || isInGroup(before) || isInGroup(after)) return changedOf(OF_ACCOUNT_AND_CASE);
    return deciders.has(before.id) ? changedOf(OF_WHO_DECIDES) : undefined;
  };
}

const POSTS = { rater_no: 'raterNo', reviewer_no: 'reviewerNo' } as const satisfies Partial<
  Record<PeopleColumn, keyof PersonChange>
>;

/**
 * The column by which one of these becomes rater or reviewer, or is it no more: nobody of HR makes themselves rater or
 * reviewer, or frees themselves of it.
 */
function postOf(ownNos: ReadonlySet<string>, { before, after }: ListedChange): string | undefined {
  const isOwn = (no: string | null | undefined) => no != null && ownNos.has(no);
  const posts = Object.entries(POSTS);
  return posts.find(([, post]) => before?.[post] !== after[post] && (isOwn(before?.[post]) || isOwn(after[post])))?.[0];
}
