import { sql } from 'kysely';
import type { Db } from '../connection.ts';
import type { Trx } from '../in-transaction.ts';
import { type Person, iso, personOf } from './json.ts';

export interface CycleListRow {
  readonly id: string;
  readonly name: string;
  readonly year: number;
  readonly timeZone: string;
  readonly rehearsalId: string | null;
  readonly now: string;
  readonly pack: {
    readonly name: string;
    readonly version: string;
    readonly title: { readonly ko: string; readonly en: string };
  };
  /** Null: the whole year. */
  readonly period: { readonly key: string; readonly title: { readonly ko: string; readonly en: string } } | null;
  readonly launchedAt: string | null;
  readonly publishedAt: string | null;
  readonly archivedAt: string | null;
  readonly phase: string | null;
}

/** Newest first. */
export async function listCycles(db: Db, id?: string): Promise<readonly CycleListRow[]> {
  const { rows } = await sql<CycleListRow>`
    select c.id, c.name, c.year, c.time_zone "timeZone", c.rehearsal_id "rehearsalId", cycle_now(c.id) now,
           jsonb_build_object('name', k.name, 'version', k.version, 'title', k.content->'title') pack,
           (select jsonb_build_object('key', p->'key', 'title', p->'title')
              from jsonb_array_elements(k.content->'periods') p
             where p->>'key' = c.period) period,
           c.launched_at "launchedAt", c.published_at "publishedAt", c.archived_at "archivedAt",
           (select w.phase
              from phase_window w
             where w.cycle_id = c.id and w.launched_at is not null
             order by w.position desc
             limit 1) phase
      from cycle c
      join policy_pack k on k.id = c.policy_pack_id
     where ${id ?? null}::bigint is null or c.id = ${id ?? null}
     order by c.id desc`.execute(db);
  return rows;
}

export interface CycleDetailRow {
  readonly meetingAt: string | null;
  readonly publicationAt: string;
  readonly archiveAt: string;
  readonly chair: Person | null;
  readonly members: readonly Person[];
  readonly groups: readonly {
    readonly id: string;
    readonly name: string;
    readonly quota: boolean;
    readonly spareLowest: boolean;
    readonly members: number;
    readonly decidedAt: string | null;
  }[];
}

export async function findCycleDetail(db: Db | Trx, id: string): Promise<CycleDetailRow | undefined> {
  const { rows } = await sql<CycleDetailRow>`
    select c.meeting_at "meetingAt", c.publication_at "publicationAt", c.archive_at "archiveAt",
           (select ${personOf('e')} from employee e where e.id = (c.committee->>'chair')::bigint) chair,
           coalesce((select jsonb_agg(${personOf('e')} order by m.position)
             from jsonb_array_elements_text(c.committee->'members') with ordinality m (id, position)
             join employee e on e.id = m.id::bigint),
             '[]') members,
           coalesce((select jsonb_agg(jsonb_build_object(
             'id', g.id::text, 'name', g.name, 'quota', g.quota, 'spareLowest', g.spare_lowest,
             'members', (select count(*) from evaluation e where e.rating_group_id = g.id and e.state = 'enrolled'),
             'decidedAt', (select ${iso('max(s.locked_at)')}
                             from calibration_session s
                             join process_run p on p.id = s.process_run_id
               where s.rating_group_id = g.id and p.state <> 'void')) order by g.name)
                from rating_group g
               where g.cycle_id = c.id),
               '[]') groups
      from cycle c where c.id = ${id}`.execute(db);
  return rows[0];
}
