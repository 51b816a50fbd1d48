import { Client, Connection } from '@temporalio/client';

export interface TemporalOptions {
  readonly address: string;
  readonly namespace: string;
}

/** A client whose connection is made at the first call and comes back by itself; a server that is down makes calls fail, not the process. */
export function temporalClient({ address, namespace }: TemporalOptions): Client {
  return new Client({ connection: Connection.lazy({ address }), namespace });
}

const CALL_MS = 10_000;

/** Gives a call to Temporal ten seconds. */
export function withDeadline<T>(client: Client, call: () => Promise<T>): Promise<T> {
  return client.withDeadline(Date.now() + CALL_MS, call);
}
