import type { Command } from 'commander';
import { HOME_TIME_ZONE } from '../domain/process/names.ts';

/** `dure migrate`: brings database and Temporal to what this version needs; again changes nothing. */
export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description(
      'migrate the database, load packs and holidays, register search attributes and the digest’s Schedule in Temporal',
    )
    .option('--database-only', 'leave Temporal alone')
    .action(async ({ databaseOnly }: { readonly databaseOnly?: boolean }) => {
      await migrateDatabase();
      if (databaseOnly !== true) await migrateTemporal();
      process.stdout.write('Up to date.\n');
    });
}

async function migrateDatabase(): Promise<void> {
  const { readEnvironment } = await import('../contracts/environment.ts');
  const { migrateToLatest } = await import('../db/migrate.ts');
  const { connect } = await import('../db/connection.ts');
  const { loadHolidays } = await import('../commands/load-holidays.ts');
  const { loadShippedPack } = await import('../commands/load-pack.ts');
  const { packsStoredOtherwise } = await import('../commands/known-packs.ts');
  const { storedOtherwise } = await import('./pack/print.ts');
  const { shippedPacks } = await import('../commands/shipped-packs.ts');
  const { DATABASE_URL } = readEnvironment(process.env, ['DATABASE_URL']);
  await migrateToLatest(DATABASE_URL);
  const db = connect({ url: DATABASE_URL, role: 'owner', max: 1 });
  try {
    const holidays = await loadHolidays(db);
    const packs = await shippedPacks();
    for (const name of packs) await loadShippedPack(db, name);
    process.stdout.write(`Database: migrated, ${holidays} new holidays, packs ${packs.join(', ')}.\n`);
    for (const pack of await packsStoredOtherwise(db)) process.stderr.write(`${storedOtherwise(pack)}\n`);
  } finally {
    await db.destroy();
  }
}

async function migrateTemporal(): Promise<void> {
  const { readEnvironment } = await import('../contracts/environment.ts');
  const { temporalClient } = await import('../worker/temporal-client.ts');
  const { registerTemporal } = await import('../worker/register-temporal.ts');
  const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } = readEnvironment(process.env, ['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE']);
  const client = temporalClient({ address: TEMPORAL_ADDRESS, namespace: TEMPORAL_NAMESPACE });
  try {
    await registerTemporal(client, { namespace: TEMPORAL_NAMESPACE, timeZones: [HOME_TIME_ZONE] });
    process.stdout.write('Temporal: search attributes and Schedule registered.\n');
  } finally {
    await client.connection.close();
  }
}
