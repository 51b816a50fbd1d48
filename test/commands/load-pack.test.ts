import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
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

describe('a pack that comes with the program', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'packs-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function loadOf(name: string, content: object) {
    await writeFile(join(folder, `${name}.json`), JSON.stringify({ ...content, name }));
    return loadShippedPack(db, name, pathToFileURL(`${folder}/`));
  }

  test.each([
    {
      what: 'does not fit together',
      fault: { distribution: { ...grade5.distribution, shares: [] } },
      path: '/distribution/shares',
    },
    { what: 'is not one by its schema', fault: { colour: 'red' }, path: '/colour' },
  ])('is refused with the place of its fault where it $what, and not stored', async ({ fault, path }) => {
    await expect(loadOf('unsound', { ...grade5, ...fault })).rejects.toMatchObject({
      code: 'pack-invalid',
      details: { issues: expect.arrayContaining([expect.objectContaining({ path })]) as unknown },
    });
    expect((await knownPacks(db)).filter(({ content }) => content.name === 'unsound')).toEqual([]);
  });

  test('is not there where no file has its name', async () => {
    expect(await loadShippedPack(db, 'nowhere', pathToFileURL(`${folder}/`))).toBeUndefined();
  });
});
