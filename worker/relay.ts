import type { Client } from '@temporalio/client';
import type { Db } from '../db/connection.ts';
import { type OutboxRow, claimOutbox, markDead, markDelivered, markFailed } from '../db/relay.ts';
import { URGENCY } from '../db/outbox.ts';
import { deliver as deliverRow } from './deliver.ts';
import { type Loop, startLoop } from './loop.ts';

const IDLE_MS = 50;
const BATCH = 32;
const LANES = 2;
/** Above every urgency. */
const EVERYTHING = 32_767;
/** Bulk starts in a second: a launch of thousands leaves Temporal room for what people do. */
const BULK_PER_SECOND = 500;

export interface RelayDeps {
  readonly db: Db;
  readonly client: Client;
  readonly onError: (error: unknown) => void;
  /** Brings one row to Temporal; the fault tests bring some twice, late, or never. */
  readonly deliver?: typeof deliverRow;
  /** Counts what was delivered, for the metrics. */
  readonly onDelivered?: (rows: readonly OutboxRow[]) => void;
}

/** Delivers the outbox: at least once, in any order, people's own rows before bulk rows. */
export function startRelay(deps: RelayDeps): Loop {
  const allowance = bulkAllowance();
  const lanes = Array.from({ length: LANES }, () =>
    startLoop({ turn: () => relayOnce(deps, allowance), pauseMs: IDLE_MS, onError: deps.onError }),
  );
  return { stop: async () => void (await Promise.all(lanes.map((lane) => lane.stop()))) };
}

/** One batch; `true` if it was full, or something in it can go at once. */
export async function relayOnce(
  { db, client, onError, onDelivered, deliver = deliverRow }: RelayDeps,
  allowance = bulkAllowance(),
): Promise<boolean> {
  const rows = await claimOutbox(db, { limit: BATCH, below: allowance.left() > 0 ? EVERYTHING : URGENCY.bulk });
  if (rows.length === 0) return false;
  allowance.take(rows.filter((row) => row.urgency >= URGENCY.bulk).length);
  const delivered: OutboxRow[] = [];
  const failed: OutboxRow[] = [];
  await Promise.all(
    rows.map(async (row) => {
      try {
        await deliver(client, row);
        delivered.push(row);
      } catch (error) {
        if (isHopeless(error)) await markDead(db, row.id, 'refused-by-temporal');
        else failed.push(row);
        onError(error);
      }
    }),
  );
  await markDelivered(
    db,
    delivered.map((row) => row.id),
  );
  await markFailed(
    db,
    failed.map((row) => row.id),
  );
  onDelivered?.(delivered);
  return failed.length === 0;
}

const INVALID_ARGUMENT = 3;

/** Temporal will never take this row. Everything else (down, busy, slow, or empty and not registered with yet) passes. */
function isHopeless(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  // A server whose database is new does not know our search attributes until the next sweep: it refuses each start.
  if (/search attribute/i.test(error instanceof Error ? error.message : '')) return false;
  return code === INVALID_ARGUMENT || (typeof cause === 'object' && cause !== null && isHopeless(cause));
}

interface Allowance {
  left(): number;
  take(count: number): void;
}

function bulkAllowance(): Allowance {
  let left = BULK_PER_SECOND;
  let filledAt = Date.now();
  return {
    left() {
      const now = Date.now();
      left = Math.min(BULK_PER_SECOND, left + ((now - filledAt) / 1000) * BULK_PER_SECOND);
      filledAt = now;
      return left;
    },
    take(count) {
      left -= count;
    },
  };
}
