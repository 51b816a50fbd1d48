import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type QueuedMail, queueMail } from '../../commands/queue-mail.ts';
import { queueMails } from '../../db/bulk-mails.ts';
import { type Trx, inTransaction } from '../../db/in-transaction.ts';
import { claimMails } from '../../db/mail-ledger.ts';
import { MAIL_URGENCY } from '../../db/notifications.ts';
import { whileInFlight } from '../support/in-flight.ts';
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

  test('lets a sign-in mail go before what is late, that before the tasks, and the digest last', async () => {
    const { signIn, overdue, ordinary, digest } = MAIL_URGENCY;
    for (const [n, urgency] of [digest, ordinary, overdue, signIn].entries())
      await queue({ key: `urgency/${urgency}`, employeeId: town.id(`S${n + 1}`), urgency });
    await town.clock('2026-01-20T00:00:00.000Z');
    const order: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      const [mail] = await claimMails(town.db, { lane: 'first', limit: 1, notTo: [], leaseSeconds: 60 });
      order.push(
        (
          await town.db
            .selectFrom('notification')
            .select('key')
            .where('id', '=', mail?.id ?? '0')
            .executeTakeFirstOrThrow()
        ).key,
      );
    }
    expect(order).toEqual([signIn, overdue, ordinary, digest].map((urgency) => `urgency/${urgency}`));
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
    await Promise.all(Array.from({ length: 10 }, () => queue()));
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

describe('queueMails', () => {
  const STAFF = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'] as const;
  const TWO_THEN_ONE = ['2026-01-19T00:00:00.000Z', '2026-01-19T00:00:00.000Z', '2026-01-20T00:00:00.000Z'];

  function toEverybody(trx: Trx, name: string, people: readonly string[] = STAFF): Promise<number> {
    const mails = people.map((no) => ({ key: `${name}/${no}`, employeeId: town.id(no), mailKind: 'hr.told' as const }));
    return queueMails(trx, { cycleId: town.cycleId, waitsMs: 0, mails });
  }

  async function sendAtsOf(no: string): Promise<readonly string[]> {
    const rows = await town.db.selectFrom('notification').select('send_at').where('employee_id', '=', town.id(no)).execute();
    return rows.map(({ send_at }) => send_at).sort();
  }

  test('keeps to two a day for each when several commands queue for the same people at once, in whatever order', async () => {
    const orders = [STAFF, [...STAFF].reverse(), [...STAFF.slice(3), ...STAFF.slice(0, 3)]];
    // Not `inTransaction`: it would try again after a deadlock, and there is to be none.
    await Promise.all(
      orders.map((people, index) => town.db.transaction().execute((trx) => toEverybody(trx, `c${index}`, people))),
    );
    for (const no of STAFF) expect(await sendAtsOf(no)).toEqual(TWO_THEN_ONE);
  });

  test('counts the mails of a command, or of a task, that is not committed yet', async () => {
    await inTransaction(town.db, (trx) => toEverybody(trx, 'first'));
    await whileInFlight(
      town.db,
      (trx) => toEverybody(trx, 'second'),
      () => queue({ employeeId: town.id('S2') }),
    );
    expect(await sendAtsOf('S2')).toEqual(TWO_THEN_ONE);
    await whileInFlight(
      town.db,
      (trx) => queueMail(trx, { key: 'task', cycleId: town.cycleId, employeeId: town.id('S3'), mailKind: 'goals.draft' }),
      () => inTransaction(town.db, (trx) => toEverybody(trx, 'third')),
    );
    expect(await sendAtsOf('S3')).toEqual([...TWO_THEN_ONE, '2026-01-20T00:00:00.000Z']);
  });

  test('a command that is carried out again waits for nobody and queues nothing', async () => {
    await inTransaction(town.db, (trx) => toEverybody(trx, 'once'));
    await inTransaction(town.db, async (trx) => {
      await toEverybody(trx, 'other');
      expect(await inTransaction(town.db, (second) => toEverybody(second, 'once'))).toBe(0);
    });
  });
});
