import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Route } from '../../contracts/api/route.ts';
import { ROUTES, type RouteName } from '../../contracts/api/routes.ts';
import { addressOf, samples } from './requests.ts';
import { Client, newestToken } from './support.ts';
import { type World, SECRETS, midYear } from './world.ts';

let world: World;
const clients = new Map<string, Client>();
const actors = ['S1', 'S2', 'S8', 'H1', 'H2', 'M1', 'HR1', 'HR2', 'S5', 'S6', 'S7'] as const;
beforeAll(async () => {
  world = await midYear();
  for (const no of actors) clients.set(no, await world.signIn(no));
});
afterAll(() => world.drop());

const reading = (Object.keys(ROUTES) as RouteName[]).filter((name) => ROUTES[name].method === 'GET');
const told = [SECRETS.score, SECRETS.scaled, SECRETS.points, SECRETS.opinion, SECRETS.strengths];

async function read(name: RouteName, actor: string): Promise<{ readonly status: number; readonly text: string }> {
  const route: Route = ROUTES[name];
  const { status, body } = await (clients.get(actor) as Client).ask('GET', addressOf(route.url, samples(world)[name]));
  return { status, text: JSON.stringify(body) };
}

describe('before publication', () => {
  test.each(reading.filter((name) => name !== 'getCalibration'))(
    '%s tells nobody a score, a grade or a word of a rating',
    async (name) => {
      for (const actor of actors) {
        const { text } = await read(name, actor);
        for (const secret of told) expect(text, `${name} by ${actor}`).not.toContain(secret);
      }
    },
  );

  test('an open session shows its board to its members only, and each view is logged', async () => {
    for (const actor of actors) {
      const { status, text } = await read('getCalibration', actor);
      const member = ['M1', 'H1', 'H2', 'HR1'].includes(actor);
      expect(status, actor).toBe(member ? 200 : 404);
      expect(text.includes(SECRETS.score), actor).toBe(member);
    }
    const log = await world.db.selectFrom('access_log').select('actor_id').where('what', '=', 'calibration').execute();
    expect(log).toHaveLength(4);
  });

  test('nobody sees the board of a group in which the own case is', async () => {
    await sql`
      insert into calibration_seat (process_run_id, seat, employee_id) values (${world.session}, 9, ${world.ids['S8']})`.execute(
      world.db,
    );
    expect((await read('getCalibration', 'S8')).status).toBe(404);
  });

  test('nor does a member see it whose address was changed and nobody has confirmed', async () => {
    const hr = clients.get('HR1') as Client;
    const email = 'h2-new@city.example';
    await hr.ask('PATCH', '/employees/H2', { body: { email } });
    const member = new Client(world.app);
    await member.ask('POST', '/sign-in/links', { body: { email } });
    await member.ask('POST', '/sign-in', { body: { token: await newestToken(world.db, world.ids['H2'] ?? '') } });
    clients.set('H2', member);
    expect((await read('getCalibration', 'H2')).status).toBe(404);
    await hr.ask('PATCH', '/employees/H2', { body: { email: 'h2@city.example' } });
    clients.set('H2', await world.signIn('H2'));
    expect((await read('getCalibration', 'H2')).status).toBe(200);
  });

  test('a locked session is closed to its members too, until all results come out', async () => {
    await sql`update calibration_session set locked_at = now() where process_run_id = ${world.session}`.execute(world.db);
    for (const actor of ['M1', 'H1', 'HR1']) expect((await read('getCalibration', actor)).status, actor).toBe(404);
  });

  test('a publication that lies ahead by the clock of the cycle shows nothing yet', async () => {
    await sql`update cycle set published_at = cycle_now(id) + interval '1 s' where id = ${world.cycleId}`.execute(world.db);
    expect((await read('getResult', 'S1')).status).toBe(404);
    expect((await read('listResults', 'S1')).text).toBe('{"items":[]}');
  });
});

describe('from the instant on', () => {
  test('the owner, the chain and, with a purpose, HR and auditors read the result; others never', async () => {
    await world.publish();
    for (const actor of actors) {
      const { status, text } = await read('getResult', actor);
      const reads = ['S1', 'H1', 'M1', 'HR1', 'S7'].includes(actor);
      expect(status, actor).toBe(reads ? 200 : 404);
      expect(text.includes(SECRETS.points), actor).toBe(reads);
    }
    const without = await (clients.get('HR1') as Client).ask('GET', `/results/${world.evaluations['S1']}`);
    expect([without.status, without.body]).toMatchObject([400, { details: { path: '/purpose' } }]);
  });

  test('a small group hides places, and the owner sees who looked and what for', async () => {
    const s1 = clients.get('S1') as Client;
    expect((await s1.ask('GET', `/results/${world.evaluations['S1']}`)).body).toMatchObject({
      mine: true,
      grade: SECRETS.grade,
      gradeName: { en: expect.any(String) as string },
      place: null,
      groupSize: null,
    });
    expect((await s1.ask('GET', '/results')).body).toMatchObject({ items: [{ points: SECRETS.points }] });
    const { body } = await s1.ask('GET', `/evaluations/${world.evaluations['S1']}/access`);
    expect(body['items']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ by: 'Name HR1', what: 'result', purpose: 'question', note: 'of theirs' }),
        expect.objectContaining({ by: 'Name H1', what: 'result' }),
      ]),
    );
    expect((body['items'] as { by: string }[]).some((one) => one.by === 'Name S2')).toBe(false);
  });
});
