import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MailboxClient } from '../../cli/demo/mailbox-client.ts';
import { copiesOf, mostCopies } from '../support/mail-copies.ts';
import { type SmallCycle, type SmallStack, addressOf, createSmallCycle, startSmallStack } from '../support/stack.ts';
import { waitFor } from '../support/wait-for.ts';

const PEOPLE = 60;
const MAILS_MS = 300_000;
/** The server, once. */
const KILLS = 1;

let stack: SmallStack;
let cycle: SmallCycle;
beforeAll(async () => {
  stack = await startSmallStack();
  cycle = await createSmallCycle(stack, { people: PEOPLE });
});
afterAll(() => stack.drop());

test('a mail server that refuses, hangs, goes away and comes back loses nothing and gets nothing twice', async () => {
  await cycle.launch('goal-setting');
  await waitFor('every first task', async () => (await open()) === PEOPLE);
  await rule('*', { mode: 'refuse', code: 451 });
  await cycle.setClock('2026-01-19T00:30:00Z');
  await waitFor('refusals', () => tried(5));
  // Five addresses for which it ends the connection hold up nobody: a sixth is heard.
  for (const n of [11, 12, 13]) await rule(addressOf(`P${n}`), { mode: 'refuse', code: 421 });
  for (const n of [14, 15]) await rule(addressOf(`P${n}`), { mode: 'drop' });
  await rule(addressOf('P16'), { mode: 'accept' });
  await waitFor('the mail that is accepted', async () => (await inState('sent')) === 1, MAILS_MS);
  for (const n of [11, 12, 13, 14, 15]) await rule(addressOf(`P${n}`), { mode: 'accept' });
  await rule('*', { mode: 'hang' });
  await waitFor('mails that hang', async () => (await inState('sending')) > 0);
  await stack.halt('mailbox', 'SIGKILL');
  await stack.resume('mailbox');
  // The rules are kept with the mails; one address goes on refusing, and one is refused for good.
  await rule(addressOf('P1'), { mode: 'refuse', code: 451 });
  await rule(addressOf('P2'), { mode: 'refuse', code: 550 });
  await rule('*', { mode: 'accept' });
  await waitFor('everybody else’s mail', async () => (await inState('sent')) === PEOPLE - 2, MAILS_MS);
  // Each mail is tried again at its own time: the one that is refused for good may come last.
  await waitFor('the one refused for good', async () => (await inState('dead')) === 1, MAILS_MS);
  expect((await stack.dure('ops', 'failed')).stdout).toContain('smtp-550');

  await rule(addressOf('P1'), { mode: 'accept' });
  await waitFor('the late one', async () => (await inState('sent')) === PEOPLE - 1, MAILS_MS);
  const mails = await new MailboxClient(stack.at.mailbox ?? '').read();
  expect(new Set(mails.map(({ headers }) => headers['message-id'])).size).toBe(PEOPLE - 1);
  expect(new Set(mails.flatMap(({ to }) => to)).size).toBe(PEOPLE - 1);
  expect(copiesOf(mails)).toBeLessThanOrEqual(mostCopies(KILLS));
});

async function rule(address: string, body: object): Promise<void> {
  await fetch(`${stack.at.mailbox}/rules/${encodeURIComponent(address)}`, { method: 'PUT', body: JSON.stringify(body) });
}

async function open(): Promise<number> {
  return (await stack.db.selectFrom('task').select('id').where('state', '=', 'open').execute()).length;
}

async function inState(state: string): Promise<number> {
  return (await stack.db.selectFrom('notification').select('id').where('state', '=', state).execute()).length;
}

async function tried(atLeast: number): Promise<boolean> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int n from notification where attempts > 0 and state = 'queued'`.execute(stack.db);
  return (rows[0]?.n ?? 0) >= atLeast;
}
