import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Route } from '../../contracts/api/route.ts';
import { ROUTES, type RouteName } from '../../contracts/api/routes.ts';
import { may } from '../../domain/permissions.ts';
import { type Sample, addressOf, samples } from './requests.ts';
import { type Answered, type Client } from './support.ts';
import { type World, midYear } from './world.ts';

let world: World;
let requests: Readonly<Record<RouteName, Sample>>;
const clients = new Map<string, Client>();
beforeAll(async () => {
  world = await midYear();
  requests = samples(world);
  for (const no of ['S1', 'S2', 'HR1', 'HR2', 'S5']) clients.set(no, await world.signIn(no));
});
afterAll(() => world.drop());

const names = Object.keys(ROUTES) as RouteName[];
const withBody = names.filter((name) => 'body' in ROUTES[name]);

function actorFor(name: RouteName): Client {
  if (['getTask', 'saveDraft', 'closeTask'].includes(name)) return clients.get('S2') as Client;
  const [, client] = [...clients].find(([no]) =>
    may(ROUTES[name].row, {
      signedIn: true,
      roles: no === 'HR1' ? ['hr'] : no === 'HR2' ? ['hr-approver'] : no === 'S5' ? ['operator'] : [],
      relations: no === 'S1' ? ['owner'] : [],
    }),
  ) ?? ['S1', clients.get('S1') as Client];
  return client;
}

async function ask(name: RouteName, sample: Sample): Promise<Answered> {
  const route: Route = ROUTES[name];
  return actorFor(name).ask(route.method, addressOf(route.url, sample), sample.body === undefined ? {} : { body: sample.body });
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every place of a body, as a path of keys. */
function placesIn(value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((one, index) => placesIn(one, [...path, index]))];
  if (typeof value === 'object' && value !== null)
    return [path, ...Object.entries(value).flatMap(([key, one]) => placesIn(one, [...path, key]))];
  return [path];
}

const REMOVED = Symbol('removed');

function changed(value: Json, path: readonly (string | number)[], to: Json | typeof REMOVED): Json {
  const copy = structuredClone(value);
  const last = path.at(-1);
  if (last === undefined) return to === REMOVED ? {} : to;
  let at = copy as Record<string | number, Json>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, Json>;
  if (to === REMOVED) Reflect.deleteProperty(at, last);
  else at[last] = to;
  return copy;
}

async function footprint(): Promise<string> {
  const { rows } = await sql<{ n: string }>`
    select concat_ws('/',
             (select count(*) from audit_event), (select count(*) from outbox), (select count(*) from cycle),
             (select coalesce(sum(version), 0) from task_draft), (select count(*) from command_request),
             (select count(*) from notification), (select count(*) from rehearsal), (select count(*) from employee)) n`.execute(
    world.db,
  );
  return rows[0]?.n ?? '';
}

const WRONG: readonly Json[] = [
  'x'.repeat(100_000),
  'a\u0000b',
  'a\u0007b',
  '<script>alert(1)</script>',
  '\ud800',
  1e308,
  -1,
  true,
  null,
  [],
  [[]],
  {},
  { extra: 1 },
  '',
];

describe('malformed bodies', () => {
  test.each(withBody)('no field of %s can be bent into a 5xx', async (name) => {
    const body = requests[name].body as Json;
    for (const place of placesIn(body)) {
      for (const wrong of [...WRONG, REMOVED] as const) {
        const answer = await ask(name, { ...requests[name], body: changed(body, place, wrong) as Record<string, Json> });
        const what = `${name} ${place.join('.')} = ${String(JSON.stringify(wrong)).slice(0, 40)}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`;
        expect(answer.status, what).toBeLessThan(500);
        if (answer.status === 400)
          expect(answer.body, what).toMatchObject({ code: 'invalid-input', details: { path: expect.any(String) as string } });
      }
    }
  });

  test.each(withBody)('an unknown field anywhere in %s is named and changes nothing', async (name) => {
    const body = requests[name].body as Json;
    const before = await footprint();
    for (const place of placesIn(body)) {
      const at = place.reduce<Json>((value, key) => (value as Record<string | number, Json>)[key] as Json, body);
      if (typeof at !== 'object' || at === null || Array.isArray(at)) continue;
      const answer = await ask(name, {
        ...requests[name],
        body: changed(body, [...place, 'surprise'], 1) as Record<string, Json>,
      });
      expect([answer.status, answer.body], `${name} ${place.join('.')}`).toMatchObject([
        400,
        { code: 'invalid-input', details: { path: expect.stringContaining('surprise') as string } },
      ]);
    }
    expect(await footprint()).toBe(before);
  });
});

describe('malformed addresses', () => {
  const ids = ['0', '-1', '1.5', '9'.repeat(19), '9'.repeat(60), 'x', '%00', '%3Cb%3E', '1%0a', "1'--", '%F0%9F%98%80'];
  test.each(names.filter((name) => 'params' in ROUTES[name]))('no parameter of %s leads to a 5xx', async (name) => {
    for (const parameter of Object.keys(requests[name].params ?? {})) {
      for (const value of ids) {
        const route: Route = ROUTES[name];
        const url = route.url.replace(`:${parameter}`, value);
        const answer = await actorFor(name).ask(
          route.method,
          addressOf(url, requests[name]),
          requests[name].body === undefined ? {} : { body: requests[name].body },
        );
        expect(answer.status, `${name} ${parameter}=${value}: ${JSON.stringify(answer.body)}`).toBeGreaterThanOrEqual(400);
        expect(answer.status, `${name} ${parameter}=${value}: ${JSON.stringify(answer.body)}`).toBeLessThan(500);
      }
    }
  });

  test.each(names.filter((name) => 'query' in ROUTES[name]))(
    'no query of %s leads to a 5xx, and an unknown part is named',
    async (name) => {
      const route: Route = ROUTES[name];
      const keys = [...Object.keys(route.query?.shape ?? {}), 'surprise'];
      for (const key of keys) {
        for (const value of [
          '',
          'x'.repeat(5_000),
          '%00',
          '%07',
          '-1',
          '1e400',
          '%3Cscript%3E',
          '%ED%A0%80',
          'a&' + key + '=b',
          "';--",
          '%25',
          '%28%5B',
        ]) {
          const answer = await actorFor(name).ask(
            route.method,
            addressOf(route.url, { params: requests[name].params ?? {}, query: `${key}=${value}` }),
            {
              // Only a good body lets the query be judged.
              ...('body' in route && { body: requests[name].body }),
              headers: 'file' in route ? { 'content-type': 'text/csv' } : {},
            },
          );
          const what = `${name}?${key}=${value.slice(0, 30)}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`;
          expect(answer.status, what).toBeLessThan(500);
          if (key === 'surprise') expect(answer.body, what).toMatchObject({ code: 'invalid-input', details: { in: 'query' } });
        }
      }
    },
  );
});

describe('a file', () => {
  test.each([
    ['empty', Buffer.alloc(0)],
    ['NUL bytes', Buffer.from('employee_no,name\0,email,unit\n')],
    ['neither UTF-8 nor CP949', Buffer.from([0xff, 0xfe, 0xff, 0xff, 0x80, 0x0a])],
    ['only a header', Buffer.from('employee_no,name,email,unit\n')],
    ['a bomb of columns', Buffer.from(`${'a,'.repeat(50_000)}\n`)],
    ['an open quote', Buffer.from('employee_no,name,email,unit\n"1,2,3,4')],
  ])('of %s is answered with its problems', async (_name, file) => {
    const answer = await (clients.get('HR1') as Client).ask('POST', '/imports', {
      body: file,
      headers: { 'content-type': 'text/csv' },
    });
    expect(answer.status, JSON.stringify(answer.body).slice(0, 300)).toBeLessThan(500);
    if (answer.status === 200)
      expect(answer.body).toMatchObject({ imported: false, problems: [expect.objectContaining({ severity: 'error' })] });
  });

  test('of another type, or too large, is refused', async () => {
    const hr = clients.get('HR1') as Client;
    expect((await hr.ask('POST', '/imports', { body: { a: 1 } })).status).toBe(400);
    expect((await hr.ask('POST', '/imports', { body: '<a/>', headers: { 'content-type': 'application/xml' } })).status).toBe(415);
    expect(
      (await hr.ask('POST', '/imports', { body: Buffer.alloc(9 * 1024 * 1024, 'a'), headers: { 'content-type': 'text/csv' } }))
        .status,
    ).toBe(413);
  });
});
