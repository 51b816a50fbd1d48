import pg from 'pg';

type Query = (this: object, ...args: readonly unknown[]) => unknown;

/** A statement as the driver was given it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What `work` asks of the database, over whatever connection; beginnings and ends of transactions and settings left out. */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly Statement[]> {
  const client = pg.Client.prototype as unknown as { query: Query };
  const { query } = client;
  const asked: Statement[] = [];
  client.query = function (...args) {
    const [config, values] = args as [string | { text: string; values?: unknown[] }, unknown[] | undefined];
    asked.push(
      typeof config === 'string' ? { text: config, values: values ?? [] } : { text: config.text, values: config.values ?? [] },
    );
    return Reflect.apply<object, readonly unknown[], unknown>(query, this, args);
  };
  try {
    await work();
  } finally {
    client.query = query;
  }
  return asked.filter(({ text }) => !/^\s*(begin|commit|rollback|start|set)\b/i.test(text));
}
