// The embedded mailbox's process: node local/mailbox/main.ts '{"smtpPort":…,"httpPort":…,"file":…}'
import { once } from 'node:events';
import { endWithParent } from '../parent-pipe.ts';
import { httpServer } from './http.ts';
import { smtpServer } from './smtp.ts';
import { MailStore } from './store.ts';

export interface MailboxArguments {
  readonly smtpPort: number;
  readonly httpPort: number;
  readonly file: string;
}

async function main({ smtpPort, httpPort, file }: MailboxArguments): Promise<void> {
  endWithParent();
  const store = new MailStore(file);
  const smtp = smtpServer(store);
  await once(smtp.listen(smtpPort, '127.0.0.1'), 'listening');
  const http = httpServer(store);
  http.listen(httpPort, '127.0.0.1');
  await once(http, 'listening');
  // Everything that was acknowledged is on disk.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));
}

if (import.meta.main) await main(JSON.parse(process.argv[2] ?? '') as MailboxArguments);
