import type { Client } from '@temporalio/client';
import type { Db } from '../../db/connection.ts';
import { readKeptTexts } from './histories.ts';
import { type Secret, type SecretSort, readSecrets } from './secrets.ts';

/** Where a text of the record was found in Temporal; the text itself is not repeated. */
export interface Leak {
  readonly sort: SecretSort;
  readonly workflowId: string;
  readonly where: string;
}

export interface LeakReport {
  readonly histories: number;
  readonly texts: number;
  /** How many texts of the record were looked for. */
  readonly secrets: number;
  readonly leaks: readonly Leak[];
}

const MOST_LEAKS = 50;

/** Reads all that a namespace keeps and looks for each name, address, number, written text and score of the record. */
export async function findLeaks({ db, client }: { readonly db: Db; readonly client: Client }): Promise<LeakReport> {
  const secrets = await readSecrets(db);
  const search = secretSearch(secrets);
  const known = new Map<string, readonly SecretSort[]>();
  const leaks: Leak[] = [];
  let texts = 0;
  const { histories } = await readKeptTexts(client, ({ workflowId, where, text }) => {
    texts += 1;
    let sorts = known.get(text);
    if (sorts === undefined) known.set(text, (sorts = search(text)));
    for (const sort of sorts) if (leaks.length < MOST_LEAKS) leaks.push({ sort, workflowId, where });
  });
  return { histories, texts, secrets: secrets.length, leaks };
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const WORD = /[\p{L}\p{N}]+/gu;

/** Says which sorts of secrets stand in a text: as whole words where they are ASCII, anywhere where they are not (particles cling to Korean names). */
export function secretSearch(secrets: readonly Secret[]): (text: string) => readonly SecretSort[] {
  const byFirstWord = new Map<string, Secret[]>();
  const anywhere: Secret[] = [];
  for (const secret of secrets) {
    const first = isAscii(secret.text) ? (secret.text.match(WORD)?.[0] ?? '').toLowerCase() : '';
    if (first === '') anywhere.push(secret);
    else byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), secret]);
  }
  return (given) => {
    const text = given.replaceAll(UUID, ' ');
    const found = new Set<SecretSort>();
    for (const word of new Set(text.toLowerCase().match(WORD) ?? [])) {
      for (const secret of byFirstWord.get(word) ?? []) if (stands(secret, text)) found.add(secret.sort);
    }
    if (!isAscii(text)) for (const { sort, text: secret } of anywhere) if (text.includes(secret)) found.add(sort);
    return [...found];
  };
}

function stands({ sort, text: secret }: Secret, text: string): boolean {
  const [hay, needle] = sort === 'address' ? [text.toLowerCase(), secret] : [text, secret];
  // A score inside a longer number (a version, a duration) is another number.
  const within = sort === 'score' ? /[\p{L}\p{N}.]/u : /[\p{L}\p{N}]/u;
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + 1)) {
    const before = hay[at - 1] ?? ' ';
    const after = hay[at + needle.length] ?? ' ';
    if (!within.test(before) && !within.test(after)) return true;
    if (sort === 'score' && after === '.' && !within.test(before) && !/\d/.test(hay[at + needle.length + 1] ?? ' ')) return true;
  }
  return false;
}

function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text);
}
