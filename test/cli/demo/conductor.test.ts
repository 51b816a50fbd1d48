import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ApiClient } from '../../../cli/demo/api-client.ts';
import { type Conducting, conduct } from '../../../cli/demo/conductor.ts';
import { readCity } from '../../../cli/demo/city.ts';

// A server that answers as ours does, one look after another.

const NOW = '2027-11-18T01:00:00.000Z';
const ARCHIVE = '2027-12-31T15:00:00.000Z';
const quiet = { id: '1', now: NOW, quiet: true, waitingFor: [], next: null as string | null };

let server: FastifyInstance;
let origin: string;
let looks: (typeof quiet)[];
let moved: string[];
let archivedAt: string | null;

beforeEach(async () => {
  [looks, moved, archivedAt] = [[], [], null];
  server = fastify();
  server.get('/mails', () => []);
  server.get('/api/rehearsals/:id', () => (looks.length > 1 ? looks.shift() : looks[0]));
  server.get('/api/cycles/:id', () => ({ archivedAt }));
  server.post('/api/rehearsals/:id/clock', ({ body }) => {
    moved.push((body as { to: string }).to);
    [looks, archivedAt] = [[{ ...quiet, now: ARCHIVE }], ARCHIVE];
    return { now: ARCHIVE };
  });
  origin = await server.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => server.close());

function year(patienceMs: number): Conducting {
  const api = new ApiClient(`${origin}/api`);
  const city = readCity(1);
  return {
    world: { at: { mailbox: origin }, calendar: { timeZone: city.settings.timeZone } },
    people: [],
    hr: { cycles: [{ id: '1' }], nextAct: undefined, act: () => Promise.resolve([]), use: (work) => work(api) },
    rehearsalId: '1',
    watcher: { tell: () => undefined, step: () => Promise.resolve() },
    patienceMs,
  };
}

test('a year in which nothing is planned for a moment, as while a process is tried again, goes on when something is', async () => {
  looks = [quiet, quiet, quiet, { ...quiet, next: ARCHIVE }];
  await conduct(year(60_000));
  expect(moved).toEqual([ARCHIVE]);
});

test('a year in which nothing is planned any more says so in the end', async () => {
  looks = [quiet];
  await expect(conduct(year(300))).rejects.toThrow(`nothing is planned after ${NOW}, and not every cycle is archived`);
});
