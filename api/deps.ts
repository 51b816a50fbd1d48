import type { FastifyBaseLogger } from 'fastify';
import type { Db } from '../db/connection.ts';
import type { Words } from '../domain/words/message.ts';
import type { TemporalView } from './temporal.ts';

/** All that the API stands on; built by `main.ts`, and by tests. */
export interface ApiDeps {
  readonly db: Db;
  /** Connections for what concerns a whole cycle or list of people and takes longer than a page: pages never wait for it. */
  readonly bulk: Db;
  /** A connection of its own that tells whether the database answers. */
  readonly health: Db;
  readonly sessionSecret: string;
  /** Public address of the pages. */
  readonly webUrl: string;
  /** Folder of the built pages; without it only the API answers. */
  readonly webRoot?: string | undefined;
  /** Proxies whose forwarded addresses are believed. */
  readonly trustProxy: readonly string[];
  readonly log: FastifyBaseLogger;
  /** Whom the installation names for questions; where neither is named, the first of HR answers. */
  readonly hrContact: { readonly label: Words | null; readonly email: string | null };
  /** Set where all mail goes to our own mailbox: only there a rehearsal may be made. */
  readonly mailboxUrl?: string | undefined;
  /** For operators' pages only; unreachable is an answer. */
  readonly temporal: TemporalView;
  /** Requests that one account may make in a minute. */
  readonly requestsPerMinute?: number | undefined;
  /** Requests that all who are not signed in may make from one address in a minute before they are answered later. */
  readonly addressRequestsPerMinute?: number | undefined;
  /** What they wait for then; a second where nothing is told. */
  readonly later?: (() => Promise<unknown>) | undefined;
}
