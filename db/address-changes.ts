import { type RawBuilder, sql } from 'kysely';
import { MAIL_URGENCY } from './notifications.ts';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';
import { mayBeOnePerson } from './own-case.ts';

const IS_LAUNCHED: RawBuilder<boolean> = sql`(c.launched_at is not null or exists (
  select from command_request q
   where q.cycle_id = c.id and q.command = 'launch-cycle' and q.approved_at is not null))`;

/**
 * Clocks on which a cycle has been launched, or two persons have decided once that one will be, `live`, or a rehearsal's id: taken back or refused, that
 * stays so. What two persons have agreed to launch is no more to be set up.
 */
export async function launchedClocks(db: Db | Trx): Promise<readonly string[]> {
  const { rows } = await sql<{ clock: string }>`
    select distinct coalesce(c.rehearsal_id::text, 'live') clock from cycle c where ${IS_LAUNCHED} order by 1`.execute(db);
  return rows.map(({ clock }) => clock);
}

export interface NewAddress {
  readonly employeeId: string;
  readonly email: string;
}

/** Writes addresses; answers whose mailbox is another one by that, with the one before. */
export async function writeAddresses(
  trx: Trx,
  people: readonly NewAddress[],
): Promise<readonly (NewAddress & { readonly before: string })[]> {
  const { rows } = await sql<NewAddress & { before: string }>`
    with given as materialized (
      select e.id, e.email before, x.email
        from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) x ("employeeId" bigint, email text)
        join employee e on e.id = x."employeeId"
       where e.email is distinct from x.email
       order by e.id for no key update of e),
    written as (
      update employee e set email = g.email from given g where e.id = g.id returning e.id)
    select g.id "employeeId", g.email, g.before from given g join written w on w.id = g.id
     where lower(g.before) <> lower(g.email) order by g.id`.execute(trx);
  return rows;
}

export interface RecordedChanges {
  readonly changes: readonly (NewAddress & { readonly before: string | null })[];
  readonly actorId: string | undefined;
  /** Clocks on which it counts. */
  readonly counts: readonly string[];
}

/**
 * Notes changes, or people who were created; answers their ids. Before the first launch is approved a change counts nowhere,
 * but for HR people who have signed in before: they approve the launch, and their address before is asked.
 */
export async function recordChanges(trx: Trx, { changes, actorId, counts }: RecordedChanges): Promise<readonly string[]> {
  const actor = actorId ?? null;
  const { rows } = await sql<{ id: string }>`
    with recorded as (
      insert into address_change (employee_id, old_email, new_email, changed_by, counts)
      select x."employeeId", x.before, x.email, ${actor}::bigint,
             case when x.before is not null and 'live' <> all (${counts}::text[])
                   and exists (select from role_assignment r
                                where r.employee_id = x."employeeId" and r.role in ('hr', 'hr-approver'))
                   and exists (select from audit_event a where a.what = 'sign-in.used' and a.subject = x."employeeId")
                  then '{live}'::text[] else '{}' end || ${counts}::text[]
        from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) x ("employeeId" bigint, before text, email text)
       order by x."employeeId"
      returning id, employee_id, old_email, counts),
    asked as (
      update employee e set proven_email = r.old_email
        from recorded r
       where r.employee_id = e.id and r.old_email is not null and e.proven_email is null
         and 'live' = any (r.counts) and 'live' <> all (${counts}::text[])),
    audited as (
      insert into audit_event (what, subject, actor, details)
      select 'address.changed', employee_id, ${actor}::bigint, jsonb_build_object('addressChangeId', id::text)
        from recorded where old_email is not null order by id)
    select id from recorded order by id`.execute(trx);
  return rows.map(({ id }) => id);
}

/** An address that is the one again that was answered for last needs no answer. */
export async function takeBack(trx: Trx, employeeIds: readonly string[]): Promise<void> {
  await sql`
    update address_change a set answer = 'taken-back', answered_at = now()
      from employee e
     where e.id = a.employee_id and e.id = any (${employeeIds}::bigint[])
       and lower(e.email) = lower(e.proven_email)
       and a.answer is null and a.old_email is not null and a.counts <> '{}'`.execute(trx);
}

/** Whether the old address of change `a` answers for it: where that one was answered for last. Nobody has been asked before the first launch, and none does. */
export const IS_ANSWERABLE: RawBuilder<boolean> = sql`coalesce(
  (select lower(a.old_email) = lower(p.proven_email) from employee p where p.id = a.employee_id), false)`;

/**
 * Whether the old address of change `a` may still object where a second person has confirmed it, who may have been misled. Not an address that the account
 * was given itself a short while before, and that somebody confirmed in the same way: nobody gets an account back that was theirs for a moment.
 */
export const MAY_STILL_OBJECT: RawBuilder<boolean> = sql`(
  a.answer = 'confirmed' and a.answered_by is not null and a.counts <> '{}'
  and not exists (
    select from address_change b
     where b.employee_id = a.employee_id and b.id < a.id and lower(b.new_email) = lower(a.old_email)
       and b.answered_by is not null and b.changed_at > a.changed_at - interval '30 days'))`;

/** Nobody is signed in as these people any more, and no link that is out signs anybody in. */
export async function endAccess(trx: Trx, employeeIds: readonly string[]): Promise<void> {
  await sql`delete from session where sess->>'employeeId' = any (${employeeIds}::text[])`.execute(trx);
  await sql`
    update sign_in_token set used_at = now()
     where employee_id = any (${employeeIds}::bigint[]) and used_at is null`.execute(trx);
  await sql`
    update notification set state = 'dropped'
     where employee_id = any (${employeeIds}::bigint[]) and mail_kind = 'sign-in' and state = 'queued'`.execute(trx);
}

/**
 * Tells the old address, with a link to answer by where it may, and the new one: at once, whatever the hours and however many mails a person gets.
 */
export async function tellOfChanges(
  trx: Trx,
  { changeIds, isObjection }: { readonly changeIds: readonly string[]; readonly isObjection: boolean },
): Promise<void> {
  await sql`
    insert into notification (key, employee_id, mail_kind, details, urgency, send_at)
    select 'address/' || a.id || '/' || n.told, a.employee_id, n.kind,
           jsonb_build_object('addressChangeId', a.id::text),
           ${MAIL_URGENCY.security}, now()
      from address_change a
     cross join lateral (
             values ('old', case when not ${isObjection} and ${IS_ANSWERABLE}
                                 then 'address.left' else 'address.passed' end),
                    ('new', 'address.told')) n (told, kind)
     where a.id = any (${changeIds}::bigint[])
     order by a.id, n.told`.execute(trx);
}

/**
 * Whether somebody may answer as the second person for all that is open of the address of employee `e`: who has not given them the one of today, nor is
 * the person, nor has a mailbox of one of these. Who had given them another one before may: what they say yes to is somebody else's.
 */
export function mayAnswerFor(actorId: string): RawBuilder<boolean> {
  return sql<boolean>`coalesce((
    select not exists (
             select from employee m
              where m.id = ${actorId}::bigint
                and (m.id = a.employee_id or m.id is not distinct from a.changed_by
                     or mailbox_of(m.email) in (
                          mailbox_of(e.email), mailbox_of(a.new_email), mailbox_of(a.old_email),
                          (select mailbox_of(c.email) from employee c where c.id = a.changed_by))
                     or ${mayBeOnePerson(sql`m.id`, sql`a.changed_by`)}))
      from address_change a
     where a.employee_id = e.id and a.answer is null and a.counts <> '{}'
     order by a.id desc
     limit 1), false)`;
}

/** How often one account gives somebody another address in a day: a slip and its mending, twice. Each signs them out. */
const MOST_IN_A_DAY = 4;

/** Of these people, by number, those of whom that is so: of employee `e`. */
async function numbersOf(trx: Trx, employeeIds: readonly string[], isSo: RawBuilder<boolean>): Promise<readonly string[]> {
  const { rows } = await sql<{ employeeNo: string }>`
    select e.employee_no "employeeNo"
      from employee e
     where e.id = any (${employeeIds}::bigint[]) and ${isSo}
     order by 1`.execute(trx);
  return rows.map(({ employeeNo }) => employeeNo);
}

/** Of these people, who got as many addresses by this account in the last day, by the clock of the database, as one account may give. */
export function changedTooOften(
  trx: Trx,
  { employeeIds, actorId }: { readonly employeeIds: readonly string[]; readonly actorId: string },
): Promise<readonly string[]> {
  const isSo = sql<boolean>`${MOST_IN_A_DAY} <= (
    select count(*) from address_change a
     where a.employee_id = e.id and a.changed_by = ${actorId} and a.old_email is not null
       and a.changed_at > now() - interval '1 day')`;
  return numbersOf(trx, employeeIds, isSo);
}

/** Of these people, who has a role of HR and has never signed in: nobody has been asked whether an address is theirs. */
export function neverSignedIn(trx: Trx, employeeIds: readonly string[]): Promise<readonly string[]> {
  const isSo = sql<boolean>`
    exists (select from role_assignment r where r.employee_id = e.id and r.role in ('hr', 'hr-approver'))
    and not exists (select from audit_event a where a.what = 'sign-in.used' and a.subject = e.id)`;
  return numbersOf(trx, employeeIds, isSo);
}

/** Of these people, whose address one of HR has changed and nobody has answered for, on whatever clock that counts. */
export function readdressedAmong(trx: Trx, employeeIds: readonly string[]): Promise<readonly string[]> {
  const isSo = sql<boolean>`exists (
    select from address_change a
     where a.employee_id = e.id and a.answer is null and a.old_email is not null
       and (a.changed_by is not null or a.objection_to is not null))`;
  return numbersOf(trx, employeeIds, isSo);
}

/** Which of these people an old address disputes. */
export async function disputedAmong(trx: Trx, employeeIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct a.employee_id id
      from address_change a
     where a.employee_id = any (${employeeIds}::bigint[]) and a.answer is null
         and a.old_email is null and a.objection_to is not null`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}

/**
 * The operator has said which address is theirs of whom an old one disputes: one question in place of all that are open, for anybody of HR but themselves.
 * That there is such a person is another question.
 */
export async function askDisputedAnew(trx: Trx, employeeIds: readonly string[]): Promise<void> {
  await sql`
    with ended as (
      update address_change set answer = 'taken-back', answered_at = now()
       where employee_id = any (${employeeIds}::bigint[]) and answer is null
         and (old_email is not null or objection_to is not null)
      returning employee_id, objection_to),
    asked as (
      insert into address_change (employee_id, new_email, counts, objection_to)
      select e.id, e.email, ${await launchedClocks(trx)}::text[], max(n.objection_to)
        from ended n
        join employee e on e.id = n.employee_id
       group by e.id
       order by e.id
      returning id, employee_id)
    insert into audit_event (what, subject, details)
    select 'address.asked-anew', employee_id, jsonb_build_object('addressChangeId', id::text)
      from asked order by id`.execute(trx);
}
