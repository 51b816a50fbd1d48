import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import type { OutboxRow } from '../db/relay.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly delivered: (rows: readonly OutboxRow[]) => void;
}

interface Standing {
  readonly kind: string;
  readonly open: number;
  readonly oldest_s: number;
  readonly overdue: number;
}

/** Our own figures, read from the record when somebody asks. */
export function createMetrics(db: Db): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const delivered = new Counter({
    name: 'dure_outbox_delivered_total',
    help: 'Outbox rows delivered to Temporal.',
    labelNames: ['what'],
    registers: [registry],
  });
  const figures: readonly Figure[] = [
    {
      name: 'dure_outbox_waiting',
      help: 'Outbox rows not delivered yet.',
      read: () => count(db, 'outbox', sql`delivered_at is null and dead_why is null`),
    },
    {
      name: 'dure_outbox_oldest_seconds',
      help: 'Age of the oldest outbox row that is not delivered.',
      read: () => oldestOutbox(db),
    },
    {
      name: 'dure_outbox_dead',
      help: 'Outbox rows that can never be delivered.',
      read: () => count(db, 'outbox', sql`dead_why is not null`),
    },
    {
      name: 'dure_mail_waiting',
      help: 'Mails that are due and not sent.',
      read: () => count(db, 'notification', sql`state in ('queued', 'sending') and send_at <= cycle_now(cycle_id)`),
    },
    { name: 'dure_mail_dead', help: 'Mails that were given up.', read: () => count(db, 'notification', sql`state = 'dead'`) },
    {
      name: 'dure_runs_failed',
      help: 'Process runs that need HR or an operator.',
      read: () => count(db, 'process_run', sql`state = 'failed'`),
    },
  ];
  for (const { name, help, read } of figures) {
    const metric: Gauge = new Gauge({ name, help, registers: [registry], collect: async () => metric.set(await read()) });
  }
  const tasks = new Gauge({ name: 'dure_tasks_open', help: 'Open tasks by kind.', labelNames: ['kind'], registers: [registry] });
  const oldest = new Gauge({
    name: 'dure_task_oldest_seconds',
    help: 'Age of the oldest open task by kind, by its cycle’s clock.',
    labelNames: ['kind'],
    registers: [registry],
  });
  const overdue = new Gauge({
    name: 'dure_tasks_open_past_their_time',
    help: 'Tasks still open 10 minutes after they could last be closed; must be 0.',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      for (const metric of [tasks, oldest, overdue]) metric.reset();
      for (const row of await openTasks(db)) {
        tasks.set({ kind: row.kind }, row.open);
        oldest.set({ kind: row.kind }, row.oldest_s);
        overdue.set({ kind: row.kind }, row.overdue);
      }
    },
  });
  return {
    registry,
    delivered: (rows) => rows.forEach((row) => delivered.inc({ what: row.signal === null ? 'start' : 'signal' })),
  };
}

interface Figure {
  readonly name: string;
  readonly help: string;
  readonly read: () => Promise<number>;
}

async function count(db: Db, table: 'outbox' | 'notification' | 'process_run', where: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ n: string }>`select count(*) n from ${sql.table(table)} where ${where}`.execute(db);
  return Number(rows[0]?.n ?? 0);
}

async function oldestOutbox(db: Db): Promise<number> {
  const { rows } = await sql<{ s: string | null }>`
    select extract(epoch from now() - min(created_at)) s from outbox where delivered_at is null and dead_why is null`.execute(db);
  return Number(rows[0]?.s ?? 0);
}

async function openTasks(db: Db): Promise<readonly Standing[]> {
  const { rows } = await sql<Standing>`
    select t.kind, count(*)::int open, extract(epoch from max(cycle_now(p.cycle_id) - t.opened_at))::float8 oldest_s,
           count(*) filter (where p.paused_at is null and t.accepted_until < cycle_now(p.cycle_id) - interval '10 minutes')::int overdue
      from task t join process_run p on p.id = t.process_run_id where t.state = 'open' group by t.kind`.execute(db);
  return rows;
}
