import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { advanceRehearsalClock, lastDigest } from '../../commands/advance-rehearsal-clock.ts';
import { queueDigests } from '../../commands/queue-digests.ts';
import { rehearsalState } from '../../commands/rehearsal-state.ts';
import { businessCalendar } from '../../domain/cycle/calendar.ts';
import { deliverAll } from '../support/deliver-all.ts';
import { launchedCity, opened, order, runOf, STAFF, type SmallCity } from './small-city.ts';

let city: SmallCity;
beforeEach(async () => {
  city = await launchedCity();
});
afterEach(() => city.drop());

const moveTo = (to: string) => advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to });
const state = () => rehearsalState(city.db, city.rehearsalId);
const sendAll = () => sql`update notification set state = 'sent' where state = 'queued'`.execute(city.db);
/** As if nothing had had a mail of its own. */
const dropAll = () => sql`update notification set state = 'dropped'`.execute(city.db);
/** As the processes do: everybody has the first task open, and the cycle waits for its next window. */
async function settle(): Promise<void> {
  for (const no of [...STAFF, 'H1', 'H2']) await opened(city, no, { kind: 'goals.draft' });
  await sql`update process_run set waits_for = 'window', look_at = '2026-06-08T00:00:00Z' where phase = 'cycle'`.execute(city.db);
  await sql`update digest_day set finished_at = now()`.execute(city.db);
  await deliverAll(city.db);
}

describe('advanceRehearsalClock', () => {
  test('moves forward only', async () => {
    await expect(moveTo('2026-01-18T00:00:00.000Z')).rejects.toMatchObject({
      code: 'rehearsal-clock-backwards',
      details: { now: '2026-01-19T00:00:00.000Z' },
    });
    expect(await moveTo('2026-01-19T09:00:00+09:00')).toEqual({ now: '2026-01-19T00:00:00.000Z' });
    await expect(advanceRehearsalClock(city.db, { rehearsalId: '999', to: '2027-01-01T00:00:00Z' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('wakes who has something to look at by then, and nobody who is paused', async () => {
    await settle();
    const [one, two] = [await runOf(city, 'S1'), await runOf(city, 'S2')];
    await sql`update process_run set look_at = '2026-01-19T03:00:00Z' where id in (${one.id}, ${two.id})`.execute(city.db);
    await order(city, { command: 'pause', selection: { runIds: [two.id] } });
    await moveTo('2026-01-19T02:59:59.000Z');
    expect(await city.db.selectFrom('outbox').select('workflow_id').where('delivered_at', 'is', null).execute()).toEqual([]);
    await moveTo('2026-01-19T03:00:00.000Z');
    const woken = await city.db
      .selectFrom('outbox')
      .select(['workflow_id', 'signal'])
      .where('delivered_at', 'is', null)
      .execute();
    expect(woken).toEqual([{ workflow_id: one.workflow_id, signal: {} }]);
  });

  test('asks for the digest of a working day when it passes nine, once', async () => {
    const days = () => city.db.selectFrom('digest_day').select('day').orderBy('day').execute();
    expect(await days()).toEqual([{ day: '2026-01-19' }]);
    await moveTo('2026-01-19T23:59:59.000Z');
    expect(await days()).toHaveLength(1);
    await moveTo('2026-01-20T00:00:00.000Z');
    await moveTo('2026-01-20T05:00:00.000Z');
    expect(await days()).toEqual([{ day: '2026-01-19' }, { day: '2026-01-20' }]);
    await moveTo('2026-01-23T15:00:00.000Z');
    await moveTo('2026-01-24T23:00:00.000Z');
    expect((await days()).map(({ day }) => day)).not.toContain('2026-01-24');
  });
});

describe('lastDigest', () => {
  const calendar = businessCalendar([{ date: '2026-02-16', name: '설날' }], 'Asia/Seoul');
  test('is nine in the morning of a working day between the two instants', () => {
    expect(lastDigest('2026-02-12T00:00:00.000Z', '2026-02-13T00:00:00.000Z', calendar)).toBe('2026-02-13T00:00:00.000Z');
    expect(lastDigest('2026-02-13T00:00:00.000Z', '2026-02-16T05:00:00.000Z', calendar)).toBeUndefined();
    expect(lastDigest('2026-02-12T00:00:00.000Z', '2026-02-16T05:00:00.000Z', calendar)).toBe('2026-02-13T00:00:00.000Z');
    expect(lastDigest('2026-02-13T01:00:00.000Z', '2026-02-13T05:00:00.000Z', calendar)).toBeUndefined();
  });
});

describe('rehearsalState', () => {
  test('is not quiet while something is to be delivered, started, asked or digested, and says for what it waits', async () => {
    expect((await state()).waitingFor).toEqual([
      { what: 'outbox', count: 12 },
      { what: 'digests', count: 1 },
      { what: 'processes', count: 11 },
    ]);
    await settle();
    expect(await state()).toMatchObject({ now: '2026-01-19T00:00:00.000Z', quiet: true, waitingFor: [] });
    expect((await state()).cycles).toEqual([{ id: city.cycleId, name: '2026', year: 2026, timeZone: 'Asia/Seoul' }]);
  });

  test('waits for mails that are due, not for one that is tried again after a refusal', async () => {
    await settle();
    expect((await state()).next).toBe('2026-01-19T00:10:00.000Z');
    await moveTo('2026-01-19T00:10:00.000Z');
    expect((await state()).waitingFor).toEqual([{ what: 'mails', count: 10 }]);
    await sql`update notification set attempts = 1 where employee_id = ${city.ids['S1']}`.execute(city.db);
    await sql`update notification set state = 'sent' where attempts = 0`.execute(city.db);
    expect(await state()).toMatchObject({ quiet: true });
  });

  test('waits for a run that has something to look at, or neither a task nor a wait that does not hold yet', async () => {
    await settle();
    const run = await runOf(city, 'S1');
    const one = { quiet: false, waitingFor: [{ what: 'processes', count: 1 }] };
    await sql`update process_run set look_at = '2026-01-19T00:00:00Z' where id = ${run.id}`.execute(city.db);
    expect(await state()).toMatchObject(one);
    await sql`update process_run set look_at = 'infinity' where id = ${run.id}`.execute(city.db);
    await sql`update task set state = 'closed', outcome = 'done' where process_run_id = ${run.id}`.execute(city.db);
    expect(await state()).toMatchObject(one);
    await sql`update process_run set waits_for = 'publication' where id = ${run.id}`.execute(city.db);
    expect(await state()).toMatchObject({ quiet: true });
    await sql`update cycle set published_at = '2026-01-19T00:00:00Z'`.execute(city.db);
    expect(await state()).toMatchObject(one);
    await order(city, { command: 'pause', selection: { runIds: [run.id] } });
    expect(await state()).toMatchObject({ quiet: true });
  });

  test('waits for the process that has not heard yet that the publication was carried out', async () => {
    await settle();
    const cycleRun = sql`phase = 'cycle'`;
    // It has looked at the very instant, a moment before the request was carried out.
    await sql`update process_run set waits_for = 'publication', look_at = 'infinity' where ${cycleRun}`.execute(city.db);
    expect(await state()).toMatchObject({ quiet: true });
    await order(city, { command: 'publish', arguments: { inMinutes: 0 } });
    await advanceRehearsalClock(city.db, { rehearsalId: city.rehearsalId, to: (await state()).now });
    await deliverAll(city.db);
    expect((await state()).waitingFor).toEqual([{ what: 'processes', count: 1 }]);
    // It has looked, and somebody's result is missing: again in an hour.
    await sql`update process_run set look_at = '2026-01-19T01:00:00Z' where ${cycleRun}`.execute(city.db);
    expect(await state()).toMatchObject({ quiet: true });
  });

  test('names what comes next: a planned instant exactly, everything else at the stops of a day', async () => {
    await settle();
    await sendAll();
    // Everybody had a mail: nothing but the digest of the day before the due day lies ahead.
    expect((await state()).next).toBe('2026-02-05T00:00:00.000Z');
    await dropAll();
    // What had no mail stands in the digest: nine the next morning.
    expect((await state()).next).toBe('2026-01-20T00:00:00.000Z');
    await order(city, { command: 'publish', arguments: { at: '2026-01-19T04:17:00Z' } });
    expect((await state()).next).toBe('2026-01-19T04:17:00.000Z');
    await sql`update process_run set look_at = '2026-01-19T03:00:00Z' where id = ${(await runOf(city, 'S1')).id}`.execute(
      city.db,
    );
    expect((await state()).next).toBe('2026-01-19T04:17:00.000Z');
    await sql`update process_run set look_at = '2026-01-19T00:05:00Z' where id = ${(await runOf(city, 'S1')).id}`.execute(
      city.db,
    );
    expect((await state()).next).toBe('2026-01-19T00:10:00.000Z');
  });

  test('stops for a digest only on a morning on which it tells somebody something', async () => {
    await settle();
    await dropAll();
    const digestOn = async (date: string): Promise<number> => {
      await moveTo(`${date}T00:00:00.000Z`);
      await queueDigests(city.db, { clock: city.rehearsalId, timeZone: 'Asia/Seoul', date });
      await deliverAll(city.db);
      await sendAll();
      const { rows } =
        await sql`select from notification where mail_kind = 'digest' and key like ${`digest/%/${date}/%`}`.execute(city.db);
      return rows.length;
    };
    await sql`update task set due_at = '2026-01-30T09:00:00Z', accepted_until = '2026-03-01T00:00:00Z'`.execute(city.db);
    await sql`update process_run set look_at = '2026-03-01T00:00:00Z'`.execute(city.db);
    expect(await digestOn('2026-01-20')).toBeGreaterThan(0);
    expect(await digestOn('2026-01-21')).toBe(0);
    expect((await state()).next).toBe('2026-01-29T00:00:00.000Z');
    expect(await digestOn('2026-01-28')).toBe(0);
    expect(await digestOn('2026-01-29')).toBeGreaterThan(0);
    expect((await state()).next).toBe('2026-02-02T00:00:00.000Z');
    expect(await digestOn('2026-01-30')).toBe(0);
    expect(await digestOn('2026-02-02')).toBeGreaterThan(0);
    // Late: each morning may be the one on which it goes up.
    expect((await state()).next).toBe('2026-02-03T00:00:00.000Z');
  });
});
