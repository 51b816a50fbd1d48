import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { URGENCY } from '../../db/outbox.ts';
import { claimOutbox, markDelivered } from '../../db/relay.ts';
import { createMetrics } from '../../worker/metrics.ts';
import { type Town, buildTown } from '../support/town.ts';

let town: Town;
beforeAll(async () => {
  town = await buildTown();
  await town.launch('goal-setting');
  await town.open('S1', 'goal-setting', { kind: 'goals.draft' });
  await town.open('S2', 'goal-setting', { kind: 'goals.draft' });
});
afterAll(() => town.drop());

/** Figures of one scrape by name and kind. */
async function scrape(metrics: ReturnType<typeof createMetrics>): Promise<Readonly<Record<string, number>>> {
  const lines = (await metrics.registry.metrics()).split('\n').filter((line) => /^dure_/.test(line));
  return Object.fromEntries(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.split(' ').at(-1))]));
}

test('tells of open tasks, the outbox, mails and failed processes as they are at the first scrape and at each after it', async () => {
  const metrics = createMetrics(town.db);
  await town.clock('2026-01-19T01:00:00.000Z');
  await sql`update process_run set state = 'failed' where id = ${await town.run('S3', 'goal-setting')}`.execute(town.db);
  await sql`update notification set state = 'dead' where employee_id = ${town.id('S2')}`.execute(town.db);
  expect(await scrape(metrics)).toMatchObject({
    'dure_tasks_open{kind="goals.draft"}': 2,
    'dure_task_oldest_seconds{kind="goals.draft"}': 3600,
    'dure_tasks_open_past_their_time{kind="goals.draft"}': 0,
    dure_outbox_waiting: 7, // of everybody who has somebody above
    dure_outbox_dead: 0,
    dure_mail_waiting: 1,
    dure_mail_dead: 1,
    dure_requests_dead: 0,
    dure_runs_failed: 1,
  });

  await sql`update task set state = 'closed', outcome = 'done' where state = 'open'`.execute(town.db);
  const rows = await claimOutbox(town.db, { limit: 10, below: URGENCY.bulk + 1 });
  await markDelivered(
    town.db,
    rows.map(({ id }) => id),
  );
  metrics.delivered(rows);
  const after = await scrape(metrics);
  expect(after['dure_tasks_open{kind="goals.draft"}']).toBeUndefined();
  expect(after).toMatchObject({
    dure_outbox_waiting: 0,
    dure_outbox_oldest_seconds: 0,
    'dure_outbox_delivered_total{what="start"}': 7,
  });
});
