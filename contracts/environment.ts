import { z } from 'zod';
import type { Words } from '../domain/words/message.ts';

const port = z.coerce.number().int().min(1).max(65_535);
const address = z.string().regex(/^[^\s/:]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i, 'must be host:port');
const webAddress = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .transform((url) => url.replace(/\/+$/, ''));

/** Every variable that the processes of Dure read. A variable that is set to nothing counts as not set. */
const variables = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }),
  TEMPORAL_ADDRESS: address,
  TEMPORAL_NAMESPACE: z.string().default('default'),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' }),
  /** Where the API listens. */
  DURE_HOST: z.string().default('127.0.0.1'),
  DURE_PORT: port.default(8080),
  /** The public address of the pages, for links in mails. No slash at the end. */
  DURE_WEB_URL: webAddress.default('http://127.0.0.1:8080'),
  /** The embedded mailbox's page. Set only where all mail goes there; a rehearsal needs it. */
  DURE_MAILBOX_URL: webAddress.optional(),
  /** The proxies whose forwarded addresses are believed: addresses or networks, separated by commas. */
  DURE_TRUST_PROXY: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'must be addresses or networks, separated by commas')))
    .default([]),
  DURE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Where the worker answers /livez, /readyz and /metrics. */
  DURE_METRICS_PORT: port.default(9464),
  DURE_MAIL_FROM: z.string().default('Dure <dure@localhost>'),
  DURE_MAIL_REPLY_TO: z.string().optional(),
  /** Whom readers of pages and mails may ask, as they shall read it: an office and its extension. */
  DURE_HR_CONTACT: z.string().max(100).optional(),
  /** The same for who reads English; without it they read the other. */
  DURE_HR_CONTACT_EN: z.string().max(100).optional(),
  /** Files that are kept on this host: uploads, exports. */
  DURE_DATA_DIR: z.string().default('.dure'),
  /** Signs session cookies; the same for all API processes of a deployment. */
  DURE_SESSION_SECRET: z.string().min(32, 'must have 32 characters or more'),
  /** A built web application, instead of the one beside the code. */
  DURE_WEB_ROOT: z.string().optional(),
});

export type Environment = Readonly<z.output<typeof variables>>;
export type Variable = keyof Environment;

/** A wrong or missing variable. The message names each and what is wrong, never a value: some are secrets. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/**
 * The environment, read once at the start of a process, validated and typed. With `only`, no other variable is looked at.
 * @throws EnvironmentError
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment;
export function readEnvironment<V extends Variable>(
  env: Readonly<Record<string, string | undefined>>,
  only: readonly V[],
): Pick<Environment, V>;
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  only?: readonly Variable[],
): Partial<Environment> {
  const wanted = only ?? variables.keyof().options;
  const schema = variables.pick(Object.fromEntries(wanted.map((name) => [name, true])) as Record<Variable, true>);
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `${name} ${given[name] === undefined ? 'is not set' : `is wrong: ${issue.message}`}`;
  });
  throw new EnvironmentError([...new Set(lines)].join('; '));
}

/** Whom the installation names for questions; undefined: nobody. */
export function hrContactOf({
  DURE_HR_CONTACT: ko,
  DURE_HR_CONTACT_EN: en,
}: Pick<Environment, 'DURE_HR_CONTACT' | 'DURE_HR_CONTACT_EN'>): Words | undefined {
  const either = ko ?? en;
  return either === undefined ? undefined : { ko: ko ?? either, en: en ?? either };
}
