import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { resendMail } from '../../commands/resend-mail.ts';
import { readFailed } from '../../cli/ops/failed.ts';
import { MORNING, type MailRoom, openMailRoom } from '../support/mail-room.ts';
import { openPostOffice } from '../support/post-office.ts';

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
  await room.openGoals('S1');
  await room.town.clock(MORNING);
});

/** Tries the mail again at once, so often. */
async function tries(times: number): Promise<void> {
  const loop = room.loop({ timeoutMs: 200 });
  for (let n = 0; n < times; n += 1) {
    await sql`update notification set try_at = now() where state = 'queued'`.execute(room.town.db);
    await loop.drainOnce();
  }
}

async function whyDead(): Promise<readonly (string | null)[]> {
  return (await readFailed(room.town.db)).mails.map(({ why }) => why);
}

describe('a mail that never goes', () => {
  test.each([
    ['is refused for now', { refuse: 451 }, 'smtp-451'],
    ['is not answered', 'hang', 'smtp-silent'],
  ] as const)('row-10: stands among the failed when it %s for days', async (_how, rule, why) => {
    room.office.rules.set('s1@city.example', rule);
    await tries(1);
    expect(await whyDead()).toEqual([]);
    await sql`update notification set failing_since = failing_since - interval '3 days'`.execute(room.town.db);
    await tries(1);
    expect(await whyDead()).toEqual([why]);
  });

  test('row-10: stands among the failed after a number of tries, and begins anew when it is sent again', async () => {
    room.office.rules.set('s1@city.example', { refuse: 451 });
    await tries(1);
    await sql`update notification set attempts = 500`.execute(room.town.db);
    await tries(1);
    expect(await whyDead()).toEqual(['smtp-451']);
    const [dead] = await room.ledger();
    await resendMail(room.town.db, { notificationId: dead?.id ?? '', actor: room.town.id('X') });
    await tries(1);
    expect(await room.ledger()).toMatchObject([{ state: 'queued', attempts: 1 }]);
  });

  test('row-10: stands among the failed when it cannot be composed', async () => {
    await sql`update cycle set time_zone = 'Mars/Phobos'`.execute(room.town.db);
    await tries(12);
    expect(await whyDead()).toEqual(['not-composed']);
    expect(room.office.asked).toEqual([]);
  });

  test('row-10: that was refused often is not buried because it cannot be composed once, and the other way round', async () => {
    const [zone] = await room.town.db.selectFrom('cycle').select('time_zone').execute();
    const inZone = (name?: string) => sql`update cycle set time_zone = ${name ?? zone?.time_zone}`.execute(room.town.db);
    room.office.rules.set('s1@city.example', { refuse: 451 });
    await tries(11);
    await sql`update notification set failing_since = failing_since - interval '3 days'`.execute(room.town.db);
    await inZone('Mars/Phobos');
    await tries(9);
    expect(await whyDead()).toEqual([]);
    expect(await room.ledger()).toMatchObject([{ state: 'queued', fault: 'not-composed' }]);
    await sql`update notification set failing_since = failing_since - interval '3 days'`.execute(room.town.db);
    await inZone();
    await tries(1);
    expect(await room.ledger()).toMatchObject([{ state: 'queued', fault: 'smtp-451' }]);
    await inZone('Mars/Phobos');
    await tries(1);
    expect(await whyDead()).toEqual(['not-composed']);
  });

  test('row-10: is left for later when a server takes too long over it, word by word', async () => {
    await room.office.close();
    room.office = await openPostOffice({ thinksMs: 400 });
    await room.loop({ timeoutMs: 60_000, deliveryMs: 600 }).drainOnce();
    expect(await room.ledger()).toMatchObject([{ state: 'queued', attempts: 1, fault: 'smtp-slow' }]);
  });
});
