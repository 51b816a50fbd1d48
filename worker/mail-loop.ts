import { loggedFault } from '../domain/fault-code.ts';
import type { Words } from '../domain/words/message.ts';
import type { Db } from '../db/connection.ts';
import { type ClaimedMail, type Lane, claimMails, recordUntried } from '../db/mail-ledger.ts';
import type { MailTransport } from '../mail/transport.ts';
import { cachedCalendars } from './cached-calendars.ts';
import { SHORTEST_PAUSE_MS, longerPause } from './loop.ts';
import { type MailDeliveryOptions, type MailLog, deliverMail } from './mail-delivery.ts';
import { createMailLeases } from './mail-leases.ts';

export interface MailLoopOptions {
  readonly db: Db;
  readonly transport: MailTransport;
  readonly log: MailLog;
  /** The public address of the pages. */
  readonly webUrl: string;
  /** `mailbox`: all mail goes to our own mailbox, which a rehearsal needs. */
  readonly mode: 'mailbox' | 'smtp';
  /** Whom a reader may ask. */
  readonly contact?: Words | undefined;
  /** How long a mail stays with a worker that is gone; one that lives holds it for as long as a server thinks. */
  readonly leaseMs?: number;
}

export interface MailLoop {
  start(): void;
  /** Waits for the mails on their way. The transport stays open. */
  stop(): Promise<void>;
  /** Sends all that can go now; answers how many it took. */
  drainOnce(): Promise<number>;
}

const IDLE_MS = 50;
const LEASE_MS = 60_000;
/** Connections for mails that failed before: one address that hangs holds none of the others. */
const RETRY_LANES = 2;
/** Taken when the ordinary ones are: who waits at the sign-in page waits for nobody else's address. */
const SIGN_IN_LANES = 1;
/** Mails that failed before are in no hurry: nothing is looked for twice as often for their sake. */
const AGAIN_EVERY_MS = 500;
const SERVER_PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000] as const;
const HR: Words = { ko: '인사팀', en: 'HR' };

/** Sends queued mails over several connections. A server that does not answer stops all of them for a while and costs no mail a try. */
export function createMailLoop(options: MailLoopOptions): MailLoop {
  const { db, transport, log } = options;
  const delivering: MailDeliveryOptions = {
    settings: {
      db,
      calendars: cachedCalendars(db),
      webUrl: options.webUrl,
      contact: options.contact ?? HR,
      toMailbox: options.mode === 'mailbox',
      domain: transport.domain,
      unsubscribeAt: transport.replyTo,
    },
    transport,
    log,
  };
  const leases = createMailLeases({
    db,
    leaseMs: options.leaseMs ?? LEASE_MS,
    onError: (error) => {
      log.error({ ...loggedFault(error) }, 'leases of mails not renewed');
    },
  });
  const first = Math.max(1, transport.connections - SIGN_IN_LANES - RETRY_LANES);
  const lanes: Readonly<Record<Lane, number>> = { 'sign-in': SIGN_IN_LANES, first, again: RETRY_LANES };
  const busy: Readonly<Record<Lane, Set<string>>> = { 'sign-in': new Set(), first: new Set(), again: new Set() };
  const deliveries = new Set<Promise<void>>();
  let serverFailures = 0;
  let pausedUntil = 0;
  let running = false;
  let looping: Promise<void> = Promise.resolve();
  let wake: () => void = () => undefined;
  let idleMs = IDLE_MS;
  let nextAgainAt = 0;

  async function take(lane: Lane): Promise<number> {
    const limit = free(lane);
    if (limit <= 0 || Date.now() < pausedUntil) return 0;
    const notTo = lane === 'sign-in' ? [...busy[lane]] : [...busy.first, ...busy.again];
    const mails = await claimMails(db, { lane, limit, notTo, leaseSeconds: leases.leaseSeconds });
    for (const mail of mails) leases.hold(mail);
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

  function free(lane: Lane): number {
    return lanes[lane] - busy[lane].size;
  }

  function takeFirst(): Promise<number> {
    return take(free('first') > 0 ? 'first' : 'sign-in');
  }

  async function takeAgain(): Promise<number> {
    if (Date.now() < nextAgainAt) return 0;
    const taken = await take('again');
    if (taken === 0) nextAgainAt = Date.now() + AGAIN_EVERY_MS;
    return taken;
  }

  async function deliverAll(mails: readonly ClaimedMail[]): Promise<void> {
    for (const mail of mails) {
      try {
        await deliver(mail);
      } catch (error) {
        // The database said no: the lease runs out and the mail is taken again. Its text may hold row values and is not logged.
        log.error({ notificationId: mail.id, ...loggedFault(error) }, 'mail not handled');
      } finally {
        leases.letGo(mail);
      }
    }
  }

  async function deliver(mail: ClaimedMail): Promise<void> {
    if (Date.now() < pausedUntil) return recordUntried(db, mail);
    const delivered = await deliverMail(delivering, mail);
    if (delivered.then === 'sent') serverFailures = 0;
    if (delivered.then === 'no-server') pause(delivered.why);
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
      const taken = await takeFirst()
        .then(async (taken) => taken + (await takeAgain()))
        .catch((error: unknown) => {
          log.error({ ...loggedFault(error) }, 'mails not claimed');
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
        const taken = (await takeFirst()) + (await take('again'));
        all += taken;
        if (deliveries.size > 0) await Promise.race(deliveries);
        else if (taken === 0) return all;
      }
    },
  };
}
