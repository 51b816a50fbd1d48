import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { knownPacks, packsStoredOtherwise } from '../../commands/known-packs.ts';
import { loadPack, loadShippedPack } from '../../commands/load-pack.ts';
import { type Db, connect } from '../../db/connection.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { shippedPack } from '../support/packs.ts';

let database: FreshDatabase;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase();
  db = connect({ url: database.url, role: 'owner', max: 10 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const grade5 = shippedPack('kr-local-grade5');
const contents = Array.from({ length: 8 }, (_, day) => ({
  ...grade5,
  name: 'two-at-once',
  effectiveFrom: `2025-01-0${day + 1}`,
}));

describe('a version of a pack', () => {
  test('is taken by one content where several are loaded at once, and the others are told its name and version', async () => {
    const loads = await Promise.allSettled(contents.map((content) => loadPack(db, { content })));
    expect(loads.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const details = { name: 'two-at-once', version: '2026-1' };
    for (const load of loads)
      if (load.status === 'rejected')
        expect(load.reason).toMatchObject({
          code: 'pack-invalid',
          details: { issues: [{ path: '/version', reason: 'version-taken', details }] },
        });
  });

  test('is one row where the same content is loaded by several at once', async () => {
    const content = { ...grade5, name: 'same-at-once' };
    const ids = await Promise.all(Array.from({ length: 8 }, () => loadPack(db, { content })));
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
  });

  test('keeps its content when another comes with the program, and only that one can be pinned', async () => {
    const stored = await loadPack(db, { content: { ...shippedPack('arizona'), title: { ko: '옛 제도', en: 'As it was' } } });
    expect(await loadShippedPack(db, 'arizona')).toEqual(stored);
    expect((await packsStoredOtherwise(db)).map(({ name, version }) => [name, version])).toEqual([['arizona', stored.version]]);
    const listed = (await knownPacks(db)).filter(({ content }) => content.name === 'arizona');
    expect(listed.map(({ id, shipped }) => [id, shipped])).toEqual([[stored.id, false]]);
  });
});
