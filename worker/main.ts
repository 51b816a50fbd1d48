import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { readEnvironment } from '../contracts/environment.ts';
import { connect } from '../db/connection.ts';
import { faultCode } from '../domain/fault-code.ts';
import { endWithParent } from '../local/parent-pipe.ts';
import { startWorkerProcess } from './process.ts';

endWithParent();
const environment = readEnvironment(process.env);
const log = pino({ level: environment.DURE_LOG_LEVEL, base: { part: 'worker' } });
const db = connect({ url: environment.DATABASE_URL, role: 'worker', max: 20 });
const worker = await startWorkerProcess({ environment, db, log });
closeWithGrace({ delay: 30_000, logger: false }, async ({ err }) => {
  if (err) log.fatal({ code: faultCode(err) }, 'worker ends by a fault');
  await worker.stop();
  await db.destroy();
});
