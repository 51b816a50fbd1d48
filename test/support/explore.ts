import { sql } from 'kysely';
import type { Db } from '../../db/connection.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';

export interface Move {
  readonly name: string;
  /** Whether it may be counted on as a way out. */
  readonly isHelp: boolean;
  /** False: it does not apply here. A refusal by our rules is the same. */
  readonly make: (db: Db) => Promise<boolean>;
}

export interface Explored {
  readonly moves: readonly Move[];
  /** What goes on by itself after a move. */
  readonly settle: (db: Db) => Promise<void>;
  /** A name for what is the same for all that can happen next. */
  readonly state: (db: Db) => Promise<string>;
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly isHelp: boolean;
}

export interface Graph {
  readonly states: ReadonlySet<string>;
  readonly edges: readonly Edge[];
  /** The moves by which each state was reached first. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
}

/** Every state that moves lead to, on a real database: one transaction that is rolled back to a savepoint after each move, and in the end altogether. */
export async function explore(db: Db, { moves, settle, state }: Explored): Promise<Graph> {
  const paths = new Map<string, readonly string[]>();
  const edges: Edge[] = [];
  const undone = new Error('undone');
  const walk = async (trx: Db, from: string): Promise<void> => {
    for (const { name, isHelp, make } of moves) {
      const depth = (paths.get(from) ?? []).length;
      const savepoint = sql.id(`depth_${depth}`);
      await sql`savepoint ${savepoint}`.execute(trx);
      if (await applies(trx, make)) {
        await settle(trx);
        const to = await state(trx);
        edges.push({ from, to, name, isHelp });
        if (!paths.has(to)) {
          paths.set(to, [...(paths.get(from) ?? []), name]);
          await walk(trx, to);
        }
      }
      await sql`rollback to savepoint ${savepoint}`.execute(trx);
      // Else the next one nests in it: thousands deep, and each statement asks all of them.
      await sql`release savepoint ${savepoint}`.execute(trx);
    }
  };
  await inTransaction(db, async (trx) => {
    const whole = trx as unknown as Db;
    await settle(whole);
    const start = await state(whole);
    paths.set(start, []);
    await walk(whole, start);
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  return { states: new Set(paths.keys()), edges, paths };
}

async function applies(db: Db, make: Move['make']): Promise<boolean> {
  try {
    return await make(db);
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** States from which no moves that help lead to a good end, each with the moves by which it was reached. */
export function stuck({ states, edges, paths }: Graph, isGood: (state: string) => boolean): readonly (readonly string[])[] {
  const before = Map.groupBy(
    edges.filter(({ isHelp }) => isHelp),
    ({ to }) => to,
  );
  const saved = new Set([...states].filter(isGood));
  for (const state of saved) for (const { from } of before.get(state) ?? []) saved.add(from);
  return [...states].filter((state) => !saved.has(state)).map((state) => paths.get(state) ?? []);
}
