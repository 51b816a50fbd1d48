import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leaves } from '../commands/small-city.ts';
import { type ApiCity, type Client, apiCity, withGoalTasks } from './support.ts';

// What lies with who has left: H1 rates four, M1 reviews eight and chairs, HR1 sits in the committee and is HR.

let city: ApiCity;
let hr: Client;
let head: Client;
beforeAll(async () => {
  city = await apiCity();
  await withGoalTasks(city);
  [hr, head] = await Promise.all([city.signIn('HR1'), city.signIn('H1')]);
});
afterAll(() => city.drop());

interface Item {
  readonly employeeNo: string;
  readonly rates: readonly string[];
  readonly reviews: readonly string[];
}

async function handovers(): Promise<readonly Item[]> {
  const { status, body } = await hr.ask('GET', `/cycles/${city.cycleId}/handovers`);
  expect(status).toBe(200);
  return body['items'] as Item[];
}

test('row-26: nothing is to be handed on while nobody has left', async () => {
  expect(await handovers()).toEqual([]);
  expect((await head.ask('GET', '/tasks')).status).toBe(200);
  expect((await head.ask('GET', `/cycles/${city.cycleId}/handovers`)).status).toBe(404);
});

describe('who has left', () => {
  beforeAll(async () => {
    await leaves(city, 'H1', '2020-06-30');
    await leaves(city, 'M1', '2020-06-30');
    await leaves(city, 'S8', '9999-12-31');
  });

  test('row-26: HR is told what lies with who has left, who is signed out', async () => {
    const [h1, m1, ...others] = await handovers();
    expect(others).toEqual([]);
    expect(h1).toMatchObject({ employeeNo: 'H1', leftOn: '2020-06-30', chairs: false, sits: true, tasks: [], roles: [] });
    expect([h1?.rates.length, h1?.reviews.length]).toEqual([4, 0]);
    expect(m1).toMatchObject({ employeeNo: 'M1', evaluationId: null, chairs: true, sits: false });
    expect([m1?.rates.length, m1?.reviews.length]).toEqual([2, 8]);
    expect((await head.ask('GET', '/tasks')).status).toBe(401);
  });

  test('row-5: what lies with who has left is a look at each whose own evaluation still runs', async () => {
    const items = (await handovers()) as readonly (Item & { readonly evaluationId: string | null })[];
    const looks = await city.db
      .selectFrom('access_log')
      .select(['actor_id', 'evaluation_id', 'what'])
      .where('actor_id', '=', city.ids['HR1'] ?? '0')
      .execute();
    const own = items.flatMap(({ evaluationId }) => evaluationId ?? []);
    expect(own).toHaveLength(1);
    expect(looks).toEqual([{ actor_id: city.ids['HR1'], evaluation_id: own[0], what: 'status' }]);
  });

  test('row-26: what lies with them is handed on by the reassign command, many at once, with a preview', async () => {
    const [h1] = await handovers();
    const command = {
      command: 'reassign',
      cycleId: city.cycleId,
      selection: { evaluationIds: h1?.rates },
      arguments: { as: 'rater', employeeNo: 'H2' },
    };
    const { body: preview } = await hr.ask('POST', '/commands/preview', { body: command });
    expect(preview).toMatchObject({ affected: 4, blockedBy: [] });
    const { body } = await hr.ask('POST', '/commands', { body: { ...command, reason: 'retired', idempotencyKey: 'hand-on-1' } });
    expect(body['state']).toBe('executed');
    expect((await handovers()).find(({ employeeNo }) => employeeNo === 'H1')?.rates).toEqual([]);
  });
});
