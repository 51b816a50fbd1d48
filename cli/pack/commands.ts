import { type PackFinding, checkPack } from '../../commands/check-pack.ts';
import { sha256Of } from '../../commands/sha256-of.ts';
import { findShippedPack, shippedPacks } from '../../commands/shipped-packs.ts';
import { packJsonSchema } from '../../contracts/pack/json-schema.ts';
import { diffOf } from '../../domain/packs/diff.ts';
import { explainPack } from '../../domain/packs/explain.ts';
import type { ExplainedRole } from '../../domain/packs/explain/part.ts';
import type { Locale } from '../../domain/words/message.ts';
import { differenceLine, explanation, findingLine } from './print.ts';
import { readPack, readSoundPack } from './source.ts';

const HASH_DIGITS = 12;

interface Printed {
  readonly locale: Locale;
  readonly json?: true;
}

/** A line for each: `shipped` or the id of the loaded pack, name, version, beginning of the hash. */
export async function list(): Promise<void> {
  for (const name of await shippedPacks()) {
    const { pack } = checkPack(await findShippedPack(name));
    print(['shipped', name, pack?.version, sha256Of(pack).toString('hex').slice(0, HASH_DIGITS)].join('\t'));
  }
  if (!process.env['DATABASE_URL']) return;
  const { withAppDatabase } = await import('../with-app-database.ts');
  const rows = await withAppDatabase((db) =>
    db.selectFrom('policy_pack').select(['id', 'name', 'version', 'sha256']).orderBy('id', 'desc').execute(),
  );
  for (const { id, name, version, sha256 } of rows)
    print([id, name, version, sha256.toString('hex').slice(0, HASH_DIGITS)].join('\t'));
}

export async function show(what: string): Promise<void> {
  print(JSON.stringify(await readPack(what), undefined, 2));
}

/** Exit status 1 with everything that is wrong; JSON is one object with the list. */
export async function check(what: string, { locale, json }: Printed): Promise<void> {
  const findings = await findingsIn(what);
  if (findings.length > 0) process.exitCode = 1;
  if (json) print(JSON.stringify({ findings }));
  else print(findings.length === 0 ? `${what}: nothing found` : findings.map((one) => findingLine(locale, one)).join('\n'));
}

async function findingsIn(what: string): Promise<readonly PackFinding[]> {
  try {
    return checkPack(await readPack(what)).findings;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [{ code: 'not-json', pointer: '', details: { message: error.message } }];
  }
}

export async function diff([before, after]: readonly [string, string], { locale, json }: Printed): Promise<void> {
  const differences = diffOf(await readPack(before), await readPack(after));
  if (json) print(JSON.stringify(differences.map(({ place: _, ...difference }) => difference)));
  else print(differences.length === 0 ? 'no difference' : differences.map((one) => differenceLine(locale, one)).join('\n'));
}

export async function explain(
  what: string,
  { as, locale }: { readonly as: ExplainedRole; readonly locale: Locale },
): Promise<void> {
  print(explanation(explainPack(await readSoundPack(what), as, locale)));
}

export function schema(): void {
  print(JSON.stringify(packJsonSchema(), undefined, 2));
}

export async function load(file: string): Promise<void> {
  const { loadPack } = await import('../../commands/load-pack.ts');
  const { withAppDatabase } = await import('../with-app-database.ts');
  const content = await readPack(file);
  const { id, name, version } = await withAppDatabase((db) => loadPack(db, { content }));
  print([id, name, version].join('\t'));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
