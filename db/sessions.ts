import { sql } from 'kysely';
import type { Db } from './connection.ts';
import { PREPARED } from './prepared-pool.ts';
import { iso } from './reading/json.ts';
import { addressHash } from './sign-in-tokens.ts';

/** What a session knows of its owner, read anew with every request: a role that is taken away, or who left, is gone at once. */
export interface SessionOwner {
  readonly employeeId: string;
  readonly employeeNo: string;
  readonly language: 'ko' | 'en' | null;
  readonly roles: readonly string[];
  /** Nobody has answered for the address. */
  readonly isUnproven: boolean;
  readonly endsAt: string;
  /** In the last half of its life: whoever uses it renews it. */
  readonly isOld: boolean;
}

export interface StoredSession {
  readonly content: Readonly<Record<string, unknown>>;
  readonly owner: SessionOwner | null;
}

/** Lives eight hours after its owner last did something, by the database's clock; a used one is written again only in its last half. */
const LIFETIME = '8 h';

/**
 * Sessions are found by the hash of their id: who reads the table cannot use what stands in it. Undefined: there is none, or it is over.
 * It belongs to nobody any more once the address through which it was opened is not its owner's.
 */
export async function findSession(db: Db, id: string): Promise<StoredSession | undefined> {
  const { rows } = await sql<StoredSession>`${PREPARED}
    with found as (
      select sess, expire from session where sid = encode(sha256(convert_to(${id}, 'UTF8')), 'hex') and expire > now())
    select f.sess content,
           case when e.id is not null then jsonb_build_object(
             'employeeId', e.id::text, 'employeeNo', e.employee_no, 'language', e.language,
             'roles', coalesce((select jsonb_agg(r.role order by r.role)
                                  from role_assignment r
                                 where r.employee_id = e.id), '[]'),
             'isUnproven', exists (select from people_unproven(null) p where p.employee_id = e.id),
             'endsAt', ${iso('f.expire')}, 'isOld', f.expire < now() + ${LIFETIME}::interval / 2) end owner
      from found f
      left join employee e
        on e.id = (f.sess->>'employeeId')::bigint
       and f.sess->>'addressSha256' = encode(${addressHash(sql`e.email`)}, 'hex')
       and not exists (select from people_left(null) l where l.employee_id = e.id)`.execute(db);
  return rows[0];
}

/** Its owner did something. Answers when it ends now. */
export async function renewSession(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ endsAt: string }>`
    update session set expire = now() + ${LIFETIME}::interval
     where sid = encode(sha256(convert_to(${id}, 'UTF8')), 'hex') and expire > now()
    returning ${iso('expire')} "endsAt"`.execute(db);
  return rows[0]?.endsAt;
}

export async function saveSession(db: Db, id: string, content: Readonly<Record<string, unknown>>): Promise<void> {
  await sql`
    insert into session (sid, sess, expire)
    values (encode(sha256(convert_to(${id}, 'UTF8')), 'hex'), ${JSON.stringify(content)}::json,
            now() + ${LIFETIME}::interval)
    on conflict (sid) do update set sess = excluded.sess, expire = excluded.expire`.execute(db);
}

export async function endSession(db: Db, id: string): Promise<void> {
  await sql`delete from session where sid = encode(sha256(convert_to(${id}, 'UTF8')), 'hex')`.execute(db);
}
