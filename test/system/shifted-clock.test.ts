import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallCycle, type SmallStack, createSmallCycle, startSmallStack } from '../support/stack.ts';
import { waitFor } from '../support/wait-for.ts';

const preload = join(import.meta.dirname, '../support/preload/shift-clock.ts');
const HOUR_MS = 3_600_000;
const OPEN_SECONDS = 12;
/** The undisturbed cost: 6 and 7 for a task that is closed, 6 and 8 for one that expires; a timer that fires a moment early looks once more. */
const MOST_EVENTS = { closed: 13, expired: 14 + 7 };

describe.each([
  ['ahead', HOUR_MS],
  ['behind', -HOUR_MS],
])('with the host clock of worker and API one hour %s', (_way, shiftMs) => {
  let stack: SmallStack;
  let cycle: SmallCycle;
  beforeAll(async () => {
    const shifted = { NODE_OPTIONS: `--import=${preload}`, DURE_TEST_SHIFT_MS: String(shiftMs) };
    stack = await startSmallStack({ partEnvironment: { worker: shifted, api: shifted } });
    cycle = await createSmallCycle(stack, { people: 2, live: true });
    await sql`
      update task_rule
         set due_at = now() + make_interval(secs => ${OPEN_SECONDS}), accepted = 'due', least_working_days = 0
       where kind = 'self-assessment.write'`.execute(stack.db);
    await sql`
      update phase_window
         set opens_at = now() - interval '1 day', closes_at = now() + interval '1 day', newcomer_days = null
       where phase = 'self-assessment'`.execute(stack.db);
  });
  afterAll(() => stack.drop());

  test('nobody expires early and no run exceeds its budget', async () => {
    await cycle.launch('self-assessment');
    await waitFor('both tasks', async () => (await tasks()).length === 2);
    // In time by the database's clock, whatever the host says.
    const closed = await cycle.account('P1').use('/tasks', async (api) => {
      const { items } = await api.call('listTasks', { query: { group: 'mine' } });
      const id = items[0]?.id ?? '';
      const { draft } = await api.call('getTask', { params: { id } });
      return api.call('closeTask', { params: { id }, body: { outcome: 'done', version: draft?.version ?? 0 } });
    });
    expect(closed.outcome).toBe('done');

    const all = await waitFor('the other task to expire', async () => {
      const found = await tasks();
      return found.every(({ state }) => state === 'closed') ? found : undefined;
    });
    expect(all.map(({ employee_no, outcome }) => [employee_no, outcome])).toEqual([
      ['P1', 'done'],
      ['P2', 'expired'],
    ]);
    expect(all[1]?.early).toBe(false);
    await waitFor('both processes to end', async () => {
      const runs = await stack.db.selectFrom('process_run').select('state').execute();
      return runs.every(({ state }) => state === 'done');
    });
    const [done, expired] = [await events(all[0]?.workflow_id), await events(all[1]?.workflow_id)];
    expect(done).toBeLessThanOrEqual(MOST_EVENTS.closed);
    expect(expired).toBeLessThanOrEqual(MOST_EVENTS.expired);
  });

  interface Row {
    readonly employee_no: string;
    readonly state: string;
    readonly outcome: string | null;
    readonly workflow_id: string;
    readonly early: boolean | null;
  }

  async function tasks(): Promise<readonly Row[]> {
    const { rows } = await sql<Row>`
      select e.employee_no, t.state, t.outcome, p.workflow_id, t.recorded_at < t.accepted_until early
        from task t
        join process_run p on p.id = t.process_run_id
        join employee e on e.id = t.assignee_id
       where e.employee_no like 'P%'
       order by 1`.execute(stack.db);
    return rows;
  }

  async function events(workflowId = ''): Promise<number> {
    const connection = await Connection.connect({ address: stack.at.temporal ?? '' });
    try {
      const client = new Client({ connection });
      await client.workflow.getHandle(workflowId).result();
      return (await client.workflow.getHandle(workflowId).fetchHistory()).events?.length ?? 0;
    } finally {
      await connection.close();
    }
  }
});
