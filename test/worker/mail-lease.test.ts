import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { MORNING, type MailRoom, openMailRoom } from '../support/mail-room.ts';
import { openPostOffice } from '../support/post-office.ts';
import { waitFor } from '../support/wait-for.ts';

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
});

/** As if a lease had run out while its worker still talks. */
const loseLease = () => sql`update notification set try_at = now() where state = 'sending'`.execute(room.town.db);

describe('two workers', () => {
  test('row-10: a dialogue that takes longer than a lease sends each mail once', async () => {
    await room.office.close();
    room.office = await openPostOffice({ thinksMs: 1_600 }); // five answers: greeting, sign-in, sender, recipient, text
    await room.openGoals('S1', 'S2', 'S3', 'S4');
    await room.town.clock(MORNING);
    const options = { leaseMs: 6_000, timeoutMs: 30_000 };
    const loops = [room.loop(options), room.loop(options)];
    for (const loop of loops) loop.start();
    await waitFor('all mails', async () => (await room.ledger()).every(({ state }) => state === 'sent'));
    await Promise.all(loops.map((loop) => loop.stop()));
    expect(room.office.received.map(({ messageId }) => messageId)).toHaveLength(4);
    expect((await room.ledger()).map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
  });

  test('row-10: a late answer under an old lease changes nothing of what another sends', async () => {
    const other = await openPostOffice();
    const release = Promise.withResolvers<void>();
    room.office.rules.set('s1@city.example', 'hang');
    other.rules.set('s1@city.example', { until: release.promise });
    await room.openGoals('S1');
    await room.town.clock(MORNING);
    const [first, second] = [room.loop({ timeoutMs: 3_000 }), room.loop({ smtpUrl: other.url, timeoutMs: 60_000 })];
    first.start();
    await waitFor('the first to talk', () => Promise.resolve(room.office.asked.length === 1));
    await loseLease();
    second.start();
    await waitFor('the second to talk', () => Promise.resolve(other.asked.length === 1));
    await first.stop();
    expect(room.logged()).toContain('smtp-silent');
    expect(await room.ledger()).toMatchObject([{ state: 'sending' }]);
    release.resolve();
    await waitFor('the second to send it', async () => (await room.ledger())[0]?.state === 'sent');
    await second.stop();
    expect(other.asked).toHaveLength(1);
    expect(other.received).toHaveLength(1);
    await other.close();
  });
});
