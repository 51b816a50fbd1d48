import pg from 'pg';
import { expect, test } from 'vitest';
import { emptyDatabase, freshDatabase } from '../support/database.ts';

async function rows(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

test('gives every caller an own, migrated database', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()]);
  expect(one.url).not.toBe(two.url);
  expect(await rows(one.url, "select to_regclass('process_run')::text as name")).toEqual([{ name: 'process_run' }]);
  await Promise.all([one.drop(), two.drop()]);
  await expect(rows(one.url, 'select 1')).rejects.toThrow('does not exist');
});

test('gives an empty database, in which a part of a Hangul word is found', async () => {
  const { url, drop } = await emptyDatabase();
  expect(await rows(url, "select '두레시청' ilike '%시청%' as found, to_regclass('process_run') as name")).toEqual([
    { found: true, name: null },
  ]);
  await drop();
});
