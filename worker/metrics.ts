import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { Db } from '../db/connection.ts';
import { figures as readFigures } from '../db/reading/operations.ts';
import type { OutboxRow } from '../db/relay.ts';
import { countGivenUp, countOpenTasks } from '../db/standing.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly delivered: (rows: readonly OutboxRow[]) => void;
}

interface Figure {
  readonly name: string;
  readonly help: string;
  readonly read: () => Promise<number>;
}

interface FigureByKind {
  readonly name: string;
  readonly help: string;
  readonly of: 'open' | 'oldestSeconds' | 'pastTheirTime';
}

const BY_KIND: readonly FigureByKind[] = [
  { name: 'dure_tasks_open', help: 'Open tasks by kind.', of: 'open' },
  {
    name: 'dure_task_oldest_seconds',
    help: 'Age of the oldest open task by kind, by its cycle’s clock.',
    of: 'oldestSeconds',
  },
  {
    name: 'dure_tasks_open_past_their_time',
    help: 'Tasks still open 10 minutes after they could last be closed; must be 0.',
    of: 'pastTheirTime',
  },
];

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
  const figures = shared(() => readFigures(db));
  const givenUp = shared(() => countGivenUp(db));
  const tasks = shared(() => countOpenTasks(db));
  const single: readonly Figure[] = [
    {
      name: 'dure_outbox_waiting',
      help: 'Outbox rows not delivered yet.',
      read: async () => (await figures()).outboxWaiting,
    },
    {
      name: 'dure_outbox_oldest_seconds',
      help: 'Age of the oldest outbox row that is not delivered.',
      read: async () => (await figures()).outboxOldestSeconds ?? 0,
    },
    {
      name: 'dure_outbox_dead',
      help: 'Outbox rows that can never be delivered.',
      read: async () => (await givenUp()).outbox,
    },
    { name: 'dure_mail_waiting', help: 'Mails that are due and not sent.', read: async () => (await figures()).mailsWaiting },
    { name: 'dure_mail_dead', help: 'Mails that were given up.', read: async () => (await givenUp()).mails },
    {
      name: 'dure_requests_dead',
      help: 'Planned requests that were given up.',
      read: async () => (await givenUp()).requests,
    },
    {
      name: 'dure_runs_failed',
      help: 'Process runs that need HR or an operator.',
      read: async () => (await givenUp()).runs,
    },
  ];
  for (const { name, help, read } of single) {
    const metric: Gauge = new Gauge({ name, help, registers: [registry], collect: async () => metric.set(await read()) });
  }
  for (const { name, help, of } of BY_KIND) {
    const metric: Gauge<'kind'> = new Gauge({
      name,
      help,
      labelNames: ['kind'],
      registers: [registry],
      async collect() {
        const rows = await tasks();
        metric.reset();
        for (const row of rows) metric.set({ kind: row.kind }, row[of]);
      },
    });
  }
  return {
    registry,
    delivered: (rows) => rows.forEach((row) => delivered.inc({ what: row.signal === null ? 'start' : 'signal' })),
  };
}

/** One reading for all who ask while it is under way: every gauge of a scrape tells of the same moment. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => (underWay ??= read().finally(() => (underWay = undefined)));
}
