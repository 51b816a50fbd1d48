import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MailboxClient } from '../../cli/demo/mailbox-client.ts';
import { type SmallCycle, type SmallStack, createSmallCycle, startSmallStack } from '../support/stack.ts';
import { waitFor } from '../support/wait-for.ts';

const PEOPLE = 300;
/** Everybody but the chair and those who have nobody above. */
const LAUNCHED = PEOPLE;
const LAUNCH_MS = 300_000;

let stack: SmallStack;
let cycle: SmallCycle;
beforeAll(async () => {
  stack = await startSmallStack();
  cycle = await createSmallCycle(stack, { people: PEOPLE });
});
afterAll(() => stack.drop());

test('launched again after kill -9 at 10, 50 and 90 %, everybody has one run, one first task and one mail', async () => {
  await cycle.launch('goal-setting');
  for (const share of [0.1, 0.5, 0.9]) {
    await waitFor(`${share * 100} % of the tasks`, async () => (await count('task')) >= share * LAUNCHED, LAUNCH_MS);
    await killWorker();
    await cycle.launch('goal-setting');
  }
  await waitFor('every first task', async () => (await count('task')) >= LAUNCHED, LAUNCH_MS);

  await cycle.setClock('2026-01-19T00:30:00Z');
  for (const share of [0.1, 0.5, 0.9]) {
    await waitFor(`${share * 100} % of the mails`, async () => (await count('sent')) >= share * LAUNCHED, LAUNCH_MS);
    await killWorker();
    await cycle.launch('goal-setting');
  }
  await waitFor('every mail', async () => (await count('sent')) >= LAUNCHED, LAUNCH_MS);
  // A mail that was on its way when the worker died waits for its lease.
  await waitFor('no mail to be under way', async () => (await count('unsent')) === 0, LAUNCH_MS);

  expect(await count('run')).toBe(LAUNCHED);
  expect(await count('task')).toBe(LAUNCHED);
  expect(await count('subject')).toBe(LAUNCHED);
  const mails = await new MailboxClient(stack.at.mailbox ?? '').read();
  const ids = new Set(mails.map(({ headers }) => headers['message-id']));
  expect(ids.size).toBe(LAUNCHED);
  expect(new Set(mails.flatMap(({ to }) => to)).size).toBe(LAUNCHED);
  await waitFor('database and Temporal to agree', async () => (await stack.dure('ops', 'sweep', '--check')).status === 0);
});

async function killWorker(): Promise<void> {
  stack.kill('worker', 'SIGKILL');
  await stack.down('worker');
  await stack.ready('worker');
}

const COUNTS = {
  run: sql<{ n: number }>`select count(*)::int n from process_run where workflow_type = 'goalSettingWorkflow'`,
  task: sql<{ n: number }>`select count(*)::int n from task where kind = 'goals.draft' and state = 'open'`,
  subject: sql<{
    n: number;
  }>`select count(distinct p.evaluation_id)::int n from task t join process_run p on p.id = t.process_run_id`,
  sent: sql<{ n: number }>`select count(*)::int n from notification where state = 'sent'`,
  unsent: sql<{ n: number }>`select count(*)::int n from notification where state in ('queued', 'sending')`,
};

async function count(what: keyof typeof COUNTS): Promise<number> {
  return (await COUNTS[what].execute(stack.db)).rows[0]?.n ?? 0;
}
