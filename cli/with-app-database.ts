import { readEnvironment } from '../contracts/environment.ts';
import { connect, type Db } from '../db/connection.ts';

/** Does something with the database that `DATABASE_URL` names, with the rights of the API. */
export async function withAppDatabase<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const { DATABASE_URL } = readEnvironment(process.env, ['DATABASE_URL']);
  const db = connect({ url: DATABASE_URL, role: 'app', max: 4 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
