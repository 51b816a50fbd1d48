import { createHash } from 'node:crypto';
import type { Encoding, ImportAnswer, ImportProblem } from '../contracts/import.ts';
import { audit } from '../db/audit.ts';
import { askDisputedAnew, disputedAmong, launchedClocks } from '../db/address-changes.ts';
import type { Db } from '../db/connection.ts';
import { ordersSoFar } from '../db/command-requests.ts';
import { peopleLeft } from '../db/departures.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import {
  allPeople,
  changeList,
  closeList,
  holdPeople,
  type KnownPerson,
  type PersonChange,
  savePeople,
  writeListNow,
} from '../db/people.ts';
import { runningUnderOthers } from '../db/running-under-others.ts';
import { type CsvTable, readCsv } from '../documents/csv.ts';
import { numbersLikeOthers } from '../documents/like-numbers.ts';
import { type PeopleFile, type PersonRow, readPeople, rowWarning } from '../documents/people-file.ts';
import { judge } from '../documents/refused-people.ts';
import { mailboxOf } from '../domain/addresses.ts';
import { DomainError } from '../domain/errors.ts';
import type { PeopleColumn } from '../domain/people-columns.ts';
import { changeAddresses, notReaddressed, noteCreated } from './change-addresses.ts';
import { assertMayDecide } from './may-decide.ts';
import { ownColumnsIn } from './own-accounts.ts';
import { roleHoldersIn } from './role-mailboxes.ts';

export interface ImportPeople {
  readonly file: Uint8Array;
  /** Undefined: found out. */
  readonly encoding?: Encoding | undefined;
  /** Says what would happen and changes nothing. */
  readonly dryRun?: boolean | undefined;
  /** Takes the good rows over although others have errors. */
  readonly onlyGood?: boolean | undefined;
  /** Undefined: the operator's command line. */
  readonly actorId?: string | undefined;
}

/**
 * Takes over a list of people: new ones are created, of known ones only what changed changes. Columns that the file does not have stay as they are.
 * All problems are told at once; with an error nothing is imported, unless `onlyGood` says so. An empty optional cell is a warning.
 * Orders go on meanwhile, by the list as it was; after one of somebody else, the list is judged again, and they wait.
 * @throws DomainError 'list-held' where somebody else changes it, an order takes long, or who imports has given one meanwhile
 */
export async function importPeople(db: Db, request: ImportPeople): Promise<ImportAnswer> {
  const reading = readCsv(request.file, request.encoding);
  if ('unreadable' in reading) {
    const { code, row, encoding } = reading.unreadable;
    const problems: ImportProblem[] = [{ row, column: null, code, severity: 'error' }];
    return {
      imported: false,
      encoding,
      created: 0,
      changed: 0,
      unchanged: 0,
      refused: 0,
      problems,
      running: [],
      missing: { count: 0, people: [] },
      notEnrolled: [],
    };
  }
  const { table } = reading;
  const importing: Importing = { request, table, file: readPeople(table) };
  try {
    return await inTransaction(db, (trx) => importBesideOrders(trx, importing));
  } catch (error) {
    if (!(error instanceof OrderMeanwhile)) throw error;
    return inTransaction(db, async (trx) => {
      await changeList(trx);
      return takeOver(trx, importing);
    });
  }
}

interface Importing {
  readonly request: ImportPeople;
  readonly table: CsvTable;
  readonly file: PeopleFile;
}

/** Ends the transaction: what the list was judged by may be otherwise. */
class OrderMeanwhile extends Error {}

/** Judging and writing a long list takes a minute, which no order should wait. */
async function importBesideOrders(trx: Trx, importing: Importing): Promise<ImportAnswer> {
  if (importing.request.dryRun === true) return takeOver(trx, importing);
  await writeListNow(trx);
  const { actorId } = importing.request;
  const before = await ordersSoFar(trx, actorId);
  const answer = await takeOver(trx, importing);
  if (!answer.imported) return answer;
  await closeList(trx);
  const after = await ordersSoFar(trx, actorId);
  if (after.own !== before.own) throw new DomainError('list-held');
  if (after.all !== before.all) throw new OrderMeanwhile();
  return answer;
}

async function takeOver(trx: Trx, { request, table, file }: Importing): Promise<ImportAnswer> {
  if (request.dryRun !== true)
    await holdPeople(
      trx,
      file.people.map(({ employeeNo }) => employeeNo),
    );
  await assertMayDecide(trx, request);
  const known = new Map((await allPeople(trx)).map((person) => [person.employeeNo, person]));
  const own = await ownCases(trx, { people: file.people, known, actorId: request.actorId });
  const ofRoles = await addressesOfRoles(trx, { people: file.people, known, actorId: request.actorId });
  const alike = numbersLikeOthers(file.people, known);
  const { problems, refused } = judge({ ...file, problems: [...file.problems, ...alike, ...own, ...ofRoles] }, known);
  const good = file.people.filter((person) => !refused.has(person.row));
  const disputed = await disputedIn(trx, { people: good, known, actorId: request.actorId });
  const told = [
    ...problems,
    ...addressesOfOthers(good, known),
    ...(await givenAddresses(trx, { people: good, known })),
    ...ownLanguages(good, known),
    ...disputed.map(({ problem }) => problem),
  ].sort((a, b) => a.row - b.row);
  const people = good.map((person) => personOf(person, known.get(person.employeeNo)));
  const touched = people.filter((person) => person.changed === undefined || person.changed.length > 0);
  const created = people.filter((person) => person.changed === undefined).length;
  const headerIsWrong = file.people.length === 0 && problems.some((problem) => problem.severity === 'error' && problem.row === 1);
  const blocked = headerIsWrong || (refused.size > 0 && request.onlyGood !== true);
  const imported = !blocked && request.dryRun !== true;
  const answer: ImportAnswer = {
    imported,
    encoding: table.encoding,
    created,
    changed: touched.length - created,
    unchanged: people.length - touched.length,
    refused: headerIsWrong ? table.rows.length : refused.size,
    problems: told,
    running: await runningUnderOthers(
      trx,
      touched.filter(({ changed = [] }) => changed.some((column) => ABOVE.includes(column))),
    ),
    missing: headerIsWrong
      ? { count: 0, people: [] }
      : missingFrom(file.people, [...known.values()], await peopleLeft(trx, null)),
    notEnrolled: good.flatMap(({ row, employeeNo }, index) => {
      const person = people[index];
      return person?.raterNo === null ? [{ row, employeeNo, name: person.name }] : [];
    }),
  };
  if (imported) await save(trx, { request, touched, answer });
  if (imported)
    await askDisputedAnew(
      trx,
      disputed.map(({ employeeId }) => employeeId),
    );
  return answer;
}

/** Of those who are missing: a list of one unit lacks everybody else. */
const MOST_NAMED = 1000;
const ABOVE: readonly string[] = ['rater_no', 'reviewer_no'] satisfies readonly PeopleColumn[];

interface Listed {
  readonly people: readonly PersonRow[];
  readonly known: ReadonlyMap<string, KnownPerson>;
  readonly actorId: string | undefined;
}

/** Rows that concern who imports: another one of HR imports them. */
async function ownCases(trx: Trx, { people, known, actorId }: Listed): Promise<readonly ImportProblem[]> {
  const columnOf = await ownColumnsIn(trx, { actorId, known: [...known.values()] });
  return people.flatMap((person) => {
    const before = known.get(person.employeeNo);
    const column = columnOf({ before, after: personOf(person, before) });
    return column === undefined ? [] : [{ row: person.row, column, code: 'own-case' as const, severity: 'error' as const }];
  });
}

/** Rows that give somebody the mailbox of somebody else with a role, or an address that is not for who imports to give. */
async function addressesOfRoles(trx: Trx, { people, known, actorId }: Listed): Promise<readonly ImportProblem[]> {
  const holderOf = await roleHoldersIn(trx, actorId);
  const another = people.flatMap(({ employeeNo, cells: { email } }) => {
    const before = known.get(employeeNo);
    return before === undefined || email == null || email.toLowerCase() === before.email.toLowerCase() ? [] : [before.id];
  });
  const codes = new Map(
    (await notReaddressed(trx, { employeeIds: another, actorId })).flatMap(({ code, employeeNos }) =>
      employeeNos.map((no) => [no, code] as const),
    ),
  );
  return people.flatMap(({ row, employeeNo, cells: { email } }): readonly ImportProblem[] => {
    if (email == null) return [];
    const problem = { row, column: 'email', severity: 'error' as const, value: email };
    const code = codes.get(employeeNo);
    if (code !== undefined) return [{ ...problem, code }];
    const other = holderOf({ before: known.get(employeeNo), email });
    return other === undefined ? [] : [{ ...problem, code: 'address-of-role-holder' as const, other }];
  });
}

/** Rows by which the operator says of an account that an old address disputes whose it is. */
async function disputedIn(
  trx: Trx,
  { people, known, actorId }: Listed,
): Promise<readonly { readonly employeeId: string; readonly problem: ImportProblem }[]> {
  if (actorId !== undefined) return [];
  const given = people.flatMap(({ row, employeeNo, cells: { email } }) => {
    const employeeId = known.get(employeeNo)?.id;
    if (email == null || employeeId === undefined) return [];
    return [{ employeeId, problem: rowWarning(row, 'address-disputed', { column: 'email', value: email }) }];
  });
  const disputed = await disputedAmong(
    trx,
    given.map(({ employeeId }) => employeeId),
  );
  return given.filter(({ employeeId }) => disputed.has(employeeId));
}

/** Of people who have chosen another language than the list has for them. */
function ownLanguages(people: readonly PersonRow[], known: ReadonlyMap<string, KnownPerson>): readonly ImportProblem[] {
  return people.flatMap(({ row, employeeNo, cells: { language } }) => {
    const person = known.get(employeeNo);
    if (person?.languageBy !== 'person' || language == null || language === person.language) return [];
    return [rowWarning(row, 'own-language-kept', { column: 'language', value: language })];
  });
}

/** Of people who are new by their number: an address that is known under another one. An office may share one, so it is no error. */
function addressesOfOthers(people: readonly PersonRow[], known: ReadonlyMap<string, KnownPerson>): readonly ImportProblem[] {
  const holders = new Map([...known.values()].map(({ email, employeeNo }) => [mailboxOf(email), employeeNo]));
  return people.flatMap(({ row, employeeNo, cells: { email } }) => {
    const other = known.has(employeeNo) ? undefined : holders.get(mailboxOf(email ?? ''));
    if (other === undefined) return [];
    return [{ ...rowWarning(row, 'address-of-another', { column: 'email', value: email ?? '' }), other }];
  });
}

/**
 * Another address than until now and, once a cycle was launched, people who are new: who imports a list that somebody else has written answers for them
 * with open eyes.
 */
async function givenAddresses(trx: Trx, { people, known }: Omit<Listed, 'actorId'>): Promise<readonly ImportProblem[]> {
  const isUnderWay = (await launchedClocks(trx)).length > 0;
  return people.flatMap(({ row, employeeNo, cells: { email } }) => {
    const before = known.get(employeeNo)?.email;
    if (email == null || email.toLowerCase() === before?.toLowerCase()) return [];
    if (before !== undefined) return [{ ...rowWarning(row, 'address-changes', { column: 'email', value: email }), before }];
    return isUnderWay ? [rowWarning(row, 'new-person', { column: 'email', value: email })] : [];
  });
}

function missingFrom(
  people: readonly PersonRow[],
  known: readonly KnownPerson[],
  left: ReadonlySet<string>,
): ImportAnswer['missing'] {
  const listed = new Set(people.map(({ employeeNo }) => employeeNo));
  const missing = known.filter(({ id, employeeNo }) => !listed.has(employeeNo) && !left.has(id));
  const named = missing.slice(0, MOST_NAMED).map(({ employeeNo, name, unit }) => ({ employeeNo, name, unit }));
  return { count: missing.length, people: named };
}

type Field = Exclude<keyof PersonChange, 'employeeNo' | 'changed'>;
const FIELDS: Readonly<Record<Exclude<PeopleColumn, 'employee_no'>, Field>> = {
  name: 'name',
  email: 'email',
  unit: 'unit',
  grade: 'grade',
  job: 'job',
  rater_no: 'raterNo',
  reviewer_no: 'reviewerNo',
  group: 'group',
  hired_on: 'hiredOn',
  language: 'language',
};

function personOf({ cells, employeeNo }: PersonRow, known: KnownPerson | undefined): PersonChange {
  const values: Record<string, string | null> = {};
  const changed: string[] = [];
  for (const [column, field] of Object.entries(FIELDS) as [keyof typeof FIELDS, Field][]) {
    const before = known?.[field] ?? null;
    const given = column === 'language' ? listedLanguage(cells.language, known) : cells[column];
    values[field] = given === undefined ? before : given;
    if (values[field] !== before) changed.push(column);
  }
  return { employeeNo, ...(values as Record<Field, never>), ...(known !== undefined && { changed }) };
}

/** A choice of their own stays; where the list says nothing, what a browser said does too. */
function listedLanguage(listed: string | null | undefined, known: KnownPerson | undefined): string | null | undefined {
  if (known?.languageBy === 'person') return undefined;
  return listed === null && known?.languageBy === 'browser' ? undefined : listed;
}

interface Saving {
  readonly request: ImportPeople;
  readonly touched: readonly PersonChange[];
  readonly answer: ImportAnswer;
}

async function save(trx: Trx, { request, touched, answer }: Saving): Promise<void> {
  const { actorId } = request;
  const ids = await savePeople(trx, { people: touched, actorId });
  const addressed = (people: readonly PersonChange[]) =>
    people.map(({ employeeNo, email }) => ({ employeeId: ids.get(employeeNo) ?? '0', email }));
  const others = touched.filter(({ changed }) => changed?.includes('email') === true);
  await changeAddresses(trx, { people: addressed(others), actorId });
  await noteCreated(trx, { people: addressed(touched.filter(({ changed }) => changed === undefined)), actorId });
  const { created, changed, unchanged, refused } = answer;
  const sha256 = createHash('sha256').update(request.file).digest();
  // The batch keeps where the problems are, not the values, which are personal data.
  const problems = JSON.stringify(answer.problems.map(({ row, column, code, severity }) => ({ row, column, code, severity })));
  const batch = await trx
    .insertInto('import_batch')
    .values({ actor_id: request.actorId ?? null, source_sha256: sha256, created, changed, unchanged, refused, problems })
    .returning('id')
    .executeTakeFirstOrThrow();
  await audit(trx, {
    what: 'people.imported',
    subject: batch.id,
    actor: request.actorId,
    details: { created, changed, unchanged, refused, sha256: sha256.toString('hex') },
  });
}
