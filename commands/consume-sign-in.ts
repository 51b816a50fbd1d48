import { sql } from 'kysely';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { addressHash, tokenHash } from '../db/sign-in-tokens.ts';
import { DomainError } from '../domain/errors.ts';
import type { Locale } from '../domain/words/message.ts';
import { keepChoice, keepLanguageOfBrowser } from './choose-language.ts';

export interface UsedLink {
  readonly employeeId: string;
  readonly next: string;
  /** Of the address that the link went to, hexadecimal: the session lives no longer than this is the person's. */
  readonly addressSha256: string;
}

export interface UseLink {
  readonly token: string;
  /** Chosen on the page before signing in. */
  readonly chosen?: Locale | undefined;
  /** What the browser asks for. */
  readonly browser?: Locale | undefined;
}

/**
 * Uses a link: by compare-and-set, so that of two who come at once one gets in; nobody who has left meanwhile does.
 * @throws DomainError 'link-used-or-expired', also where the person has another address by now
 */
export async function consumeSignIn(db: Db, { token, chosen, browser }: UseLink): Promise<UsedLink> {
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<UsedLink & { readonly id: string }>`
      update sign_in_token t set used_at = now()
        from employee e
       where t.token_sha256 = ${tokenHash(token)}
         and t.purpose = 'sign-in'
         and t.used_at is null
         and t.expires_at > now()
         and e.id = t.employee_id
         and e.id not in (select employee_id from people_left(null))
         and t.address_sha256 = ${addressHash(sql`e.email`)}
      returning t.id, e.id "employeeId", t.next_path "next", encode(t.address_sha256, 'hex') "addressSha256"`.execute(trx);
    const [used] = rows;
    if (used === undefined) throw new DomainError('link-used-or-expired');
    const { id: tokenId, ...link } = used;
    await audit(trx, { what: 'sign-in.used', subject: link.employeeId, actor: link.employeeId, details: { tokenId } });
    const { employeeId } = link;
    if (chosen !== undefined) await keepChoice(trx, { employeeId, language: chosen });
    else if (browser !== undefined) await keepLanguageOfBrowser(trx, { employeeId, language: browser });
    return link;
  });
}
