import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type World, SECRETS, midYear } from './world.ts';

let world: World;
let path: string;
beforeAll(async () => {
  world = await midYear();
  path = `/results/${world.evaluations['S1'] ?? ''}/versions`;
});
afterAll(() => world.drop());

/** The result in force ends, and one with other points takes its place. */
async function replace(points: string, reason: string): Promise<void> {
  await sql`update result set void_at = cycle_now(${world.cycleId}) where void_at is null`.execute(world.db);
  await sql`
    insert into result (evaluation_id, version, calibration_run_id, grade, points, score, opinion, strengths,
                        next_year, inputs, steps, changed_in_calibration, pack_name, pack_version,
                        pack_sha256, decided_at, reason)
    select evaluation_id, version + 1, calibration_run_id, grade, ${points}, score, opinion, strengths, next_year,
           inputs, steps, changed_in_calibration, pack_name, pack_version,
           pack_sha256, cycle_now(${world.cycleId}), ${reason} from result order by version desc limit 1`.execute(world.db);
}

describe('the versions of a result', () => {
  test('are none before publication', async () => {
    const owner = await world.signIn('S1');
    expect((await owner.ask('GET', path)).status).toBe(404);
  });

  test('are the public ones: the first stays readable beside the one that counts, with the reason', async () => {
    // Taken back and decided anew before anybody saw it.
    await replace(SECRETS.points, 'calibrated again');
    await sql`update rehearsal set now_at = now_at + interval '1 h'`.execute(world.db);
    await world.publish();
    await sql`update rehearsal set now_at = now_at + interval '1 h'`.execute(world.db);
    await replace('64.00', 'an appeal was upheld');
    const owner = await world.signIn('S1');
    const { status, body } = await owner.ask('GET', path);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      items: [
        {
          version: 2,
          points: SECRETS.points,
          opinion: SECRETS.opinion,
          acknowledgement: null,
          gradeName: { en: expect.any(String) as unknown },
          replacedAt: expect.any(String) as unknown,
        },
        { version: 3, points: '64.00', replacedAt: null, reason: 'an appeal was upheld' },
      ],
    });
    expect((body as { items: unknown[] }).items).toHaveLength(2);
    expect(JSON.stringify(body)).not.toContain('cycleId');
    const result = await owner.ask('GET', `/results/${world.evaluations['S1'] ?? ''}`);
    expect(result.body).toMatchObject({ version: 3, points: '64.00' });
  });

  test('are logged with the purpose, which auditors state', async () => {
    const auditor = await world.signIn('S7');
    expect((await auditor.ask('GET', path)).status).toBe(400);
    expect((await auditor.ask('GET', `${path}?purpose=audit&note=yearly`)).status).toBe(200);
    const log = await world.db
      .selectFrom('access_log')
      .select(['actor_id', 'purpose', 'note', 'what'])
      .orderBy('id', 'desc')
      .execute();
    expect(log[0]).toEqual({ actor_id: world.ids['S7'], purpose: 'audit', note: 'yearly', what: 'result' });
    const other = await world.signIn('S2');
    expect((await other.ask('GET', `${path}?purpose=other&note=curious`)).status).toBe(404);
  });
});
