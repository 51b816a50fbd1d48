import { sql } from 'kysely';
import type { Db } from './connection.ts';

/** What a session knows of its owner, read anew with every request: a role that is taken away is gone at once. */
export interface SessionOwner {
  readonly employeeId: string;
  readonly employeeNo: string;
  readonly locale: 'ko' | 'en';
  readonly roles: readonly string[];
  readonly endsAt: string;
}

export interface StoredSession {
  readonly content: Readonly<Record<string, unknown>>;
  readonly owner: SessionOwner | null;
}

/** Lives eight hours after its last use, by the database's clock; a used one is written again only in its last half. */
const LIFETIME = '8 h';

/** Sessions are found by the hash of their id: who reads the table cannot use what stands in it. Statements never block a person's own transaction. */
export async function findSession(db: Db, id: string): Promise<StoredSession | undefined> {
  const { rows } = await sql<{ content: Record<string, unknown>; owner: SessionOwner | null; old: boolean }>`
    select s.sess content, s.expire < now() + ${LIFETIME}::interval / 2 old,
           case when e.id is not null then jsonb_build_object('employeeId', e.id::text, 'employeeNo', e.employee_no, 'locale', e.locale,
             'roles', coalesce((select jsonb_agg(r.role order by r.role) from role_assignment r where r.employee_id = e.id), '[]'),
             'endsAt', to_char(s.expire at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end owner
      from session s left join employee e on e.id = (s.sess->>'employeeId')::bigint and (e.left_on is null or e.left_on > current_date)
     where s.sid = encode(sha256(convert_to(${id}, 'UTF8')), 'hex') and s.expire > now()`.execute(db);
  const row = rows[0];
  if (row?.old)
    await sql`update session set expire = now() + ${LIFETIME}::interval where sid = encode(sha256(convert_to(${id}, 'UTF8')), 'hex')`.execute(
      db,
    );
  return row;
}

export async function saveSession(db: Db, id: string, content: Readonly<Record<string, unknown>>): Promise<void> {
  await sql`insert into session (sid, sess, expire) values (encode(sha256(convert_to(${id}, 'UTF8')), 'hex'), ${JSON.stringify(content)}::json, now() + ${LIFETIME}::interval)
    on conflict (sid) do update set sess = excluded.sess, expire = excluded.expire`.execute(db);
}

export async function endSession(db: Db, id: string): Promise<void> {
  await sql`delete from session where sid = encode(sha256(convert_to(${id}, 'UTF8')), 'hex')`.execute(db);
}
