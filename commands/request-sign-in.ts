import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';

export interface SignInRequest {
  readonly email: string;
  /** Where the person wanted to go. */
  readonly next?: string | undefined;
}

/**
 * Notes that somebody asks for a sign-in link, and nothing else: known or not, an address costs the same. The worker looks whose it is
 * (`answerSignInAsks`). Asked for again before that, it stays one.
 */
export async function requestSignIn(db: Db, { email, next = '/' }: SignInRequest): Promise<void> {
  await sql`
    insert into sign_in_ask (email, next_path)
    values (lower(${email}), ${next})
    on conflict (email) do update
       set next_path = excluded.next_path, asked_at = excluded.asked_at`.execute(db);
}
