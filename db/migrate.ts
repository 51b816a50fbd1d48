import { type Migration, Migrator } from 'kysely/migration';
import { connect, type Db } from './connection.ts';
import * as people from '../migrations/0001-people.ts';
import * as process from '../migrations/0002-process.ts';
import * as record from '../migrations/0003-record.ts';
import * as delivery from '../migrations/0004-delivery-and-audit.ts';
import * as roles from '../migrations/0005-roles.ts';

/** In order; a name never changes once it is released. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-people': people,
  '0002-process': process,
  '0003-record': record,
  '0004-delivery-and-audit': delivery,
  '0005-roles': roles,
};

function migrator(db: Db): Migrator {
  return new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
}

async function withOwner<T>(databaseUrl: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = connect({ url: databaseUrl, role: 'owner', max: 2 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** Brings the database to the newest migration; a second call changes nothing. Throws what the failed migration threw. */
export async function migrateToLatest(databaseUrl: string): Promise<void> {
  await withOwner(databaseUrl, async (db) => {
    const { error } = await migrator(db).migrateToLatest();
    if (error !== undefined) throw error instanceof Error ? error : new Error('migration failed', { cause: error });
  });
}

/** Names of migrations that this build knows and the database has not run yet. */
export async function pendingMigrations(databaseUrl: string): Promise<readonly string[]> {
  return withOwner(databaseUrl, async (db) =>
    (await migrator(db).getMigrations()).filter((m) => m.executedAt === undefined).map((m) => m.name),
  );
}
