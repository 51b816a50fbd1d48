import { beforeEach, describe, expect, test } from 'vitest';
import { queueMail } from '../../commands/queue-mail.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { type MailRoom, openMailRoom } from '../support/mail-room.ts';

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
});

async function queue(mailKind: string, times: number): Promise<void> {
  const { town } = room;
  for (let n = 0; n < times; n += 1) {
    const mail = { cycleId: town.cycleId, employeeId: town.id('M'), mailKind, key: `${mailKind}/${n}` };
    await inTransaction(town.db, (trx) => queueMail(trx, mail));
  }
}

describe('mails whose days went by while nothing could be sent', () => {
  test('row-24: come two a day when they can', async () => {
    await queue('hr.told', 7);
    const loop = room.loop();
    for (const [date, total] of [
      ['2026-02-03', 2],
      ['2026-02-04', 4],
      ['2026-02-05', 6],
      ['2026-02-06', 7],
    ] as const) {
      await room.town.clock(`${date}T01:00:00.000Z`);
      await loop.drainOnce();
      await loop.drainOnce();
      expect(room.office.received).toHaveLength(total);
    }
  });

  test('row-24: wait for the mail hours of the day', async () => {
    await queue('hr.told', 1);
    const loop = room.loop();
    await room.town.clock('2026-02-03T10:00:00.000Z'); // 19:00
    await loop.drainOnce();
    expect(room.office.received).toEqual([]);
    await room.town.clock('2026-02-04T00:00:00.000Z');
    await loop.drainOnce();
    expect(room.office.received).toHaveLength(1);
  });

  test('of several digests the last one goes', async () => {
    await room.openGoals('S1');
    const { town } = room;
    for (const n of [1, 2, 3]) {
      const mail = { cycleId: town.cycleId, employeeId: town.id('S1'), mailKind: 'digest', key: `digest/${n}` };
      await inTransaction(town.db, (trx) => queueMail(trx, mail));
    }
    await town.clock('2026-01-22T01:00:00.000Z');
    await room.loop().drainOnce();
    expect((await room.ledger()).filter(({ mail_kind }) => mail_kind === 'digest').map(({ state }) => state)).toEqual([
      'dropped',
      'dropped',
      'sent',
    ]);
  });
});
