import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Disturbance, type LivedYear, livedYear } from '../support/disturbed-year.ts';
import { mostCopies } from '../support/mail-copies.ts';
import type { SmallStack } from '../support/stack.ts';
import { waitFor } from '../support/wait-for.ts';

const run = promisify(execFile);
const YEAR_MS = 900_000;

describe('a year that is disturbed ends as one that is not', () => {
  let undisturbed: LivedYear;
  beforeAll(async () => {
    undisturbed = await livedYear();
    expect(broken(undisturbed)).toEqual([]);
    expect(undisturbed.copies).toBeLessThanOrEqual(undisturbed.triedAgain);
  }, YEAR_MS);

  /** @param kills how often something over which mails go is ended */
  async function endsTheSame(kills: number, disturb: Disturbance): Promise<void> {
    const year = await livedYear(disturb);
    expect(broken(year)).toEqual([]);
    expect(year.result.ok).toBe(true);
    expect(year.trace.tasks).toEqual(undisturbed.trace.tasks);
    expect(year.trace.mails).toEqual(undisturbed.trace.mails);
    expect(year.copies).toBeLessThanOrEqual(mostCopies(kills));
  }

  test('when Temporal is killed in the middle and its database is deleted, and one sweep is made', () =>
    // A worker without Temporal ends, and is started again.
    endsTheSame(1, async (stack, until) => {
      await until('2026-06-25T00:00:00Z');
      await stack.halt('temporal', 'SIGKILL');
      for (const end of ['', '-wal', '-shm']) rmSync(`${stack.temporalDatabaseFile}${end}`, { force: true });
      await stack.resume('temporal');
      const swept = await stack.dure('ops', 'sweep', '--json');
      expect(swept.stderr).toBe('');
      expect(swept.status).toBe(0);
      // The phases before are forgotten: everything that goes on goes on from the record.
      expect(await countOf(stack, 'goalSettingWorkflow')).toBe(0);
    }));

  test('when ten random runs are terminated with the plain CLI', () =>
    endsTheSame(0, async (stack, until) => {
      for (const instant of ['2026-02-03T00:00:00Z', '2026-06-25T00:00:00Z']) {
        await until(instant);
        for (const workflowId of await openWorkflows(stack, 5)) {
          const args = ['workflow', 'terminate', '--address', stack.at.temporal ?? '', '--workflow-id', workflowId];
          await run(stack.temporalCli ?? '', [...args, '--reason', 'a test']);
        }
        expect((await stack.dure('ops', 'sweep')).status).toBe(0);
      }
    }));

  test('when the worker is killed in mid-phase, Postgres restarts under load and the mail server hangs and goes away', () =>
    endsTheSame(6, async (stack, until) => {
      await until('2026-01-20T00:00:00Z');
      await killed(stack, 'worker');
      await until('2026-02-06T00:00:00Z');
      await stack.restart('postgres');
      await until('2026-06-10T00:00:00Z');
      await withMailRule(stack, { mode: 'hang' }, () => waitFor('a mail that hangs', () => mailsUnderWay(stack)));
      await until('2026-07-01T00:00:00Z');
      await stack.halt('mailbox', 'SIGKILL');
      await killed(stack, 'worker');
      await stack.resume('mailbox');
      await until('2027-01-05T00:00:00Z');
      await killed(stack, 'postgres');
      await killed(stack, 'api');
      await until('2027-01-12T00:00:00Z');
      await killed(stack, 'worker');
    }));
});

/** Names of the invariants that do not hold, with what breaks them. */
function broken({ result }: LivedYear): readonly unknown[] {
  return result.invariants.filter(({ ok }) => !ok);
}

async function countOf({ at }: SmallStack, type: string): Promise<number> {
  const connection = await Connection.connect({ address: at.temporal ?? '' });
  try {
    return (await new Client({ connection }).workflow.count(`WorkflowType = '${type}'`)).count;
  } finally {
    await connection.close();
  }
}

async function openWorkflows({ db }: SmallStack, count: number): Promise<readonly string[]> {
  const { rows } = await sql<{ workflow_id: string }>`
    select workflow_id from process_run where state = 'open' and phase <> 'cycle' order by random() limit ${count}`.execute(db);
  return rows.map((row) => row.workflow_id);
}

async function killed(stack: SmallStack, part: 'worker' | 'api' | 'postgres'): Promise<void> {
  stack.kill(part, 'SIGKILL');
  await stack.down(part);
  await stack.ready(part);
}

async function withMailRule(stack: SmallStack, rule: object, work: () => Promise<unknown>): Promise<void> {
  const set = (body: object) => fetch(`${stack.at.mailbox}/rules/*`, { method: 'PUT', body: JSON.stringify(body) });
  await set(rule);
  await work();
  await set({ mode: 'accept' });
}

async function mailsUnderWay({ db }: SmallStack): Promise<boolean> {
  return (await db.selectFrom('notification').select('id').where('state', '=', 'sending').execute()).length > 0;
}
