import { sql } from 'kysely';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import type { Locale } from '../domain/words/message.ts';

interface Spoken {
  readonly employeeId: string;
  readonly language: Locale;
}

/** Somebody chooses a language on a page of their own. */
export async function chooseLanguage(db: Db, choice: Spoken): Promise<void> {
  await inTransaction(db, (trx) => keepChoice(trx, choice));
}

/** Lists of people and browsers leave the choice alone from then on. */
export async function keepChoice(trx: Trx, { employeeId, language }: Spoken): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('employee')
    .set({ language, language_by: 'person' })
    .where('id', '=', employeeId)
    .where(sql<boolean>`(language, language_by) is distinct from (${language}, 'person')`)
    .executeTakeFirst();
  if (numUpdatedRows > 0n)
    await audit(trx, { what: 'employee.language-chosen', subject: employeeId, actor: employeeId, details: { language } });
}

/** What the browser of a first sign-in asks for counts where neither the person nor the list of people has said any. */
export async function keepLanguageOfBrowser(trx: Trx, { employeeId, language }: Spoken): Promise<void> {
  await trx
    .updateTable('employee')
    .set({ language, language_by: 'browser' })
    .where('id', '=', employeeId)
    .where('language', 'is', null)
    .execute();
}
