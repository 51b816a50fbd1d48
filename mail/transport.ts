import { createTransport } from 'nodemailer';

export interface TransportOptions {
  readonly smtpUrl: string;
  /** `"Name" <address>`. */
  readonly from: string;
  readonly replyTo?: string | undefined;
  readonly connections?: number;
  /** How long the server may stay silent. */
  readonly timeoutMs?: number;
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

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);

/** A pool of SMTP connections; it never throws for what a server says. */
export function createMailTransport({
  smtpUrl,
  from,
  replyTo,
  connections = 7,
  timeoutMs = 10_000,
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
          to: { name: '', address: mail.to },
          from,
          ...(replyTo === undefined ? {} : { replyTo }),
        });
        return { sent: true };
      } catch (error) {
        return { sent: false, ...faultOf(error as SmtpError) };
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
}

function faultOf({ code, command, responseCode, timeoutType }: SmtpError): {
  readonly fault: 'refused' | 'later' | 'no-server';
  readonly why: string;
} {
  if (responseCode !== undefined && responseCode !== 421 && (command === 'RCPT TO' || command === 'DATA')) {
    return { fault: responseCode >= 500 ? 'refused' : 'later', why: `smtp-${responseCode}` };
  }
  if (responseCode === undefined && code === 'EENVELOPE') return { fault: 'refused', why: 'address-invalid' };
  if (timeoutType === 'SOCKET_TIMEOUT') return { fault: 'later', why: 'smtp-silent' };
  return { fault: 'no-server', why: responseCode === undefined ? (code ?? 'smtp').toLowerCase() : `smtp-${responseCode}` };
}

function addressOf(mailbox: string): string {
  return /<([^<>]+)>/u.exec(mailbox)?.[1] ?? mailbox.trim();
}
