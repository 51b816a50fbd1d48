import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Route } from '../../contracts/api/route.ts';
import { ROUTES, type RouteName } from '../../contracts/api/routes.ts';
import { PERMISSIONS, type PermissionRow, type Relation, type Role, may } from '../../domain/permissions.ts';
import { type Sample, addressOf, samples } from './requests.ts';
import { Client } from './support.ts';
import { type World, midYear } from './world.ts';

let world: World;
let requests: Readonly<Record<RouteName, Sample>>;
beforeAll(async () => {
  world = await midYear();
  await world.publish();
  requests = samples(world);
  const hr = await world.signIn('HR1');
  await hr.ask('POST', '/commands', { body: { ...requests.requestCommand.body, previewSha256: undefined } });
  await hr.ask('POST', '/role-requests', { body: requests.requestRole.body });
  await hr.ask('POST', '/departures', { body: requests.requestDeparture.body });
});
afterAll(() => world.drop());

const names = Object.keys(ROUTES) as RouteName[];
const ROLE_OF: Readonly<Partial<Record<string, Role>>> = {
  HR1: 'hr',
  HR2: 'hr-approver',
  S5: 'operator',
  S6: 'clerk',
  S7: 'auditor',
};
const ACTORS = ['nobody', 'S1', 'S2', 'S4', 'H1', 'H2', 'M1', 'HR1', 'HR2', 'S5', 'S6', 'S7'] as const;

/** What somebody is to the things that the samples name: S2 has the open task, S1 owns evaluation and submission, H1 rates, M1 reviews and chairs. */
function relationsOf(name: RouteName, actor: string): readonly Relation[] {
  const all: Record<string, Relation[]> = { S2: ['assignee'] };
  if (['getTask', 'saveDraft', 'closeTask'].includes(name)) return all[actor] ?? [];
  if (name === 'getCalibration') return ['M1', 'H1', 'H2', 'HR1'].includes(actor) ? ['member'] : [];
  if (name === 'getSubmission' && actor === 'S1') return ['assignee', 'owner'];
  return actor === 'S1' ? ['owner'] : actor === 'H1' || actor === 'M1' ? ['chain'] : [];
}

const clients = new Map<string, Client>();

/** One session for each person, but for the route that ends it. */
async function clientOf(name: RouteName, actor: string): Promise<Client> {
  if (actor === 'nobody') return new Client(world.app);
  const client = (name === 'signOut' ? undefined : clients.get(actor)) ?? (await world.signIn(actor));
  if (name !== 'signOut') clients.set(actor, client);
  return client;
}

async function statusOf(name: RouteName, actor: string): Promise<number> {
  const route: Route = ROUTES[name];
  const sample = requests[name];
  const client = await clientOf(name, actor);
  const body = sample.file ?? sample.body;
  const headers = sample.file === undefined ? {} : { 'content-type': 'text/csv' };
  return (await client.ask(route.method, addressOf(route.url, sample), { ...(body === undefined ? {} : { body }), headers }))
    .status;
}

describe('the permission table', () => {
  test('every route of the contract is served with its row, and nothing else is below /api', async () => {
    for (const name of names) {
      const { method, url } = ROUTES[name];
      expect(world.app.hasRoute({ method, url: `/api${url}` }), `${method} ${url}`).toBe(true);
    }
    const document = (await new Client(world.app).ask('GET', '/openapi.json')).body as {
      paths: Record<string, Record<string, unknown>>;
    };
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api', '')}`),
    );
    expect(told.sort()).toEqual(
      names.map((name) => `${ROUTES[name].method} ${ROUTES[name].url.replaceAll(/:(\w+)/g, '{$1}')}`).sort(),
    );
  });

  test('every row of the table is used', () => {
    const used = new Set<PermissionRow>(names.map((name) => ROUTES[name].row));
    expect(Object.keys(PERMISSIONS).filter((row) => !used.has(row as PermissionRow))).toEqual([]);
  });

  test.each(names)('%s lets in who stands in its row, and for everybody else there is nothing', async (name) => {
    for (const actor of ACTORS) {
      const role = ROLE_OF[actor];
      const caller = {
        signedIn: actor !== 'nobody',
        roles: role === undefined ? [] : [role],
        relations: relationsOf(name, actor),
      };
      const status = await statusOf(name, actor);
      const what = `${name} by ${actor} (${status})`;
      if (may(ROUTES[name].row, caller)) expect([401, 403, 404, 500], what).not.toContain(status);
      else expect(status, what).toBe(actor === 'nobody' ? 401 : 404);
    }
  });
});
