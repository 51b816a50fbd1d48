import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { type Db, parsers } from '../../db/connection.ts';
import type { DB } from '../../db/schema.ts';

/**
 * A database of which everything that the program writes can be taken back: one connection and one transaction, in which every transaction of the
 * program is a savepoint. Its clock stands still until `backToStart`; whoever would take another connection waits for this one.
 */
export interface Retractable {
  readonly db: Db;
  backToStart(): Promise<void>;
  /** A place on the way to come back to, by its number; those of greater numbers are forgotten. */
  mark(place: number): Promise<void>;
  backTo(place: number): Promise<void>;
  end(): Promise<void>;
}

export async function retractable(url: string): Promise<Retractable> {
  const client = new pg.Client({ connectionString: url, types: parsers, application_name: 'dure-hostile' });
  await client.connect();
  await client.query('begin');
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: { connect: inTurn(client), options: {}, end: () => client.end() } }),
  });
  return {
    db,
    backToStart: async () => void (await client.query('rollback; begin')),
    mark: async (place) => void (await client.query(`savepoint place_${place}`)),
    backTo: async (place) => void (await client.query(`rollback to savepoint place_${place}`)),
    end: () => db.destroy(),
  };
}

function inTurn(client: pg.Client): () => Promise<PostgresPoolClient> {
  let turn = Promise.resolve();
  return async () => {
    const before = turn;
    let release = (): void => undefined;
    turn = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return { query: nested(client) as unknown as PostgresPoolClient['query'], release };
  };
}

const NESTED: Readonly<Record<string, string>> = {
  begin: 'savepoint program',
  commit: 'release savepoint program',
  rollback: 'rollback to savepoint program; release savepoint program',
};

/** What only reads is not expected to fail. */
const READS = /^\s*select\b/i;

/** A statement outside of the program's transactions is undone alone where it fails, as it would be on a connection of its own. */
function nested(client: pg.Client) {
  let isWithin = false;
  return async (text: string, values: readonly unknown[]) => {
    const turned = NESTED[text];
    if (turned !== undefined) {
      isWithin = text === 'begin';
      return client.query(turned);
    }
    if (isWithin || READS.test(text)) return client.query(text, [...values]);
    await client.query('savepoint statement');
    try {
      const answer = await client.query(text, [...values]);
      await client.query('release savepoint statement');
      return answer;
    } catch (error) {
      await client.query('rollback to savepoint statement; release savepoint statement');
      throw error;
    }
  };
}
