import { createTransport } from 'nodemailer';

export interface TransportOptions {
  readonly smtpUrl: string;
  /** `"Name" <address>`. */
  readonly from: string;
  readonly replyTo?: string | undefined;
  readonly connections?: number;
  /** How long the server may stay silent. */
  readonly timeoutMs?: number;
  /** How long it may take over one mail. */
  readonly deliveryMs?: number;
}

export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly references?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * How a delivery ended. `refused`: for good, the address or its mailbox. `later`: this address, at another time.
 * `no-server`: nobody could have got a mail. `why` is a code, never the server's text, which may hold the address.
 */
export type Delivery =
  { readonly sent: true } | { readonly sent: false; readonly fault: 'refused' | 'later' | 'no-server'; readonly why: string };

export interface MailTransport {
  readonly domain: string;
  readonly replyTo: string;
  readonly connections: number;
  send(mail: OutgoingMail): Promise<Delivery>;
  close(): void;
}

/** Mails that one worker has under way at a time. */
export const MAIL_CONNECTIONS = 7;

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);

/**
 * A pool of SMTP connections; it never throws for what a server says. Where a connection breaks, stays silent or is closed with 421 in the
 * middle, an empty talk tells whether the server is there: if it is, it was this mail that it did not take.
 */
export function createMailTransport({
  smtpUrl,
  from,
  replyTo,
  connections = MAIL_CONNECTIONS,
  timeoutMs = 10_000,
  deliveryMs = 300_000,
}: TransportOptions): MailTransport {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const pool = createTransport({
    pool: true,
    host: url.hostname.replace(/^\[|\]$/gu, ''),
    port: Number(url.port || (secure ? 465 : 25)),
    secure,
    // On the own host nobody listens in, and a mailbox there has no certificate that anybody knows.
    ignoreTLS: !secure && LOOPBACK.has(url.hostname),
    ...(url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    maxConnections: connections,
    maxMessages: Infinity,
    maxRequeues: 1,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const address = addressOf(from);
  let looking: Promise<boolean> | undefined;
  /** One look for all that ask at a time. */
  function isThere(): Promise<boolean> {
    looking ??= pool
      .verify()
      .then(
        () => true,
        () => false,
      )
      .finally(() => (looking = undefined));
    return looking;
  }
  return {
    domain: address.split('@').at(-1) ?? 'localhost',
    replyTo: addressOf(replyTo ?? from),
    connections,
    async send({ references, ...mail }) {
      const thread = references === undefined ? {} : { references, inReplyTo: references };
      try {
        await pool.sendMail({
          ...mail,
          ...thread,
          signal: AbortSignal.timeout(deliveryMs),
          to: { name: '', address: mail.to },
          from,
          ...(replyTo === undefined ? {} : { replyTo }),
        });
        return { sent: true };
      } catch (error) {
        const { whose, why } = faultOf(error as SmtpError);
        if (whose === 'unknown') return { sent: false, fault: (await isThere()) ? 'later' : 'no-server', why };
        return { sent: false, fault: whose, why };
      }
    },
    close: () => pool.close(),
  };
}

interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly timeoutType?: string;
  readonly syscall?: string;
}

interface Fault {
  readonly whose: 'refused' | 'later' | 'no-server' | 'unknown';
  readonly why: string;
}

function faultOf({ code, command, responseCode, timeoutType, syscall }: SmtpError): Fault {
  const why = responseCode === undefined ? (code ?? 'smtp').toLowerCase() : `smtp-${responseCode}`;
  if (code === 'EABORT') return { whose: 'later', why: 'smtp-slow' };
  if (timeoutType === 'SOCKET_TIMEOUT') return { whose: 'unknown', why: 'smtp-silent' };
  if (responseCode !== undefined && (command === 'RCPT TO' || command === 'DATA'))
    return { whose: responseCode >= 500 ? 'refused' : 'later', why };
  // A 421 in answer to several commands at once names none of them.
  if (responseCode === 421 && command === 'CONN') return { whose: 'unknown', why };
  if (responseCode !== undefined) return { whose: 'no-server', why };
  if (code === 'EENVELOPE') return { whose: 'refused', why: 'address-invalid' };
  // Nobody listened. It may be back in the moment of a look, and is no fault of this mail.
  if (syscall === 'connect') return { whose: 'no-server', why };
  return { whose: code === 'ECONNECTION' || code === 'ESOCKET' ? 'unknown' : 'no-server', why };
}

function addressOf(mailbox: string): string {
  return /<([^<>]+)>/u.exec(mailbox)?.[1] ?? mailbox.trim();
}
