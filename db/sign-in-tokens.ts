import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';

export interface NewSignInToken {
  readonly employeeId: string;
  /** The address that the link goes to: it signs in for as long as this is the person's. */
  readonly email: string;
  readonly nextPath: string;
  readonly expiresAt: string;
}

/** A new one-time token; only its hash is kept. Made where its mail is written, and anew for each try. */
export async function createSignInToken(
  db: Db | Trx,
  { employeeId, email, nextPath, expiresAt }: NewSignInToken,
): Promise<string> {
  const token = newToken();
  await sql`
    insert into sign_in_token (token_sha256, employee_id, address_sha256, next_path, expires_at)
    values (${tokenHash(token)}, ${employeeId}, ${addressHash(sql`${email}`)}, ${nextPath}, ${expiresAt})`.execute(db);
  return token;
}

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** What links and sessions keep of the address that they came through. */
export function addressHash(email: ReturnType<typeof sql>) {
  return sql<Buffer>`sha256(convert_to(lower(${email}), 'UTF8'))`;
}
