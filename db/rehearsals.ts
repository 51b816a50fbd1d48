import { sql } from 'kysely';
import { DomainError } from '../domain/errors.ts';
import { HOME_TIME_ZONE } from '../domain/process/names.ts';
import { PENDING_REQUEST } from './command-requests.ts';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';
import { URGENCY } from './outbox.ts';
import { toldAt } from './own-mails.ts';
import { PREPARED } from './prepared-pool.ts';
import { DECIDED_PUBLICATION } from './publication.ts';

export interface RehearsalRow {
  readonly id: string;
  readonly name: string;
  readonly now: string;
  /** Of its first cycle: its days end there; the installation's own before there is one. */
  readonly timeZone: string;
  readonly cycles: readonly { readonly id: string; readonly name: string; readonly year: number; readonly timeZone: string }[];
}

/** @throws DomainError 'not-found' */
export async function getRehearsal(db: Db | Trx, rehearsalId: string): Promise<RehearsalRow> {
  const { rows } = await sql<RehearsalRow>`${PREPARED}
    select r.id, r.name, r.now_at now,
           coalesce((select c.time_zone from cycle c where c.rehearsal_id = r.id order by c.id limit 1),
                    ${HOME_TIME_ZONE}) "timeZone",
           coalesce((select jsonb_agg(jsonb_build_object(
                'id', c.id::text, 'name', c.name, 'year', c.year, 'timeZone', c.time_zone)
                                      order by c.id)
                       from cycle c where c.rehearsal_id = r.id), '[]') cycles
      from rehearsal r where r.id = ${rehearsalId}`.execute(db);
  if (rows[0] === undefined) throw new DomainError('not-found', { rehearsalId });
  return rows[0];
}

/** Where it has its mornings. */
export function timeZonesOf({ timeZone, cycles }: RehearsalRow): readonly string[] {
  return [...new Set([timeZone, ...cycles.map((cycle) => cycle.timeZone)])];
}

/** Wakes every open run of the rehearsal that has something to look at by its clock, in one statement. Answers how many. */
export async function pokeLookers(trx: Trx, rehearsalId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into outbox (urgency, cycle_id, workflow_type, workflow_id, input, signal)
    select ${URGENCY.process}, p.cycle_id, p.workflow_type, p.workflow_id,
           jsonb_build_object('processRunId', p.id::text), '{}'::jsonb
      from process_run p join cycle c on c.id = p.cycle_id join rehearsal r on r.id = c.rehearsal_id
     where r.id = ${rehearsalId} and p.state = 'open' and p.paused_at is null and p.look_at <= r.now_at order by p.id`.execute(
    trx,
  );
  return Number(numAffectedRows ?? 0n);
}

export interface Waiting {
  readonly what: string;
  readonly count: number;
}

/**
 * What a rehearsal is not quiet for: outbox rows to deliver, mails due by its clock (not those that wait after a refusal), digests under way, requests whose
 * instant has come, and open unpaused runs that have something to look at, or neither an open task nor a wait that does not hold yet. A process that
 * waits for the publication without an instant to look at has not heard yet of the request that was carried out.
 */
export async function waitingFor(db: Db | Trx, rehearsalId: string): Promise<readonly Waiting[]> {
  const { rows } = await sql<{ what: string; count: string }>`${PREPARED}
    with c as materialized (select c.id, c.published_at, r.now_at
                              from cycle c
                              join rehearsal r on r.id = c.rehearsal_id
                             where r.id = ${rehearsalId}),
    run as materialized (select p.*, c.now_at, c.published_at
                           from process_run p
                           join c on c.id = p.cycle_id
                          where p.state = 'open' and p.paused_at is null),
    asked as materialized (select distinct process_run_id id from task where state = 'open')
    select what, count from (
      select 1 position, 'outbox' what, count(*) from outbox o where o.delivered_at is null and o.dead_why is null
         and (o.cycle_id in (select id from c) or o.workflow_id like 'digest/' || ${rehearsalId}::text || '/%')
      union all
      select 2, 'mails', count(*) from notification n join c on c.id = n.cycle_id
       where n.send_at <= c.now_at and (n.state = 'sending' or (n.state = 'queued' and n.attempts = 0))
      union all
      select 3, 'digests', count(*) from digest_day where clock = ${rehearsalId}::text and finished_at is null
      union all
      select 4, 'requests', count(*) from command_request q join c on c.id = q.cycle_id
       where ${PENDING_REQUEST} and q.effective_at <= c.now_at
      union all
      select 5, 'processes', count(*) from run p left join asked on asked.id = p.id
       where p.look_at <= p.now_at or not (asked.id is not null
             or (p.waits_for is not null and not case p.waits_for
                   when 'group-complete' then exists (select from rating_group g
                                                       where g.id = p.rating_group_id and g.open_members = 0)
                   when 'publication' then p.published_at is not null or (p.look_at = 'infinity' and exists (
                          select from command_request q
                           where q.cycle_id = p.cycle_id and ${DECIDED_PUBLICATION} and q.executed_at is not null))
                   else false end))) x
     where count > 0 order by position`.execute(db);
  return rows.map(({ what, count }) => ({ what, count: Number(count) }));
}

export interface Ahead {
  /** Instants at which something can happen by itself. */
  readonly candidates: readonly string[];
  /** Instants at which the clock stops exactly. */
  readonly named: readonly string[];
  /** Of each time zone with open tasks. */
  readonly digests: readonly DigestsAhead[];
}

export interface DigestsAhead {
  readonly timeZone: string;
  /** A task is new to somebody since their last digest and had no mail of its own, or is late: the next digest tells of it. */
  readonly hasNews: boolean;
  /** When what is open becomes due. */
  readonly dueAts: readonly string[];
}

/** What lies ahead of the rehearsal's clock. */
export async function ahead(db: Db | Trx, rehearsalId: string): Promise<Ahead> {
  const { rows } = await sql<{ candidates: string[]; named: string[]; digests: DigestsAhead[] }>`${PREPARED}
    with c as materialized (
      select c.id, c.time_zone, r.now_at
        from cycle c
        join rehearsal r on r.id = c.rehearsal_id
       where r.id = ${rehearsalId}),
    last as (
      select n.employee_id, c.time_zone, max(n.send_at) at from notification n join c on c.id = n.cycle_id
       where n.mail_kind = 'digest' group by 1, 2),
    asked as materialized (
      select t.*, p.cycle_id, p.phase, c.time_zone, c.now_at
        from task t join process_run p on p.id = t.process_run_id join c on c.id = p.cycle_id
       where t.state = 'open' and t.due_at is not null and p.state = 'open'),
    zone as (
      select t.time_zone,
             bool_or(t.due_at <= t.now_at or (t.opened_at >= coalesce(l.at, '-infinity')
                     and ${toldAt(sql`t.now_at + interval '1 day'`)} is null)) news,
             array_agg(distinct t.due_at) dues
        from asked t left join last l on l.employee_id = t.assignee_id and l.time_zone = t.time_zone group by 1)
    select array_remove(array[
             (select min(p.look_at) from process_run p join c on c.id = p.cycle_id
               where p.state = 'open' and p.paused_at is null and p.look_at > c.now_at and p.look_at < 'infinity'),
             (select min(n.send_at)
                from notification n
                join c on c.id = n.cycle_id
               where n.state = 'queued' and n.send_at > c.now_at)], null) candidates,
           coalesce((select array_agg(q.effective_at) from command_request q join c on c.id = q.cycle_id
               where ${PENDING_REQUEST} and q.effective_at > c.now_at), '{}') named,
           coalesce((select jsonb_agg(jsonb_build_object('timeZone', time_zone, 'hasNews', news, 'dueAts', dues))
                       from zone), '[]') digests`.execute(db);
  const iso = (instant: string) => new Date(instant).toISOString();
  const row = rows[0];
  return {
    candidates: (row?.candidates ?? []).map(iso),
    named: (row?.named ?? []).map(iso),
    digests: (row?.digests ?? []).map(({ dueAts, ...zone }) => ({ ...zone, dueAts: dueAts.map(iso) })),
  };
}
