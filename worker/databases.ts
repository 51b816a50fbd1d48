import { type Db, connect } from '../db/connection.ts';

/** Connections by what they are for: however many wait for a lock in one, the others go on. */
export interface WorkerDatabases {
  readonly steps: Db;
  /** Relay and mail. */
  readonly deliveries: Db;
  readonly bulk: Db;
  readonly health: Db;
}

const CONNECTIONS = { steps: 12, deliveries: 8, bulk: 6, health: 1 } as const;

/** @param onFault told of a connection that broke, and what it was for */
export function workerDatabases(url: string, onFault: (error: unknown, use: keyof WorkerDatabases) => void): WorkerDatabases {
  const pool = (use: keyof WorkerDatabases) =>
    connect({
      url,
      role: 'worker',
      use,
      max: CONNECTIONS[use],
      onFault: (error) => {
        onFault(error, use);
      },
    });
  return { steps: pool('steps'), deliveries: pool('deliveries'), bulk: pool('bulk'), health: pool('health') };
}

export async function closeDatabases(databases: WorkerDatabases): Promise<void> {
  await Promise.all(Object.values(databases).map((db: Db) => db.destroy()));
}
