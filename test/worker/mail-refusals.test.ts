import { beforeEach, describe, expect, test } from 'vitest';
import { readFailed } from '../../cli/ops/failed.ts';
import { MORNING, type MailRoom, openMailRoom } from '../support/mail-room.ts';
import { waitFor } from '../support/wait-for.ts';

const STAFF = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'];

let room: MailRoom;
beforeEach(async () => {
  room = await openMailRoom();
  await room.openGoals(...STAFF);
  await room.town.clock(MORNING);
});

async function states(): Promise<Record<string, string>> {
  return Object.fromEntries((await room.ledger()).map((row) => [row.employee_no, row.state]));
}

describe('an address for which the server', () => {
  test.each([
    ['says 421', { refuse: 421 }],
    ['breaks the connection', 'drop'],
  ] as const)('row-20: %s is tried again alone, and the others get their mail', async (_how, rule) => {
    for (const no of ['S1', 'S2', 'S3', 'S4', 'S5']) room.office.rules.set(`${no.toLowerCase()}@city.example`, rule);
    await room.askForSignIn('M');
    const loop = room.loop({ timeoutMs: 5_000 });
    loop.start();
    await waitFor('the others', () => Promise.resolve(room.office.received.length === 2));
    await waitFor(
      'the refused',
      async () => (await room.ledger()).filter(({ state, attempts }) => state === 'queued' && attempts === 1).length === 5,
    );
    await loop.stop();
    expect(room.logged()).not.toContain('no mail server');
    expect((await readFailed(room.town.db)).tried.map(({ employeeNo }) => employeeNo)).toEqual(['S1', 'S2', 'S3', 'S4', 'S5']);
    expect(await states()).toEqual({
      S1: 'queued',
      S2: 'queued',
      S3: 'queued',
      S4: 'queued',
      S5: 'queued',
      S6: 'sent',
      M: 'sent',
    });
  });

  test('row-20: does not answer holds up no sign-in', async () => {
    const release = Promise.withResolvers<void>();
    for (const no of STAFF) room.office.rules.set(`${no.toLowerCase()}@city.example`, { until: release.promise });
    const loop = room.loop({ timeoutMs: 120_000 });
    loop.start();
    await waitFor('every connection of ordinary mails to hang', () => Promise.resolve(room.office.asked.length >= 4));
    await room.askForSignIn('M');
    await waitFor('the sign-in mail', () => Promise.resolve(room.office.to('m@city.example').length === 1));
    expect(room.office.received).toHaveLength(1);
    release.resolve();
  });
});
