import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queueDigests } from '../../commands/queue-digests.ts';
import { peopleLeft } from '../../db/departures.ts';
import { type Town, buildTown } from '../support/town.ts';

// A live cycle: H rates S1 to S6, X is HR.

const CLI = new URL('../../cli/main.ts', import.meta.url).pathname;

let town: Town;
beforeAll(async () => {
  town = await buildTown({ live: true });
});
afterAll(() => town.drop());

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function left(...args: readonly string[]): Promise<Ran> {
  const env = { ...process.env, TZ: 'UTC', DATABASE_URL: town.url };
  return new Promise((done) => {
    execFile(process.execPath, [CLI, 'left', ...args], { env }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, stdout, stderr });
    });
  });
}

const gone = async () => [...(await peopleLeft(town.db, null))].sort();

describe('dure left', () => {
  test('row-27: records several at once, by no account, and a day that comes is not come yet', async () => {
    expect(await left('H', 'S1', '--on', '2020-06-30')).toEqual({
      code: 0,
      stdout: 'H, S1: left on 2020-06-30. What lies with them is in HR’s control room.\n',
      stderr: '',
    });
    expect(await left('S2', '--on', '2199-12-31')).toMatchObject({ code: 0 });
    expect(await gone()).toEqual([town.id('H'), town.id('S1')].sort());
    const events = await town.db
      .selectFrom('audit_event')
      .select(['subject', 'actor', 'details'])
      .where('what', '=', 'employee.departure')
      .orderBy('id')
      .execute();
    expect(events.map(({ subject, actor, details }) => [subject, actor, details])).toEqual([
      [town.id('H'), null, { leftOn: '2020-06-30', requestId: null }],
      [town.id('S1'), null, { leftOn: '2020-06-30', requestId: null }],
      [town.id('S2'), null, { leftOn: '2199-12-31', requestId: null }],
    ]);
  });

  test('row-27: HR is told in the next digest with how many of them something lies', async () => {
    await queueDigests(town.db, { clock: 'live', timeZone: 'Asia/Seoul', date: '2026-01-20' });
    const mails = await town.db
      .selectFrom('notification')
      .select(['employee_id', 'mail_kind', 'details'])
      .where('mail_kind', '<>', 'record.changed')
      .execute();
    expect(mails).toEqual([
      {
        employee_id: town.id('X'),
        mail_kind: 'digest',
        details: { forHr: 0, told: 0, left: [town.id('H'), town.id('S1')] },
      },
    ]);
  });

  test('row-27: takes a day as it is corrected, and records nobody where one number or the day is wrong', async () => {
    const before = await gone();
    const unknown = await left('S3', 'S9', '--on', '2020-06-30');
    expect(unknown).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('S9') as unknown });
    expect(await left('S3', '--on', '2020-02-31')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('A day is written like 2026-07-01.') as unknown,
    });
    expect(await left('S3')).toMatchObject({ code: 1, stderr: expect.stringContaining('--on') as unknown });
    expect(await gone()).toEqual(before);
    expect(await left('S1', '--on', '2199-12-31')).toMatchObject({ code: 0 });
    expect(await gone()).toEqual([town.id('H')]);
  });
});
