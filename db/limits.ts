/** How long the database may take for one use of it. Past that the statement ends, not only the waiting for it. */
interface Limits {
  readonly statementMs: number;
  /** Waiting for one lock. */
  readonly lockMs: number;
  /** Between two statements of a transaction. */
  readonly idleMs: number;
  /** Waiting for a connection, one of the pool's or a new one. */
  readonly connectMs: number;
}

export const LIMITS = {
  /** Somebody waits for a page. */
  pages: { statementMs: 15_000, lockMs: 5_000, idleMs: 15_000, connectMs: 10_000 },
  /** Steps of processes: a local activity is given up after 5 s (`workflows/asking.ts`), is tried again, and must leave no connection behind. */
  steps: { statementMs: 5_000, lockMs: 2_000, idleMs: 5_000, connectMs: 5_000 },
  /** Deliveries to Temporal and to the mail server: they hold nothing for long. */
  deliveries: { statementMs: 10_000, lockMs: 2_000, idleMs: 10_000, connectMs: 5_000 },
  /** What concerns a whole cycle: launch, publication, imports, seats, the sweep, the command line. */
  bulk: { statementMs: 120_000, lockMs: 10_000, idleMs: 60_000, connectMs: 10_000 },
  /** Whether the database answers at all. */
  health: { statementMs: 2_000, lockMs: 2_000, idleMs: 2_000, connectMs: 2_000 },
} as const satisfies Readonly<Record<string, Limits>>;

export type Use = keyof typeof LIMITS;

/** What has not answered so long after the server's own limit is a network that swallows packets. */
const SILENCE_MS = 3_000;

/** By which Postgres notices within half a minute that a client is gone, and gives its locks back. */
const KEEP_ALIVE = {
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 4,
  tcp_user_timeout: 30_000,
};
/** The same for us: a connection whose server is gone is left. */
const CLIENT_KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/** What the driver is told, and what it tells the server of the session, in milliseconds and seconds. */
export function sessionOptions(use: Use | undefined, settings: Readonly<Record<string, string | number>>) {
  const limits = use === undefined ? undefined : LIMITS[use];
  const all = {
    ...settings,
    ...KEEP_ALIVE,
    ...(limits === undefined
      ? {}
      : {
          statement_timeout: limits.statementMs,
          lock_timeout: limits.lockMs,
          idle_in_transaction_session_timeout: limits.idleMs,
        }),
  };
  return {
    ...CLIENT_KEEP_ALIVE,
    connectionTimeoutMillis: limits?.connectMs ?? LIMITS.pages.connectMs,
    ...(limits === undefined ? {} : { query_timeout: limits.statementMs + SILENCE_MS }),
    options: Object.entries(all)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  };
}
