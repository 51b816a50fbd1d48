import type { Db } from '../db/connection.ts';
import { withDatabase } from './with-database.ts';

/** Does something with the database that `DATABASE_URL` names, with the rights of the API. */
export function withAppDatabase<T>(work: (db: Db) => Promise<T>): Promise<T> {
  return withDatabase('app', work);
}
