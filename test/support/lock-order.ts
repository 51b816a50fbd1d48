import pg from 'pg';
import { statementLocks } from './statement-locks.ts';

/** In the order in which one transaction may lock; what is not named here, in any. */
const ORDER = [
  ['lists'],
  ['people'],
  ['employee', 'unit'],
  ['command_request'],
  ['cycle'],
  ['phase_window', 'task_rule'],
  ['evaluation'],
  ['process_run'],
  ['task'],
  ['task_draft'],
  ['rating_group'],
  ['calibration_session', 'calibration_seat', 'calibration_place'],
  ['result'],
  ['outbox'],
  ['mails', 'notification'],
] as const;
// Whoever changes the list of people holds `lists`, alone, and waits with it in hand for the orders that look at the list (`closeList`): so an order locks
// nobody of the list.
const RANK = new Map<string, number>(ORDER.flatMap((tables, rank) => tables.map((table) => [table, rank] as const)));

/** Whoever locks a group keeps newcomers out of it: they refer to its row (`db/enrolment.ts`). To the others nobody refers. */
const MAY_BE_STRONG = ['rating_group', 'command_request', 'outbox', 'notification', 'task_draft'];

interface Locked {
  readonly table: string;
  readonly statement: string;
}

export interface LockOrder {
  /** Each place once where a transaction locked against the order: both tables, both statements. */
  readonly violations: () => readonly string[];
  /** Statements that lock rows against whoever only refers to them, as insertions do by their foreign keys. */
  readonly tooStrong: () => readonly string[];
  /** Deadlocks that Postgres found, also where the transaction was tried again. */
  readonly deadlocks: () => readonly string[];
  /** How many transactions locked anything. */
  readonly transactions: () => number;
  readonly stop: () => void;
}

type Query = (this: object, ...args: readonly unknown[]) => unknown;

/** Writes down from now on what every transaction of this process locks, by the text of its statements. */
export function watchLockOrder(): LockOrder {
  const client = pg.Client.prototype as unknown as { query: Query };
  const { query } = client;
  const held = new WeakMap<object, Locked[]>();
  const violations = new Set<string>();
  const tooStrong = new Set<string>();
  const deadlocks = new Set<string>();
  let transactions = 0;

  function note(before: Locked[], text: string): void {
    for (const { table, strong } of statementLocks(text)) {
      const rank = RANK.get(table);
      if (rank === undefined) continue;
      const later = before.find((one) => (RANK.get(one.table) ?? 0) > rank);
      const isNew = before.every((one) => one.table !== table);
      const holds = (name: string) => before.some((one) => one.table === name);
      if (table === 'employee' && holds('people') && !holds('lists')) violations.add(`employee, by an order: ${short(text)}`);
      if (later !== undefined && isNew && !(table === 'people' && holds('lists')))
        violations.add(`${later.table}, then ${table}: ${short(later.statement)}; ${short(text)}`);
      if (strong && !MAY_BE_STRONG.includes(table)) tooStrong.add(short(text));
      if (before.length === 0) transactions += 1;
      before.push({ table, statement: text });
    }
  }

  client.query = function (...args) {
    const [config] = args;
    const text = typeof config === 'string' ? config : ((config as { text?: string } | undefined)?.text ?? '');
    if (/^\s*(begin|start transaction)/i.test(text)) held.set(this, []);
    const before = held.get(this);
    if (before !== undefined) note(before, text);
    if (/^\s*(commit|rollback)\s*$/i.test(text)) held.delete(this);
    const answer: unknown = Reflect.apply<object, readonly unknown[], unknown>(query, this, args);
    if (answer instanceof Promise)
      answer.catch((error: unknown) => {
        if ((error as { code?: unknown }).code === '40P01') deadlocks.add(short(text));
      });
    return answer;
  };
  return {
    violations: () => [...violations],
    tooStrong: () => [...tooStrong],
    deadlocks: () => [...deadlocks],
    transactions: () => transactions,
    stop: () => void (client.query = query),
  };
}

function short(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 300);
}
