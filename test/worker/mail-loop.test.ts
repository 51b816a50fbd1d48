import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { changeAbsence } from '../../commands/absences.ts';
import { consumeSignIn } from '../../commands/consume-sign-in.ts';
import { resendMail } from '../../commands/resend-mail.ts';
import { queueMail } from '../../commands/queue-mail.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { retrySeconds } from '../../worker/mail-delivery.ts';
import { type LoopOptions, MORNING, type MailRoom, openMailRoom } from '../support/mail-room.ts';
import { openPostOffice } from '../support/post-office.ts';
import type { Town } from '../support/town.ts';
import { waitFor } from '../support/wait-for.ts';

let room: MailRoom;
let town: Town;
const loop = (options?: LoopOptions) => room.loop(options);
const ledger = () => room.ledger();
const openGoals = (...people: readonly string[]) => room.openGoals(...people);
beforeEach(async () => {
  room = await openMailRoom();
  town = room.town;
});

describe('the mail loop', () => {
  test('sends a mail when its clock shows the instant, not before', async () => {
    await openGoals('S1');
    expect(await loop().drainOnce()).toBe(0);
    await town.clock(MORNING);
    expect(await loop().drainOnce()).toBe(1);
    const [mail] = room.office.to('s1@city.example');
    expect(mail?.subject).toBe('[연습] [두레] 올해 목표를 써 주세요 – 2/6(금) 18시까지');
    expect(mail?.text).toContain('기한: 2026. 2. 6.(금) 18:00 (한국 시간) · 약 12분');
    expect(mail?.text).toContain('서경우 님에게 알립니다. 쓰실 때까지 목표는 정해지지 않습니다.');
  });

  test('counts what is open when it is rendered, in one mail per kind', async () => {
    await openGoals();
    for (const no of ['S1', 'S2', 'S3', 'S4']) await town.open(no, 'goal-setting', { kind: 'goals.agree' });
    await town.clock(MORNING);
    await loop().drainOnce();
    const mails = room.office.to('h@city.example');
    expect(mails.map((mail) => mail.subject)).toEqual(['[연습] [두레] 목표 4건을 확인해 주세요 – 2/13(금) 18시까지']);
    expect(mails[0]?.text).toContain('[목표 확인하기] https://dure.example/tasks\n');
    expect(mails[0]?.text).toContain('하지 않으면: 2/19(목)에 윤태섭 님에게 알립니다.');
  });

  test('drops a mail whose task is closed', async () => {
    await openGoals('S1');
    await sql`update task set state = 'closed', outcome = 'done'`.execute(town.db);
    await town.clock(MORNING);
    await loop().drainOnce();
    expect(room.office.received).toEqual([]);
    expect((await ledger()).map((row) => row.state)).toEqual(['dropped']);
  });

  test('gives up an address that is refused, and sends one mail once it is mended', async () => {
    await openGoals('S1', 'S2', 'S3');
    room.office.rules.set('s2@city.example', { refuse: 550 });
    await town.clock(MORNING);
    await loop().drainOnce();
    const dead = (await ledger()).find((row) => row.state === 'dead');
    expect(dead).toMatchObject({ employee_no: 'S2', fault: 'smtp-550' });
    expect(room.office.received).toHaveLength(2);
    await sql`update employee set email = 'mended@city.example' where employee_no = 'S2'`.execute(town.db);
    await resendMail(town.db, { notificationId: dead?.id ?? '', actor: town.id('X') });
    await loop().drainOnce();
    expect(room.office.to('mended@city.example').map((mail) => mail.messageId)).toEqual([dead?.message_id]);
    expect((await ledger()).map((row) => row.state)).toEqual(['sent', 'sent', 'sent']);
    await expect(resendMail(town.db, { notificationId: dead?.id ?? '', actor: town.id('X') })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('tries an address again that is refused for now', async () => {
    await openGoals('S1');
    room.office.rules.set('s1@city.example', { refuse: 451 });
    await town.clock(MORNING);
    await loop().drainOnce();
    expect(await ledger()).toMatchObject([{ state: 'queued', attempts: 1 }]);
    room.office.rules.clear();
    await sql`update notification set try_at = now()`.execute(town.db);
    await loop().drainOnce();
    expect(await ledger()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  test('an address that hangs costs nobody else anything', async () => {
    await openGoals('S1', 'S2', 'S3', 'S4', 'S5', 'S6');
    room.office.rules.set('s1@city.example', 'hang');
    await town.clock(MORNING);
    const mails = loop({ timeoutMs: 2_000 });
    mails.start();
    await waitFor('the others', () => Promise.resolve(room.office.received.length === 5));
    expect((await ledger()).find((row) => row.employee_no === 'S1')?.state).toBe('sending');
    await mails.stop();
    expect((await ledger()).find((row) => row.employee_no === 'S1')).toMatchObject({ state: 'queued', attempts: 1 });
  });

  test('a server that is down costs no mail a try, and all go when it is back', async () => {
    await openGoals('S1', 'S2', 'S3');
    await town.clock(MORNING);
    const { url } = room.office;
    await room.office.close();
    const mails = loop({ smtpUrl: url });
    mails.start();
    await waitFor('a failure', () => Promise.resolve(room.logged().includes('no mail server')));
    room.office = await openPostOffice({ port: Number(new URL(url).port) });
    await waitFor('all mails', () => Promise.resolve(room.office.received.length === 3));
    await mails.stop();
    expect((await ledger()).map((row) => [row.state, row.attempts])).toEqual(Array(3).fill(['sent', 1]));
  });

  test('takes a mail again whose sender died, under the same Message-ID', async () => {
    await openGoals('S1');
    await town.clock(MORNING);
    await sql`
      update notification
         set state = 'sending', attempts = 1, message_id = '<task.1.0@solnae.example>', try_at = now() - interval '1 s'`.execute(
      town.db,
    );
    await loop().drainOnce();
    expect(room.office.received.map((mail) => mail.messageId)).toEqual(['<task.1.0@solnae.example>']);
  });

  test("a rehearsal's mail goes to our mailbox or nowhere", async () => {
    await openGoals('S1');
    await town.clock(MORNING);
    await loop({ mode: 'smtp' }).drainOnce();
    expect(room.office.received).toEqual([]);
    expect(await ledger()).toMatchObject([{ state: 'dead', fault: 'rehearsal-needs-mailbox' }]);
  });

  test('a leave that was recorded later moves the mail to the day of return', async () => {
    await openGoals('S1');
    await town.db
      .insertInto('absence')
      .values({ employee_id: town.id('S1'), from_on: '2026-01-19', to_on: '2026-01-23' })
      .execute();
    await town.clock(MORNING);
    await loop().drainOnce();
    expect(await ledger()).toMatchObject([{ state: 'queued', send_at: '2026-01-26T00:00:00.000Z' }]);
  });

  test('what waited for somebody on leave comes two a day when they are back', async () => {
    await openGoals('S1');
    const more = { cycleId: town.cycleId, employeeId: town.id('S1'), mailKind: 'coaching.told' };
    for (const key of ['one', 'two', 'three']) await inTransaction(town.db, (trx) => queueMail(trx, { ...more, key }));
    await town.db
      .insertInto('absence')
      .values({ employee_id: town.id('S1'), from_on: '2026-01-19', to_on: '2026-01-23' })
      .execute();
    await town.clock('2026-01-20T01:00:00.000Z');
    while ((await ledger()).some(({ send_at }) => send_at < '2026-01-26')) await loop().drainOnce();
    expect((await ledger()).map(({ send_at }) => send_at.slice(0, 10)).sort()).toEqual([
      '2026-01-26',
      '2026-01-26',
      '2026-01-27',
      '2026-01-27',
    ]);
  });

  test('row-1: what waited for somebody who is said to be away goes once that is taken back, two a day from then on', async () => {
    await openGoals('S1');
    const more = { cycleId: town.cycleId, employeeId: town.id('S1'), mailKind: 'coaching.told' };
    for (const key of ['one', 'two', 'three']) await inTransaction(town.db, (trx) => queueMail(trx, { ...more, key }));
    const { id: absenceId } = await town.db
      .insertInto('absence')
      .values({ employee_id: town.id('S1'), from_on: '2026-01-19', to_on: '2026-12-31' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await town.clock('2026-01-20T01:00:00.000Z');
    while ((await ledger()).some(({ send_at }) => send_at < '2027-01-01')) await loop().drainOnce();
    await changeAbsence(town.db, { absenceId, toOn: null, actorId: town.id('X') });
    const waiting = async () => (await ledger()).filter(({ mail_kind }) => mail_kind !== 'record.changed');
    while ((await waiting()).filter(({ state }) => state === 'sent').length < 2) await loop().drainOnce();
    const days = (await waiting()).map(({ send_at }) => send_at.slice(0, 10)).sort();
    expect(days).toEqual(['2026-01-20', '2026-01-20', '2026-01-21', '2026-01-21']);
  });

  test('row-1: an absence that is taken back sends nothing sooner that did not wait for it', async () => {
    await openGoals('S1');
    const more = { cycleId: town.cycleId, employeeId: town.id('S1'), mailKind: 'coaching.told' };
    for (const key of ['one', 'two', 'three']) await inTransaction(town.db, (trx) => queueMail(trx, { ...more, key }));
    const before = await ledger();
    const { id: absenceId } = await town.db
      .insertInto('absence')
      .values({ employee_id: town.id('S1'), from_on: '2026-01-01', to_on: '2026-12-31' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await changeAbsence(town.db, { absenceId, toOn: null, actorId: town.id('X') });
    expect((await ledger()).filter(({ mail_kind }) => mail_kind !== 'record.changed')).toEqual(before);
  });

  const linksTo = (address: string) =>
    room.office.to(address).flatMap(({ text }) => /https:\/\/dure\.example\/sign-in\/([\w-]+)/.exec(text ?? '')?.[1] ?? []);

  test('a sign-in mail goes first and carries a link that opens the page that was asked for', async () => {
    await openGoals('S1', 'S2', 'S3', 'S4', 'S5', 'S6');
    await town.clock(MORNING);
    await room.askForSignIn('M', '/tasks/7');
    await loop({ connections: 3 }).drainOnce();
    expect(room.office.received).toHaveLength(7);
    const [token = ''] = linksTo('m@city.example');
    expect(room.office.received[0]?.text).toContain(token);
    expect(room.office.received.filter((one) => one.text?.includes(token))).toHaveLength(1);
    expect(await consumeSignIn(town.db, { token })).toMatchObject({ employeeId: town.id('M'), next: '/tasks/7' });
  });

  test('row-14: each try of a sign-in mail makes a link of its own, of which only the hash is kept, and each works', async () => {
    await room.askForSignIn('S1');
    // What the server took and its answer did not reach us: the mail is tried again.
    await loop().drainOnce();
    await sql`update notification set state = 'queued', try_at = now() where mail_kind = 'sign-in'`.execute(town.db);
    await loop().drainOnce();
    const tokens = linksTo('s1@city.example');
    expect(new Set(tokens).size).toBe(2);
    const { rows } = await sql<{ row: string }>`
      select (n.*)::text as row from notification n union all select (t.*)::text from sign_in_token t`.execute(town.db);
    for (const token of tokens) {
      expect(rows.map(({ row }) => row).join()).not.toContain(token);
      expect(await consumeSignIn(town.db, { token })).toMatchObject({ employeeId: town.id('S1') });
    }
  });

  test('logs no address and no name', async () => {
    await openGoals('S1', 'S2');
    room.office.rules.set('s1@city.example', { refuse: 550 });
    room.office.rules.set('s2@city.example', { refuse: 450 });
    await town.clock(MORNING);
    await loop().drainOnce();
    expect(room.logged()).toContain('mail is dead');
    expect(room.logged()).not.toMatch(/city\.example|서지안|한도윤/);
  });
});

test('waits 5 seconds after the first try, twice as long after each, ten minutes at most', () => {
  expect([1, 2, 3, 7, 8, 30].map(retrySeconds)).toEqual([5, 10, 20, 320, 600, 600]);
});
