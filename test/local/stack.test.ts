import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { portIsFree } from '../../local/free-port.ts';
import { startStack, type Part, type Stack, type StackOptions } from '../../local/stack.ts';
import { temporalAnswers } from '../../local/temporal.ts';
import { eventually, isAlive, parentOf, portOf, scratchFolder, stillOpen } from './processes.ts';

async function started(options: Partial<StackOptions> & { parts: readonly Part[] }): Promise<Stack> {
  const stack = await startStack({ dataDir: scratchFolder(), mode: 'test', ...options });
  onTestFinished(stack.stop);
  return stack;
}

async function query(url: string | undefined, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

test('starts the embedded servers, and leaves no process and no port when it stops', async () => {
  const parts = ['postgres', 'temporal', 'mailbox'] as const;
  const stack = await started({ parts });
  const { database = '', temporal = '', mailbox = '', smtp = '' } = stack.at;
  expect(await query(database, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await temporalAnswers(temporal, 'default')).toBe(true);
  expect((await fetch(`${mailbox}/mails`)).status).toBe(200);
  const pids = parts.map((part) => stack.pid(part) ?? 0);
  await stack.stop();
  expect(pids.filter(isAlive)).toEqual([]);
  expect(await stillOpen([database, temporal, mailbox, smtp])).toEqual([]);
});

test('leaves no process and no port when its process is killed', async () => {
  const folder = scratchFolder();
  const stay = join(import.meta.dirname, 'fixtures', 'stay.ts');
  const parent = spawn(process.execPath, [stay, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void parent.kill());
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const { at, pids } = JSON.parse(line.toString()) as { at: Record<string, string>; pids: number[] };
  expect(pids.filter(isAlive)).toEqual(pids);
  parent.kill('SIGKILL');
  await eventually(async () => {
    expect(pids.filter(isAlive)).toEqual([]);
    expect(await stillOpen(Object.values(at))).toEqual([]);
  });
  const again = await started({ dataDir: folder, parts: ['postgres'] });
  expect(await query(again.at.database, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('starts a killed Postgres again on its port, with what was committed', async () => {
  const stack = await started({ parts: ['postgres'] });
  await query(stack.at.database, 'create table kept as select 7 as number');
  const before = stack.pid('postgres');
  stack.kill('postgres', 'SIGKILL');
  await stack.down('postgres');
  await stack.ready('postgres');
  expect(stack.pid('postgres')).not.toBe(before);
  expect(await query(stack.at.database, 'select number from kept')).toEqual([{ number: 7 }]);
});

test('ends a program whose guard was killed, and starts both again', async () => {
  const events: string[] = [];
  const stack = await started({ parts: ['mailbox', 'temporal'], onEvent: (event) => events.push(event.what) });
  const before = stack.pid('temporal') ?? 0;
  process.kill(parentOf(before), 'SIGKILL');
  await stack.down('temporal');
  await stack.ready('temporal');
  expect(isAlive(before)).toBe(false);
  expect(events).toContain('died');
  expect(await temporalAnswers(stack.at.temporal ?? '', 'default')).toBe(true);
});

test('keeps a halted part down until it is resumed', async () => {
  const stack = await started({ parts: ['mailbox'] });
  await stack.halt('mailbox', 'SIGKILL');
  expect(await portIsFree(portOf(stack.at.mailbox ?? ''))).toBe(true);
  expect(stack.pid('mailbox')).toBeUndefined();
  await stack.resume('mailbox');
  expect((await fetch(`${stack.at.mailbox}/livez`)).status).toBe(200);
});

test('keeps data in its folder from one start to the next', async () => {
  const dataDir = scratchFolder();
  const first = await started({ dataDir, parts: ['postgres'], keep: true });
  await query(first.at.database, 'create table kept as select 8 as number');
  await first.stop();
  const second = await started({ dataDir, parts: ['postgres'], keep: true });
  expect(await query(second.at.database, 'select number from kept')).toEqual([{ number: 8 }]);
});

test('refuses a second stack on the same folder with words, and lets two folders live side by side', async () => {
  const dataDir = scratchFolder();
  const [one, two] = await Promise.all([started({ dataDir, parts: ['mailbox'] }), started({ parts: ['mailbox'] })]);
  expect(one.at.mailbox).not.toBe(two.at.mailbox);
  await expect(startStack({ dataDir, mode: 'test', parts: ['mailbox'] })).rejects.toThrow('in use by this process');
  const other = spawn(process.execPath, [join(import.meta.dirname, 'fixtures', 'stay.ts'), dataDir], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  other.stderr.on('data', (text: Buffer) => (words += text.toString()));
  expect(await once(other, 'close')).toEqual([1, null]);
  expect(words).toContain(`is in use by process ${process.pid}`);
});

test('takes an address of the environment instead of a part', async () => {
  const environment = {
    DATABASE_URL: 'postgres://db.example/dure',
    SMTP_URL: 'smtp://mail.example',
    TEMPORAL_ADDRESS: 'temporal.example:7233',
  };
  const stack = await started({ parts: ['postgres', 'temporal', 'mailbox'], environment });
  expect(stack.at).toEqual({
    database: environment.DATABASE_URL,
    smtp: environment.SMTP_URL,
    temporal: environment.TEMPORAL_ADDRESS,
  });
  expect(stack.environment['DURE_MAILBOX_URL']).toBeUndefined();
});
