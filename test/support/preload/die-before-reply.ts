// Loaded into the API by NODE_OPTIONS: while the file named by DURE_TEST_DIE_FILE exists, the first reply to a closing is never written: the
// transaction is committed, and the process dies as by kill -9.
import { existsSync, rmSync } from 'node:fs';
import { ServerResponse } from 'node:http';

const file = process.env['DURE_TEST_DIE_FILE'] ?? '';
const write = Reflect.get(ServerResponse.prototype, 'writeHead') as (...given: unknown[]) => ServerResponse;

function writeHead(this: ServerResponse, ...given: unknown[]): ServerResponse {
  if (this.req.method === 'POST' && /\/tasks\/\d+\/close$/.test(this.req.url ?? '') && existsSync(file)) {
    rmSync(file);
    process.kill(process.pid, 'SIGKILL');
  }
  return Reflect.apply(write, this, given);
}

Object.assign(ServerResponse.prototype, { writeHead });
