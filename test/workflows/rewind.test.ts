import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { act, ends, openKeys } from '../support/acting.ts';
import { order } from '../support/order.ts';
import { SCENARIOS, type Step, keyOf } from '../support/scenarios.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, createWorld } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.startWorker();
});
afterAll(async () => {
  await world.drop();
  expect(world.failures).toEqual([]);
});

interface Run {
  readonly id: string;
  readonly workflow_id: string;
  readonly attempt: number;
  readonly state: string;
}

const runs = () =>
  world.db
    .selectFrom('process_run')
    .select(['id', 'workflow_id', 'attempt', 'state'])
    .where('phase', '=', 'goal-setting')
    .orderBy('attempt')
    .execute();

async function play(run: Run | undefined, steps: readonly Step[], content: object = {}): Promise<void> {
  if (run === undefined) throw new Error('no run');
  await world.relay();
  for (const step of steps) {
    await waitFor(keyOf(step), async () => (await openKeys(world, run.id)).includes(keyOf(step)));
    await act(world, run.id, step.kind === 'goals.draft' ? { ...step, content } : step);
    await world.relay();
  }
  await world.handle(run.workflow_id).result();
}

test('a finished goal setting goes back to its first draft and ends again, and what was signed stays signed', async () => {
  const steps = SCENARIOS.find(({ name }) => name === 'goal-setting-agreed')?.steps ?? [];
  await world.launch('goal-setting');
  const [first] = await runs();
  await play(first, steps);
  const old = await sql<{
    task_id: string;
    sha256: string;
  }>`select task_id, encode(sha256, 'hex') sha256 from submission order by task_id`.execute(world.db);

  await order(world, {
    command: 'rewind',
    selection: { phase: 'goal-setting' },
    arguments: { toKind: 'goals.draft', toRound: 1 },
  });
  const [rewound, second] = await runs();
  expect(rewound).toMatchObject({ id: first?.id, state: 'void', attempt: 1 });
  expect(second).toMatchObject({ state: 'open', attempt: 2 });
  const { rows: drafts } = await sql<{ content: { goals: object[] } }>`
    select s.content from submission s join task t on t.id = s.task_id where t.kind = 'goals.draft'`.execute(world.db);
  const goals = (drafts[0]?.content.goals ?? []).map((goal) => ({ ...goal, target: '90' }));
  await play(second, steps, { goals });

  expect((await runs()).map(({ state }) => state)).toEqual(['void', 'done']);
  expect(await ends(world, second?.id ?? '')).toEqual(steps.map((step) => `${keyOf(step)} ${step.ends}`).sort());
  const still = await sql`
      select task_id, encode(sha256, 'hex') sha256
        from submission
       where task_id = any (${old.rows.map((row) => row.task_id)}::bigint[])
       order by task_id`.execute(world.db);
  expect(still.rows).toEqual(old.rows);

  const { rows: signatures } = await sql<{ attempt: number; meaning: string; void: boolean; fits: boolean }>`
    select p.attempt, s.meaning, s.void_at is not null void,
           s.document_sha256 = (select d.sha256
                                  from task w
                                  join submission d on d.task_id = w.id
                                 where w.process_run_id = p.id and w.kind = 'goals.draft') fits
      from signature s
      join task t on t.id = s.task_id
      join process_run p on p.id = t.process_run_id
     order by p.attempt, t.id`.execute(world.db);
  const signed = (attempt: number, isVoid: boolean) =>
    ['prepared', 'agreed', 'confirmed'].map((meaning) => ({ attempt, meaning, void: isVoid, fits: true }));
  expect(signatures).toEqual([...signed(1, true), ...signed(2, false)]);

  const { rows: inForce } = await sql<{ version: number; target: string; replaced: boolean }>`
    select version, target, replaced_at is not null replaced from goal order by version, key`.execute(world.db);
  const version = (number: number, target: string, replaced: boolean) =>
    Array(2).fill({ version: number, target, replaced }) as unknown[];
  expect(inForce).toEqual([...version(1, '85', true), ...version(2, '90', false)]);
});
