import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { readMail } from './mail.ts';
import type { MailStore } from './store.ts';

const largestMail = 30 * 1024 * 1024;

/** A mail server without sign-in or encryption, for this machine only, that obeys the rules of the store. */
export function smtpServer(store: MailStore): SMTPServer {
  const server = new SMTPServer({
    name: 'mailbox.localhost',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largestMail,
    onRcptTo: ({ address }, session, answer) =>
      void judge(store, address).then((judged) => {
        if (judged !== 'drop') answer(judged);
        else for (const connection of server.connections) if (connection.id === session.id) connection.close();
      }),
    onData: (stream, session, answer) => {
      buffer(stream)
        .then(async (raw) => store.add(await readMail(raw, envelopeOf(session))))
        .then(
          () => answer(),
          (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
        );
    },
  });
  // A client that goes away in the middle is its own affair.
  server.on('error', () => undefined);
  return server;
}

async function judge(store: MailStore, address: string): Promise<Error | 'drop' | null> {
  let rule = store.ruleFor(address);
  while (rule.mode === 'hang') {
    await store.nextRule();
    rule = store.ruleFor(address);
  }
  if (rule.thinksMs !== undefined) await setTimeout(rule.thinksMs);
  if (rule.mode === 'accept') return null;
  if (rule.mode === 'drop') return 'drop';
  return Object.assign(new Error(`${address} is refused by a rule of the mailbox`), { responseCode: rule.code ?? 550 });
}

function envelopeOf(session: SMTPServerSession): { from: string; to: string[] } {
  const { mailFrom, rcptTo } = session.envelope;
  return { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address) };
}
