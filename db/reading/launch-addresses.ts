import { type RawBuilder, sql } from 'kysely';
import { ADDRESS_GIVER } from '../address-giver.ts';
import type { Db } from '../connection.ts';
import { CANDIDATES } from '../enrolment.ts';
import type { Trx } from '../in-transaction.ts';
import type { Own } from '../../domain/two-persons/own-case.ts';

/** Why an address of the list is looked at by a second person. */
export type LookedAtFor = 'above' | 'changed' | 'shared' | 'tagged' | 'elsewhere' | 'given';

export interface LaunchAddress {
  readonly why: LookedAtFor;
  readonly employeeNo: string;
  readonly name: string;
  readonly unitName: string;
  readonly address: string;
}

export interface LaunchAddresses {
  readonly people: readonly LaunchAddress[];
  /** Another domain than most have, and that many have, too: how many of those who are looked at. */
  readonly domains: readonly { readonly domain: string; readonly people: number }[];
}

/** A domain of the list that more people than these have is a part of the town, not a slip or a trick with one address. */
const MANY = 20;

/** Who rates, reviews or decides in a cycle when it is launched: a query of `id`. */
export function postsOf(cycleId: string): RawBuilder<{ id: string }> {
  return sql`(
    select o.id
      from (${CANDIDATES(cycleId)}) x
     cross join lateral (values (x.rater_id), (x.reviewer_id)) o (id)
     where x.why is null and o.id is not null
    union ${committeeOf(cycleId)})`;
}

/** Whose address the look at a first launch shows: who takes part, rates, reviews, decides, and who is of HR. A query of `id`. */
export function shownAtFirst(cycleId: string): RawBuilder<{ id: string }> {
  return sql`(select id from ${decidersOf(cycleId)} d union select id from ${partOf(cycleId)} x)`;
}

const decidersOf = (cycleId: string) => sql`(
  select id from ${postsOf(cycleId)} p
  union select employee_id from role_assignment where role in ('hr', 'hr-approver'))`;

const partOf = (cycleId: string) => sql`(select x.id from (${CANDIDATES(cycleId)}) x where x.why is null)`;

function committeeOf(cycleId: string): RawBuilder<{ id: string }> {
  return sql`
    select d.id::bigint
      from cycle c
     cross join lateral (
       select c.committee->>'chair' id union all select jsonb_array_elements_text(c.committee->'members')) d
     where c.id = ${cycleId} and d.id is not null`;
}

/** Whether no other cycle by the clock of this one has been launched: nobody has been asked whether an address is theirs. */
export function isFirstOfClock(cycleId: string): RawBuilder<boolean> {
  return sql`not exists (
    select from cycle c
      join cycle o on o.id <> c.id and o.rehearsal_id is not distinct from c.rehearsal_id
     where c.id = ${cycleId} and o.launched_at is not null)`;
}

export interface LookedAtLaunch {
  readonly cycleId: string;
  /** What is each one's own of HR, and of who asks. */
  readonly owns: readonly Own[];
}

/**
 * Addresses to look at: of who rates or reviews anybody of HR, or decides about their group, whoever asks: the list is one person's. Before the first
 * launch, when nobody has been asked whether an address is theirs, also what is odd about those of who has a post or is of HR: another one than the list
 * first had, shared with somebody, with a +tag, or elsewhere than most; and every one that one of HR has given, also to who only takes part. Nobody is
 * named for a domain that many have, where an operator has given the address.
 */
export async function launchAddresses(db: Db | Trx, { cycleId, owns }: LookedAtLaunch): Promise<LaunchAddresses> {
  const above = owns.flatMap((own) => own.above);
  const areRated = owns.some(({ listGroups }) => listGroups.length > 0);
  const { rows } = await sql<LaunchAddress & { readonly domain: string; readonly of_many: boolean }>`
    with above as materialized (
      select unnest(${above}::bigint[]) id
      union select id from (${committeeOf(cycleId)}) d where ${areRated}),
    hosts as materialized (
      select split_part(lower(e.email), '@', 2) host, count(*) people from employee e group by 1),
    usual as materialized (
      select host from hosts order by people desc, host limit 1),
    clock as materialized (select ${isFirstOfClock(cycleId)} is_first),
    named as materialized (
      select id, true has_post from above
      union all select id, true from ${decidersOf(cycleId)} d
      union all select id, false from ${partOf(cycleId)} x),
    people as materialized (
      select e.*, n.has_post, split_part(lower(e.email), '@', 2) host,
             c.is_first, c.is_first and ${ADDRESS_GIVER} is not null is_given
        from (select id, bool_or(has_post) has_post from named group by id) n
        join employee e on e.id = n.id
       cross join clock c),
    looked as (
      select e.*,
             case when e.id in (select id from above) then 'above'
                  when not e.is_first or not (e.has_post or e.is_given) then null
                  when exists (
                         select from address_change a
                          where a.employee_id = e.id and a.old_email is not null and a.answer is null) then 'changed'
                  when exists (
                         select from employee o
                          where mailbox_of(o.email) = mailbox_of(e.email) and o.id <> e.id) then 'shared'
                  when lower(e.email) <> mailbox_of(e.email) then 'tagged'
                  when e.host <> (select host from usual) then 'elsewhere'
                  when e.is_given then 'given' end why
        from people e)
    select l.why, l.employee_no "employeeNo", l.name, u.name "unitName", l.email address, l.host "domain",
           l.why = 'elsewhere' and not l.is_given and h.people > ${MANY} of_many
      from looked l
      join hosts h on h.host = l.host
      join unit u on u.id = l.unit_id
     where l.why is not null
     order by array_position(array['above', 'changed', 'shared', 'tagged', 'elsewhere', 'given'], l.why), l.employee_no`.execute(
    db,
  );
  const domains = Map.groupBy(
    rows.filter(({ of_many }) => of_many),
    ({ domain }) => domain,
  );
  return {
    people: rows.flatMap(({ domain: _, of_many, ...person }) => (of_many ? [] : [person])),
    domains: [...domains].map(([domain, people]) => ({ domain, people: people.length })),
  };
}
