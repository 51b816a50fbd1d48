import type { Logger } from 'pino';
import { faultCode } from '../domain/fault-code.ts';
import type { Words } from '../domain/words/message.ts';
import type { Db } from '../db/connection.ts';
import {
  type ClaimedMail,
  claimMails,
  recordEnd,
  recordPostponed,
  recordRetry,
  recordSending,
  recordSent,
} from '../db/mail-ledger.ts';
import type { MailTransport } from '../mail/transport.ts';
import { cachedCalendars } from './cached-calendars.ts';
import { type MailSettings, composeMail } from './compose-mail.ts';
import { SHORTEST_PAUSE_MS, longerPause } from './loop.ts';

export interface MailLoopOptions {
  readonly db: Db;
  readonly transport: MailTransport;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** The public address of the pages. */
  readonly webUrl: string;
  /** `mailbox`: all mail goes to our own mailbox, which a rehearsal needs. */
  readonly mode: 'mailbox' | 'smtp';
  /** Whom a reader may ask. */
  readonly contact?: Words | undefined;
}

export interface MailLoop {
  start(): void;
  /** Waits for the mails on their way. The transport stays open. */
  stop(): Promise<void>;
  /** Sends all that can go now; answers how many it took. */
  drainOnce(): Promise<number>;
}

const IDLE_MS = 50;
/** Longer than the slowest delivery: connecting, greeting and every answer have their own limit. */
const LEASE_SECONDS = 60;
/** A person's later mails are given back rather than begun, when their lease could run out under way. */
const BEGIN_WITHIN_MS = 30_000;
/** Connections for mails that failed before: one address that hangs holds none of the others. */
const RETRY_LANES = 2;
const FIRST_RETRY_SECONDS = 5;
/** Mails that failed before are in no hurry: nothing is looked for twice as often for their sake. */
const AGAIN_EVERY_MS = 500;
const LAST_RETRY_SECONDS = 600;
const SERVER_PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000] as const;
const HR: Words = { ko: '인사팀', en: 'HR' };

/** Seconds until the next try after so many: 5, doubling, at most ten minutes. */
export function retrySeconds(attempts: number): number {
  return Math.min(LAST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** Math.min(attempts - 1, 10));
}

/** Sends queued mails over several connections. A server that does not answer stops all of them for a while and costs no mail a try. */
export function createMailLoop(options: MailLoopOptions): MailLoop {
  const { db, transport, log } = options;
  const settings: MailSettings = {
    db,
    calendars: cachedCalendars(db),
    webUrl: options.webUrl,
    contact: options.contact ?? HR,
    toMailbox: options.mode === 'mailbox',
    domain: transport.domain,
    unsubscribeAt: transport.replyTo,
  };
  const lanes = { first: Math.max(1, transport.connections - RETRY_LANES), again: RETRY_LANES };
  const busy = { first: new Set<string>(), again: new Set<string>() };
  const deliveries = new Set<Promise<void>>();
  let serverFailures = 0;
  let pausedUntil = 0;
  let running = false;
  let looping: Promise<void> = Promise.resolve();
  let wake: () => void = () => undefined;
  let idleMs = IDLE_MS;
  let nextAgainAt = 0;

  async function take(lane: 'first' | 'again'): Promise<number> {
    const free = lanes[lane] - busy[lane].size;
    if (free <= 0 || Date.now() < pausedUntil) return 0;
    const claim = { limit: free, again: lane === 'again', notTo: [...busy.first, ...busy.again], leaseSeconds: LEASE_SECONDS };
    const mails = await claimMails(db, claim);
    for (const [employeeId, own] of Map.groupBy(mails, (mail) => mail.employee_id)) {
      busy[lane].add(employeeId);
      const delivery = deliverAll(own).finally(() => {
        busy[lane].delete(employeeId);
        deliveries.delete(delivery);
        wake();
      });
      deliveries.add(delivery);
    }
    return mails.length;
  }

  async function takeAgain(): Promise<number> {
    if (Date.now() < nextAgainAt) return 0;
    const taken = await take('again');
    if (taken === 0) nextAgainAt = Date.now() + AGAIN_EVERY_MS;
    return taken;
  }

  async function deliverAll(mails: readonly ClaimedMail[]): Promise<void> {
    const until = Date.now() + BEGIN_WITHIN_MS;
    for (const mail of mails) {
      try {
        if (Date.now() < until) await deliver(mail);
        else await recordRetry(db, { id: mail.id, inSeconds: 0, free: true });
      } catch (error) {
        // The database said no: the lease runs out and the mail is taken again. Its text may hold row values and is not logged.
        log.error({ notificationId: mail.id, code: faultCode(error) }, 'mail not handled');
      }
    }
  }

  async function deliver({ id, attempts }: ClaimedMail): Promise<void> {
    if (Date.now() < pausedUntil) return recordRetry(db, { id, inSeconds: 0, free: true });
    const composed = await composeMail(settings, id);
    if (composed.then === 'drop') return recordEnd(db, { id, state: 'dropped', why: null });
    if (composed.then === 'postpone') return recordPostponed(db, { id, sendAt: composed.sendAt });
    if (composed.then === 'dead') return bury(id, composed.why);
    const { mail } = composed;
    await recordSending(db, { id, messageId: mail.messageId, to: mail.to });
    const delivery = await transport.send(mail);
    if (delivery.sent) {
      serverFailures = 0;
      return recordSent(db, id);
    }
    const { fault, why } = delivery;
    if (fault === 'refused') return bury(id, why);
    if (fault === 'later') {
      log.warn({ notificationId: id, attempts, why }, 'mail not accepted, tried again later');
      return recordRetry(db, { id, inSeconds: retrySeconds(attempts), free: false });
    }
    pause(why);
    return recordRetry(db, { id, inSeconds: 0, free: true });
  }

  async function bury(id: string, why: string): Promise<void> {
    log.warn({ notificationId: id, why }, 'mail is dead');
    await recordEnd(db, { id, state: 'dead', why });
  }

  function pause(why: string): void {
    if (Date.now() < pausedUntil) return;
    const forMs = SERVER_PAUSES_MS[Math.min(serverFailures, SERVER_PAUSES_MS.length - 1)] ?? 0;
    serverFailures += 1;
    pausedUntil = Date.now() + forMs;
    log.warn({ why, forMs }, 'no mail server');
  }

  async function loop(): Promise<void> {
    while (running) {
      const taken = await take('first')
        .then(async (first) => first + (await takeAgain()))
        .catch((error: unknown) => {
          log.error({ code: faultCode(error) }, 'mails not claimed');
          return 0;
        });
      if (taken > 0) idleMs = SHORTEST_PAUSE_MS;
      else await idle();
    }
  }

  /** Until something was delivered and a connection is free again, or a while that grows from 10 to 50 ms. */
  function idle(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, idleMs);
      idleMs = longerPause(idleMs, IDLE_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    start() {
      if (running) return;
      running = true;
      looping = loop();
    },
    async stop() {
      running = false;
      wake();
      await looping;
      await Promise.all(deliveries);
    },
    async drainOnce() {
      let all = 0;
      for (;;) {
        const taken = (await take('first')) + (await take('again'));
        all += taken;
        if (deliveries.size > 0) await Promise.race(deliveries);
        else if (taken === 0) return all;
      }
    },
  };
}
