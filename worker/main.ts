import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { readEnvironment } from '../contracts/environment.ts';
import { loggedFault } from '../domain/fault-code.ts';
import { endWithParent } from '../local/parent-pipe.ts';
import { closeDatabases, workerDatabases } from './databases.ts';
import { startWorkerProcess } from './process.ts';

endWithParent();
const environment = readEnvironment(process.env);
const log = pino({ level: environment.DURE_LOG_LEVEL, base: { part: 'worker' } });
const databases = workerDatabases(environment.DATABASE_URL, (error, use) => {
  log.warn({ use, ...loggedFault(error) }, 'a connection to the database broke');
});
const worker = await startWorkerProcess({ environment, databases, log });
closeWithGrace({ delay: 30_000, logger: false }, async ({ err }) => {
  if (err) log.fatal(loggedFault(err), 'worker ends by a fault');
  await worker.stop();
  await closeDatabases(databases);
});
