import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { migrateToLatest } from '../../db/migrate.ts';

const template = 'dure_template';

export interface FreshDatabase {
  readonly url: string;
  /** Ends its sessions and removes it. */
  readonly drop: () => Promise<void>;
}

/** An own, migrated, empty database: a copy of a template that the first caller of the run migrates. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const name = `dure_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (admin) => {
    await ensureTemplate(admin);
    await admin.query(`create database ${name} template ${template}`);
  });
  const drop = async (): Promise<void> => {
    await asAdmin((admin) => admin.query(`drop database if exists ${name} with (force)`));
  };
  return { url: databaseUrl(name), drop };
}

/** An own database without a table: for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  const name = `dure_${randomBytes(6).toString('hex')}`;
  await asAdmin((admin) => admin.query(`create database ${name}`));
  const drop = async (): Promise<void> => {
    await asAdmin((admin) => admin.query(`drop database if exists ${name} with (force)`));
  };
  return { url: databaseUrl(name), drop };
}

function databaseUrl(name: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdmin(act: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  try {
    await act(admin);
  } finally {
    await admin.end();
  }
}

/** Several test files ask at once, each in its own process: one migrates, the others wait for its lock. */
async function ensureTemplate(admin: pg.Client): Promise<void> {
  if (await templateExists(admin)) return;
  await admin.query("select pg_advisory_lock(hashtext('dure.test-template'))");
  try {
    if (await templateExists(admin)) return;
    const unfinished = `${template}_unfinished`;
    await admin.query(`drop database if exists ${unfinished} with (force)`);
    await admin.query(`create database ${unfinished}`);
    await migrateToLatest(databaseUrl(unfinished));
    await admin.query(`alter database ${unfinished} rename to ${template}`);
  } finally {
    await admin.query("select pg_advisory_unlock(hashtext('dure.test-template'))");
  }
}

async function templateExists(admin: pg.Client): Promise<boolean> {
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
  return rowCount === 1;
}
