import type { Client } from '@temporalio/client';
import type { Db } from '../../db/connection.ts';

/** What an invariant looks at. */
export interface Scene {
  readonly db: Db;
  readonly client: Client;
  readonly cycleId: string;
  /** The embedded mailbox; without it mails are judged by the ledger alone. */
  readonly mailboxUrl?: string | undefined;
  /** How long Temporal's list may take to show what has happened; half a minute unless told. */
  readonly settlesMs?: number;
}

/** Answers what breaks it; nothing: it holds. */
export type Check = (scene: Scene) => Promise<readonly unknown[]>;

export interface NamedCheck {
  readonly name: string;
  /** Looks at everything that is there, whichever cycle it is asked about. */
  readonly ofAll?: true;
  readonly check: Check;
}
