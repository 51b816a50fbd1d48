import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';
import { DomainError } from '../domain/errors.ts';

/** An employee as an import knows them: people above and the unit by number and name. */
export interface KnownPerson {
  readonly id: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly email: string;
  readonly unit: string;
  readonly grade: string | null;
  readonly job: string | null;
  readonly raterNo: string | null;
  readonly reviewerNo: string | null;
  readonly group: string | null;
  readonly hiredOn: string | null;
  readonly language: string | null;
  readonly languageBy: 'list' | 'browser' | 'person' | null;
}

/**
 * Before any other lock: until the transaction ends no list is taken over and nobody records who left, so that what was looked at is what is done.
 * Orders do not wait for each other.
 * @throws DomainError 'list-held' where it is changed by somebody for long
 */
export async function keepList(trx: Trx): Promise<void> {
  await held(sql`select pg_advisory_xact_lock_shared(hashtext('dure.people'))`.execute(trx));
}

/**
 * Before any other lock: until the transaction ends no order looks at the list or at who has left, and nobody else changes them.
 * @throws DomainError 'list-held'
 */
export async function changeList(trx: Trx): Promise<void> {
  await writeList(trx);
  await closeList(trx);
}

/** Before any other lock: nobody else changes the list. Orders still look at it as it is. @throws DomainError 'list-held' */
async function writeList(trx: Trx): Promise<void> {
  await held(sql`select pg_advisory_xact_lock(hashtext('dure.lists'))`.execute(trx));
}

/** The same of a list that is imported: nobody stands in a line behind one, but asks again. @throws DomainError 'list-held' */
export async function writeListNow(trx: Trx): Promise<void> {
  const { rows } = await sql<{ isMine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('dure.lists')) "isMine"`.execute(trx);
  if (rows[0]?.isMine !== true) throw new DomainError('list-held');
}

/**
 * After all that was written to the list: waits for the orders that look at it as it was. An order locks no row of the people, so that none waits for the list.
 * @throws DomainError 'list-held'
 */
export async function closeList(trx: Trx): Promise<void> {
  await held(sql`select pg_advisory_xact_lock(hashtext('dure.people'))`.execute(trx));
}

const LOCK_NOT_AVAILABLE = '55P03';

async function held(locking: Promise<unknown>): Promise<void> {
  try {
    await locking;
  } catch (error) {
    if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) throw new DomainError('list-held');
    throw error;
  }
}

/** Holds those who are known: what is compared with a list is what is written. */
export async function holdPeople(trx: Trx, employeeNos: readonly string[]): Promise<void> {
  await sql`
    select from employee where employee_no = any (${employeeNos}::text[]) order by id for no key update`.execute(trx);
}

export async function allPeople(db: Db | Trx): Promise<readonly KnownPerson[]> {
  const { rows } = await sql<KnownPerson>`
    select e.id, e.employee_no "employeeNo", e.name, e.email, u.name unit, e.grade, e.job, r.employee_no "raterNo",
           v.employee_no "reviewerNo", e.group_name "group", e.hired_on "hiredOn",
           e.language, e.language_by "languageBy"
      from employee e
      join unit u on u.id = e.unit_id
      left join employee r on r.id = e.rater_id
      left join employee v on v.id = e.reviewer_id
     order by e.id`.execute(db);
  return rows;
}

export interface PersonChange extends Omit<KnownPerson, 'id' | 'languageBy'> {
  /** Names of what changed; undefined: a new person. */
  readonly changed?: readonly string[];
}

export interface SavedPeople {
  readonly people: readonly PersonChange[];
  readonly actorId?: string | undefined;
}

/**
 * Inserts new people and writes what changed of known ones but their address (`changeAddresses` does), units by name, with the history of positions
 * and an audit event each. A fixed number of statements, however many people. Answers ids by employee number.
 */
export async function savePeople(trx: Trx, { people, actorId }: SavedPeople): Promise<ReadonlyMap<string, string>> {
  if (people.length === 0) return new Map();
  const rows = sql`jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as r(
    "employeeNo" text, name text, email text, unit text, grade text, job text, "raterNo" text, "reviewerNo" text,
    "group" text, "hiredOn" date, language text, changed jsonb)`;
  await sql`insert into unit (name) select distinct r.unit from ${rows} order by 1 on conflict (name) do nothing`.execute(trx);
  await sql`
    insert into employee (employee_no, name, email, unit_id, grade, job, group_name, hired_on, language, language_by)
    select r."employeeNo", r.name, r.email, u.id, r.grade, r.job, r."group", r."hiredOn",
           r.language, case when r.language is not null then 'list' end
      from ${rows} join unit u on u.name = r.unit
     order by r."employeeNo"
    on conflict (employee_no) do update set name = excluded.name, unit_id = excluded.unit_id, grade = excluded.grade,
           job = excluded.job, group_name = excluded.group_name, hired_on = excluded.hired_on,
           (language, language_by) = (
             select case when keeps then employee.language else excluded.language end,
                    case when keeps then employee.language_by else excluded.language_by end
               from (select employee.language_by is not distinct from 'person'
                        or employee.language is not distinct from excluded.language keeps) k)`.execute(trx);
  // People above may come later in the same file, so they are set once everybody is there.
  await sql`
    update employee e set rater_id = a.id, reviewer_id = b.id
      from ${rows}
      left join employee a on a.employee_no = r."raterNo"
      left join employee b on b.employee_no = r."reviewerNo"
     where e.employee_no = r."employeeNo" and (e.rater_id is distinct from a.id or e.reviewer_id is distinct from b.id)`.execute(
    trx,
  );
  await sql`
    insert into position_history (employee_id, unit_id, grade, job, rater_id, reviewer_id, group_name)
    select e.id, e.unit_id, e.grade, e.job, e.rater_id, e.reviewer_id, e.group_name
      from ${rows}
      join employee e on e.employee_no = r."employeeNo"
     where r.changed is null or r.changed ?| array['unit', 'grade', 'job', 'rater_no', 'reviewer_no', 'group']
     order by e.id`.execute(trx);
  await sql`
    insert into audit_event (what, subject, actor, details)
    select case when r.changed is null then 'employee.created' else 'employee.changed' end, e.id, ${actorId ?? null},
           case when r.changed is null then '{}'::jsonb else jsonb_build_object('columns', r.changed) end
      from ${rows} join employee e on e.employee_no = r."employeeNo" order by e.id`.execute(trx);
  const saved = await sql<{ no: string; id: string }>`
    select e.employee_no no, e.id from ${rows} join employee e on e.employee_no = r."employeeNo"`.execute(trx);
  return new Map(saved.rows.map(({ no, id }) => [no, id]));
}
