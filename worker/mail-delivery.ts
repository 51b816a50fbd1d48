import type { Logger } from 'pino';
import { loggedFault } from '../domain/fault-code.ts';
import {
  type ClaimedMail,
  recordEnd,
  recordPostponed,
  recordRefused,
  recordSending,
  recordSent,
  recordUncomposed,
  recordUntried,
} from '../db/mail-ledger.ts';
import type { MailTransport } from '../mail/transport.ts';
import { type Composed, type MailSettings, composeMail } from './compose-mail.ts';

export type MailLog = Pick<Logger, 'info' | 'warn' | 'error'>;

export interface MailDeliveryOptions {
  readonly settings: MailSettings;
  readonly transport: MailTransport;
  readonly log: MailLog;
}

/** `no-server`: nobody could have got a mail; `done`: whatever became of this one stands in the ledger. */
export type Delivered = { readonly then: 'sent' | 'done' } | { readonly then: 'no-server'; readonly why: string };

const FIRST_RETRY_SECONDS = 5;
const LAST_RETRY_SECONDS = 600;
/** A server that is repaired over a long weekend still finds its mail. */
const REFUSED = { mostTries: 500, mostDays: 3 };
/** What cannot be composed ten times will not be by itself; the database may be away for one or two. Counted apart from what was refused. */
const NOT_COMPOSED = { mostTries: 10 };

/** Seconds until the next try after so many: 5, doubling, at most ten minutes. */
export function retrySeconds(attempts: number): number {
  return Math.min(LAST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** Math.min(attempts - 1, 10));
}

/** Sends one claimed mail and records what became of it. Throws only what the database says. */
export async function deliverMail(options: MailDeliveryOptions, mail: ClaimedMail): Promise<Delivered> {
  const { settings, transport } = options;
  const { db } = settings;
  const composed = await composeMail(settings, mail.id).catch((error: unknown): Uncomposed => ({ then: 'failed', error }));
  if (composed.then !== 'send') {
    await recordUnsent(options, { mail, composed });
    return { then: 'done' };
  }
  const { messageId, to } = composed.mail;
  if (!(await recordSending(db, mail, { messageId, to }))) return { then: 'done' };
  const delivery = await transport.send(composed.mail);
  if (delivery.sent) {
    await recordSent(db, mail);
    return { then: 'sent' };
  }
  const { fault, why } = delivery;
  if (fault === 'no-server') {
    await recordUntried(db, mail);
    return { then: 'no-server', why };
  }
  if (fault === 'refused' && composed.mayBounce) await recordEnd(db, mail, { state: 'dropped', fault: why });
  else if (fault === 'refused') await bury(options, { mail, why });
  else
    await tryAgain(options, { mail, why, record: (inSeconds) => recordRefused(db, mail, { fault: why, inSeconds, ...REFUSED }) });
  return { then: 'done' };
}

interface Uncomposed {
  readonly then: 'failed';
  readonly error: unknown;
}

interface Unsent {
  readonly mail: ClaimedMail;
  readonly composed: Exclude<Composed, { then: 'send' }> | Uncomposed;
}

async function recordUnsent(options: MailDeliveryOptions, { mail, composed }: Unsent): Promise<void> {
  const { db } = options.settings;
  switch (composed.then) {
    case 'drop':
      return recordEnd(db, mail, { state: 'dropped', fault: null });
    case 'postpone':
      return recordPostponed(db, mail, composed.sendAt);
    case 'dead':
      return bury(options, { mail, why: composed.why });
    case 'failed':
      options.log.error({ notificationId: mail.id, ...loggedFault(composed.error) }, 'mail not composed');
      return tryAgain(options, {
        mail,
        why: 'not-composed',
        record: (inSeconds) => recordUncomposed(db, mail, { inSeconds, ...NOT_COMPOSED }),
      });
  }
}

interface Failure {
  readonly mail: ClaimedMail;
  readonly why: string;
}

async function bury({ settings, log }: MailDeliveryOptions, { mail, why }: Failure): Promise<void> {
  log.warn({ notificationId: mail.id, why }, 'mail is dead');
  await recordEnd(settings.db, mail, { state: 'dead', fault: why });
}

interface TryAgain extends Failure {
  readonly record: (inSeconds: number) => Promise<'queued' | 'dead' | undefined>;
}

async function tryAgain({ log }: MailDeliveryOptions, { mail, why, record }: TryAgain): Promise<void> {
  const { id, attempts } = mail;
  const state = await record(retrySeconds(attempts));
  log.warn({ notificationId: id, attempts, why }, state === 'dead' ? 'mail is dead' : 'mail failed, tried again later');
}
