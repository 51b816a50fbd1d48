import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hrContactOf, readEnvironment } from '../contracts/environment.ts';
import { connect } from '../db/connection.ts';
import { loggedFault } from '../domain/fault-code.ts';
import { endWithParent } from '../local/parent-pipe.ts';
import { buildApp } from './app.ts';
import { temporalView } from './temporal.ts';

const CONNECTIONS = { pages: 20, bulk: 4, health: 1 } as const;

const environment = readEnvironment(process.env);
endWithParent();
const log = pino({ level: environment.DURE_LOG_LEVEL, base: { part: 'api' }, redact: ['*.email', '*.name', 'req', 'res'] });
const pool = (use: keyof typeof CONNECTIONS) =>
  connect({
    url: environment.DATABASE_URL,
    role: 'app',
    use,
    max: CONNECTIONS[use],
    onFault: (error) => {
      log.warn({ use, ...loggedFault(error) }, 'a connection to the database broke');
    },
  });
const databases = { db: pool('pages'), bulk: pool('bulk'), health: pool('health') };
const temporal = temporalView(environment.TEMPORAL_ADDRESS, environment.TEMPORAL_NAMESPACE, (error) => {
  log.warn(loggedFault(error), 'Temporal gave no answer');
});
/** What `npm run build` made of the pages: beside the compiled code, or in the checkout's `dist/`. */
const built = fileURLToPath(new URL(import.meta.filename.endsWith('.js') ? '../web' : '../dist/web', import.meta.url));
const app = await buildApp({
  ...databases,
  sessionSecret: environment.DURE_SESSION_SECRET,
  webUrl: environment.DURE_WEB_URL,
  webRoot: environment.DURE_WEB_ROOT ?? (existsSync(built) ? built : undefined),
  trustProxy: environment.DURE_TRUST_PROXY,
  log,
  hrContact: { label: hrContactOf(environment) ?? null, email: environment.DURE_MAIL_REPLY_TO ?? null },
  mailboxUrl: environment.DURE_MAILBOX_URL,
  temporal,
});
closeWithGrace({ delay: 10_000, logger: false }, async ({ err }) => {
  if (err) log.fatal(loggedFault(err), 'ended by an error');
  await app.close();
  await Promise.all([...Object.values(databases).map((db) => db.destroy()), temporal.close()]);
});
await app.listen({ host: environment.DURE_HOST, port: environment.DURE_PORT });
log.info({ port: environment.DURE_PORT }, 'listening');
