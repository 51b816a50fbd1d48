import { join } from 'node:path';
import { programFile } from './checkout.ts';
import { Child, type ChildEvent } from './children.ts';
import { freePort } from './free-port.ts';
import type { MailboxArguments } from './mailbox/main.ts';

export interface MailboxOptions {
  readonly dataDir: string;
  readonly logDir: string;
  readonly onEvent?: (event: ChildEvent) => void;
}

export interface Mailbox {
  readonly child: Child;
  readonly url: string;
  readonly smtpUrl: string;
}

/** The embedded mailbox as a process of its own. Its mails lie below `dataDir`. */
export async function startMailbox({ dataDir, logDir, onEvent }: MailboxOptions): Promise<Mailbox> {
  const [smtpPort, httpPort] = [await freePort(), await freePort()];
  const given: MailboxArguments = { smtpPort, httpPort, file: join(dataDir, 'mails.jsonl') };
  const url = `http://127.0.0.1:${httpPort}`;
  const child = new Child(
    {
      name: 'mailbox',
      run: { script: programFile('local/mailbox/main'), args: [JSON.stringify(given)] },
      logFile: join(logDir, 'mailbox.log'),
      ready: () => answersOk(`${url}/livez`),
      readyTimeoutMs: 30_000,
    },
    onEvent,
  );
  await child.start();
  return { child, url, smtpUrl: `smtp://127.0.0.1:${smtpPort}` };
}

/** Whether this address answers with a 2xx, soon. */
export async function answersOk(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await response.arrayBuffer();
  return response.ok;
}
