import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { type Random, randomOf } from '../../cli/demo/random.ts';
import { deliver } from '../../worker/deliver.ts';
import { startRelay } from '../../worker/relay.ts';
import { sweep } from '../../worker/sweep.ts';
import { answer, openTasks } from '../support/answers.ts';
import { SCENARIOS, keyOf } from '../support/scenarios.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, createWorld } from '../support/world.ts';

const PEOPLE = 100;
const WAYS = SCENARIOS.filter(({ phase, situation }) => phase === 'goal-setting' && situation === undefined);
/** Longer than a run needs for its next step; what is still after it was lost. */
const STILL_MS = 1_500;
const LATE_MS = 40;

let world: World;
const people = new Map<string, number>(); // by evaluation
beforeAll(async () => {
  world = await createWorld({ people: PEOPLE });
  await world.startWorker();
  const rows = await world.db.selectFrom('evaluation').select('id').orderBy('id').execute();
  rows.forEach(({ id }, index) => people.set(id, index));
});
afterAll(() => world.drop());

const wayOf = (evaluationId: string | null) => WAYS[(people.get(evaluationId ?? '') ?? 0) % WAYS.length];

/** A third is lost, a third arrives twice, and all of it in any order. */
function chaotic(random: Random, counts: { lost: number; twice: number }): typeof deliver {
  return async (client, row) => {
    const chance = random.next();
    await new Promise((resolve) => setTimeout(resolve, random.between(0, LATE_MS)));
    if (chance < 1 / 3) counts.lost += 1;
    else await deliver(client, row);
    if (chance < 2 / 3) return;
    counts.twice += 1;
    await deliver(client, row);
  };
}

async function whatMoves(): Promise<'tasks' | 'deliveries' | 'nothing' | 'done'> {
  const { rows } = await sql<{ tasks: string; undelivered: string; open: string }>`
    select (select count(*) from task where state = 'open') tasks,
           (select count(*) from process_run where state = 'open') open,
           (select count(*) from outbox where delivered_at is null and dead_why is null) undelivered`.execute(world.db);
  if (rows[0]?.open === '0') return 'done';
  if (rows[0]?.tasks !== '0') return 'tasks';
  return rows[0]?.undelivered === '0' ? 'nothing' : 'deliveries';
}

async function answerAll(): Promise<void> {
  const tasks = await openTasks(world);
  await Promise.all(
    tasks.map((task) => {
      const step = wayOf(task.evaluation_id)?.steps.find((one) => keyOf(one) === keyOf(task));
      if (step === undefined) throw new Error(`${keyOf(task)} belongs to no way`);
      return answer(world, task, { outcome: step.ends });
    }),
  );
}

test('a hundred goal settings end as they should when deliveries are lost, doubled and shuffled', async () => {
  const counts = { lost: 0, twice: 0 };
  const relay = startRelay({ ...world.relayDeps, deliver: chaotic(randomOf('relay-chaos', 1), counts) });
  await world.launch('goal-setting');
  let sweeps = 0;
  for (let moves = await whatMoves(); moves !== 'done'; moves = await whatMoves()) {
    if (moves === 'tasks') await answerAll();
    else {
      const moved = await waitFor('anything to move', async () => ['tasks', 'done'].includes(await whatMoves()), STILL_MS).catch(
        () => false,
      );
      if (moved || (await whatMoves()) !== 'nothing') continue;
      const { client, namespace } = world;
      await sweep({ db: world.db, client, registration: { namespace, timeZone: 'Asia/Seoul' } }, '0 s');
      sweeps += 1;
    }
  }
  await relay.stop();

  const { rows } = await sql<{ evaluation_id: string; what: string }>`
    select p.evaluation_id, t.kind || '/' || t.round || '/' || t.seat || ' ' || t.outcome what
      from task t join process_run p on p.id = t.process_run_id order by p.evaluation_id, what`.execute(world.db);
  const expected = [...people.keys()].flatMap((id) =>
    (wayOf(id)?.steps ?? []).map((step) => ({ evaluation_id: id, what: `${keyOf(step)} ${step.ends}` })),
  );
  const sorted = (list: readonly { evaluation_id: string; what: string }[]) => list.map((one) => JSON.stringify(one)).sort();
  expect(sorted(rows)).toEqual(sorted(expected));
  expect(await world.db.selectFrom('process_run').select('outcome').distinct().execute()).toEqual([{ outcome: 'agreed' }]);
  expect(counts.lost).toBeGreaterThan(100);
  expect(counts.twice).toBeGreaterThan(100);
  expect(sweeps).toBeGreaterThan(0);
  expect(world.failures).toEqual([]);
});
