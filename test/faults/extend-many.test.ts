import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openTasks } from '../support/answers.ts';
import { settled } from '../support/history.ts';
import { order } from '../support/order.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, createWorld } from '../support/world.ts';

const TASKS = 10_000;
const RUNNING = 20;

let world: World;
beforeAll(async () => {
  world = await createWorld({ people: TASKS });
  await world.setClock('2026-12-07T00:00:00.000Z');
  await world.launch('self-assessment');
});
afterAll(() => world.drop());

/** The first twenty run in Temporal; the tasks of all others are written as their workflows would have. */
async function openAll(): Promise<readonly string[]> {
  const runs = await world.db.selectFrom('process_run').select(['id', 'workflow_id']).orderBy('id').execute();
  const live = runs.slice(0, RUNNING);
  const others = runs.slice(RUNNING).map(({ id }) => id);
  await sql`
    update outbox set delivered_at = now() where workflow_id <> all (${live.map((run) => run.workflow_id)}::text[])`.execute(
    world.db,
  );
  await world.startWorker();
  await world.relay();
  await waitFor('the tasks of the running', async () => (await openTasks(world)).length === RUNNING);
  await sql`
    with opened as (
      insert into task (process_run_id, kind, round, seat, assignee_id, opened_at, due_at, accepted_until)
      select p.id, t.kind, 1, 1, e.employee_id, t.opened_at, t.due_at, t.accepted_until
        from process_run p
        join evaluation e on e.id = p.evaluation_id, (select * from task limit 1) t
       where p.id = any (${others}::bigint[])
      returning id)
    insert into task_draft (task_id, content) select id, '{}' from opened`.execute(world.db);
  return live.map((run) => run.workflow_id);
}

test('ten thousand deadlines move in one statement, and no workflow hears of it', async () => {
  const live = await openAll();
  const costs = () => Promise.all(live.map((workflowId) => settled(world, workflowId)));
  const before = await costs();
  const due = () =>
    sql<{ due_at: string; accepted_until: string; n: number; statements: number }>`
    select due_at, accepted_until, count(*)::int n, count(distinct xmin::text || '.' || cmin::text)::int statements
      from task
     group by 1, 2`.execute(world.db);
  const [old] = (await due()).rows;
  const written = await world.db.selectFrom('outbox').select('id').execute();

  await order(world, { command: 'extend-tasks', selection: { phase: 'self-assessment' }, arguments: { workingDays: 5 } });

  const moved = (await due()).rows;
  expect(old).toMatchObject({ n: TASKS, due_at: '2026-12-30T09:00:00.000Z' });
  expect(moved).toEqual([
    { due_at: '2027-01-07T09:00:00.000Z', accepted_until: '2027-01-07T15:00:00.000Z', n: TASKS, statements: 1 },
  ]);
  expect(await world.db.selectFrom('outbox').select('id').execute()).toHaveLength(written.length);
  await world.relay();
  expect(await costs()).toEqual(before);
  expect(world.failures).toEqual([]);
});
