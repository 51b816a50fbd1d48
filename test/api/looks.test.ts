import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from './support.ts';
import { type World, midYear } from './world.ts';

let world: World;
let hr: Client;
let result: string;
beforeAll(async () => {
  world = await midYear();
  hr = await world.signIn('HR1');
  result = `/results/${world.evaluations['S1'] ?? ''}`;
});
afterAll(() => world.drop());

const looks = (what: string) => world.db.selectFrom('access_log').selectAll().where('what', '=', what).orderBy('id').execute();

describe('a look at somebody’s evaluation', () => {
  test('row-5: is one, however often a page that is open asks again', async () => {
    const people = `/cycles/${world.cycleId}/people`;
    for (let poll = 0; poll < 20; poll += 1) await hr.ask('GET', people);
    expect(await looks('status')).toHaveLength(10);
    const timeline = `${people}/${world.evaluations['S1'] ?? ''}/timeline`;
    for (let poll = 0; poll < 5; poll += 1) await hr.ask('GET', timeline);
    expect(await looks('timeline')).toHaveLength(1);
  });

  test('row-5: is another one after signing in again, and of another person', async () => {
    const before = (await looks('status')).length;
    const again = await world.signIn('HR1');
    const approver = await world.signIn('HR2');
    for (const client of [again, approver]) await client.ask('GET', `/cycles/${world.cycleId}/people?q=S1`);
    expect(await looks('status')).toHaveLength(before + 2);
  });
});

describe('what somebody without a part in it looks at a result for', () => {
  beforeAll(() => world.publish());

  test('row-5: is chosen from a list and said in words, neither alone', async () => {
    for (const query of ['', '?purpose=audit', '?note=last+year', '?purpose=curiosity&note=last+year', '?purpose=audit&note=+'])
      expect((await hr.ask('GET', `${result}${query}`)).status, query).toBe(400);
    expect(await looks('result')).toEqual([]);
    expect((await hr.ask('GET', `${result}?purpose=audit&note=last+year`)).status).toBe(200);
    expect(await looks('result')).toMatchObject([{ actor_id: world.ids['HR1'], purpose: 'audit', note: 'last year' }]);
  });

  test('row-5: makes it another look where it is another', async () => {
    for (const note of ['last year', 'last year', 'this year'])
      await hr.ask('GET', `${result}?purpose=audit&note=${note.replace(' ', '+')}`);
    await hr.ask('GET', `${result}?purpose=appeal&note=this+year`);
    const told = (await looks('result')).map(({ purpose, note }) => `${purpose} ${note}`);
    expect(told).toEqual(['audit last year', 'audit this year', 'appeal this year']);
  });
});

describe('who looked', () => {
  test('row-5: is told to the owner page by page to the end', async () => {
    const evaluationId = world.evaluations['S2'] ?? '';
    await sql`
      insert into access_log (actor_id, evaluation_id, what)
      select ${world.ids['HR1']}, ${evaluationId}, 'status' from generate_series(1, 1200)`.execute(world.db);
    const owner = await world.signIn('S2');
    const all = (await world.db.selectFrom('access_log').select('id').where('evaluation_id', '=', evaluationId).execute()).length;
    let told = 0;
    for (let next: string | null = ''; next !== null;) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const { status, body } = await owner.ask('GET', `/evaluations/${evaluationId}/access?limit=200${cursor}`);
      expect(status).toBe(200);
      const page = body as unknown as { readonly items: readonly unknown[]; readonly next: string | null };
      told += page.items.length;
      next = page.next;
    }
    expect([told, all]).toEqual([all, all]);
    expect(all).toBeGreaterThanOrEqual(1200);
  });
});
