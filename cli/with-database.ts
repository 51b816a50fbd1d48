import { readEnvironment } from '../contracts/environment.ts';
import { type Db, connect } from '../db/connection.ts';

/** Does something with the database that `DATABASE_URL` names, with the rights of the API or as the worker may. */
export async function withDatabase<T>(role: 'app' | 'worker', work: (db: Db) => Promise<T>): Promise<T> {
  const { DATABASE_URL } = readEnvironment(process.env, ['DATABASE_URL']);
  const db = connect({ url: DATABASE_URL, role, use: 'bulk', max: 4 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
