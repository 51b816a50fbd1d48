import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as prettier from 'prettier';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateToLatest, pendingMigrations } from '../../db/migrate.ts';
import { type FreshDatabase, emptyDatabase } from '../support/database.ts';

const root = join(import.meta.dirname, '../..');
const schema = join(root, 'db/schema.ts');

let database: FreshDatabase;
let folder: string;
beforeAll(async () => {
  database = await emptyDatabase();
  folder = mkdtempSync(join(tmpdir(), 'dure-schema-'));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Types of the migrated database as `kysely-codegen` writes them, formatted as ours. */
async function generated(): Promise<string> {
  const outFile = join(folder, 'schema.ts');
  const options = ['--dialect=postgres', '--date-parser=string', '--type-mapping={"timestamptz":"string"}', '--log-level=silent'];
  execFileSync(process.execPath, [
    join(root, 'node_modules/kysely-codegen/dist/cli/bin.js'),
    ...options,
    `--url=${database.url}`,
    `--out-file=${outFile}`,
    '--exclude-pattern=kysely_*',
    '--overrides={"columns":{"session.sess":"unknown"}}', // the session store's own business
  ]);
  const config = await prettier.resolveConfig(schema);
  return prettier.format(readFileSync(outFile, 'utf8'), { ...config, filepath: schema });
}

test('the migrations run from an empty database, and again change nothing', async () => {
  expect(await pendingMigrations(database.url)).not.toEqual([]);
  await migrateToLatest(database.url);
  expect(await pendingMigrations(database.url)).toEqual([]);
  await migrateToLatest(database.url);
});

// DURE_WRITE_SCHEMA=1 writes the file anew: test/README.md.
test('db/schema.ts says what the migrated database is', async () => {
  await migrateToLatest(database.url);
  const now = await generated();
  if (process.env['DURE_WRITE_SCHEMA'] !== undefined) writeFileSync(schema, now);
  expect(readFileSync(schema, 'utf8')).toBe(now);
});
