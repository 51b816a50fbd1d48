import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type QueuedMail, queueMail } from '../../commands/queue-mail.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { type Town, buildTown } from '../support/town.ts';

let town: Town;
beforeAll(async () => {
  town = await buildTown();
});
afterEach(async () => {
  await town.db.deleteFrom('notification').execute();
  await town.db.deleteFrom('absence').execute();
  await town.clock('2026-01-19T00:00:00.000Z');
});
afterAll(() => town.drop());

let n = 0;
async function queue(mail: Partial<QueuedMail> = {}): Promise<void> {
  n += 1;
  const whole = { key: `k/${n}`, cycleId: town.cycleId, employeeId: town.id('S1'), mailKind: 'goals.draft', ...mail };
  await inTransaction(town.db, (trx) => queueMail(trx, whole));
}

async function sendAts(): Promise<readonly string[]> {
  const rows = await town.db.selectFrom('notification').select('send_at').orderBy('id').execute();
  return rows.map((row) => row.send_at);
}

describe('queueMail', () => {
  test('waits ten minutes of the cycle inside the mail hours', async () => {
    await queue();
    expect(await sendAts()).toEqual(['2026-01-19T00:10:00.000Z']);
  });

  test.each([
    ['in the evening', '2026-01-19T09:00:00.000Z', '2026-01-20T00:00:00.000Z'],
    ['just before the hours end', '2026-01-19T08:25:00.000Z', '2026-01-20T00:00:00.000Z'],
    ['at the start of a day', '2026-01-18T15:00:00.000Z', '2026-01-19T00:00:00.000Z'],
    ['on a Friday night', '2026-01-23T14:00:00.000Z', '2026-01-26T00:00:00.000Z'],
    ['on the eve of Seollal', '2026-02-13T10:00:00.000Z', '2026-02-19T00:00:00.000Z'],
  ])('waits for the next working morning %s', async (_when, now, expected) => {
    await town.clock(now);
    await queue();
    expect(await sendAts()).toEqual([expected]);
  });

  test('queues one mail under a key, also from transactions at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => queue({ key: 'one' })));
    await queue({ key: 'one' });
    expect(await sendAts()).toHaveLength(1);
  });

  test('never more than two a day: the third goes the next working morning', async () => {
    await town.clock('2026-01-23T00:00:00.000Z');
    for (let i = 0; i < 5; i += 1) await queue();
    expect(await sendAts()).toEqual([
      '2026-01-23T00:10:00.000Z',
      '2026-01-23T00:10:00.000Z',
      '2026-01-26T00:00:00.000Z',
      '2026-01-26T00:00:00.000Z',
      '2026-01-27T00:00:00.000Z',
    ]);
  });

  test('never more than two a day, also when many are queued at once', async () => {
    await queue();
    await Promise.all(Array.from({ length: 9 }, () => queue()));
    const perDay = Map.groupBy(await sendAts(), (at) => at.slice(0, 10));
    expect([...perDay.values()].map((ats) => ats.length)).toEqual([2, 2, 2, 2, 2]);
  });

  test('digests and sign-in mails do not count', async () => {
    await queue({ mailKind: 'digest' });
    await queue({ mailKind: 'digest' });
    await queue({ mailKind: 'sign-in', cycleId: null });
    await queue();
    expect((await sendAts()).at(-1)).toBe('2026-01-19T00:10:00.000Z');
  });

  test('waits until the person is back from leave', async () => {
    await town.db
      .insertInto('absence')
      .values([
        { employee_id: town.id('S1'), from_on: '2026-01-15', to_on: '2026-01-23' },
        { employee_id: town.id('S1'), from_on: '2026-01-26', to_on: '2026-01-26' },
      ])
      .execute();
    await queue();
    expect(await sendAts()).toEqual(['2026-01-27T00:00:00.000Z']);
  });

  test('goes at the instant itself where it is told so', async () => {
    await town.clock('2026-01-24T12:00:00.000Z');
    await queue({ immediately: true });
    expect(await sendAts()).toEqual(['2026-01-24T12:00:00.000Z']);
  });

  test('a mail of no cycle goes by the clock of the database', async () => {
    const before = Date.now();
    await queue({ cycleId: null, mailKind: 'sign-in', urgency: 1 });
    const [at = ''] = await sendAts();
    expect(Math.abs(Date.parse(at) - before)).toBeLessThan(60_000);
  });

  test('refuses an unknown cycle and an unknown kind of mail', async () => {
    await expect(queue({ cycleId: '999' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(queue({ mailKind: 'advert' })).rejects.toMatchObject({ code: 'unexpected' });
  });
});
