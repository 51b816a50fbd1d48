import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** How a recipient is answered: a code (421 ends the connection, as the standard says), never, not until something happened, or by a connection that breaks. */
export type Rule = { readonly refuse: number } | 'hang' | 'drop' | { readonly until: Promise<unknown> };

/** A real SMTP server that refuses, hangs or breaks off per address and keeps what it accepts. */
export interface PostOffice {
  readonly url: string;
  readonly received: ParsedMail[];
  readonly rules: Map<string, Rule>;
  /** Recipients that were named to it, in order. */
  readonly asked: string[];
  /** Mails that reached this address. */
  to(address: string): readonly ParsedMail[];
  /** Nobody answers on its port any more. */
  close(): Promise<void>;
}

export interface PostOfficeOptions {
  readonly port?: number;
  /** How long it thinks before every answer, also to a sign-in, which it then demands. */
  readonly thinksMs?: number;
}

export async function openPostOffice({ port = 0, thinksMs }: PostOfficeOptions = {}): Promise<PostOffice> {
  const received: ParsedMail[] = [];
  const asked: string[] = [];
  const rules = new Map<string, Rule>();
  const thinking = () => (thinksMs === undefined ? Promise.resolve() : after(thinksMs));
  const server = new SMTPServer({
    disabledCommands: thinksMs === undefined ? ['AUTH', 'STARTTLS'] : ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: thinksMs === undefined,
    logger: false,
    closeTimeout: 100,
    onConnect: (_session, answer) => void thinking().then(() => answer()),
    onAuth: ({ username }, _session, answer) => void thinking().then(() => answer(null, { user: username ?? '' })),
    onMailFrom: (_address, _session, answer) => void thinking().then(() => answer()),
    onRcptTo({ address }, session, answer) {
      asked.push(address);
      const rule = rules.get(address) ?? rules.get('*');
      if (rule === 'hang') return;
      if (rule === 'drop') return breakOff(session);
      if (rule === undefined) void thinking().then(() => answer());
      else if ('until' in rule) void rule.until.then(() => answer());
      else answer(Object.assign(new Error(`no mailbox ${address}`), { responseCode: rule.refuse }));
    },
    onData(stream, _session, answer) {
      simpleParser(stream).then(
        async (mail) => {
          received.push(mail);
          await thinking();
          answer();
        },
        (error: unknown) => answer(error as Error),
      );
    },
  });
  function breakOff({ id }: SMTPServerSession): void {
    for (const connection of server.connections) if (connection.id === id) connection.close();
  }
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: listening } = server.server.address() as AddressInfo;
  return {
    url: `smtp://${thinksMs === undefined ? '' : 'dure:secret@'}127.0.0.1:${listening}`,
    received,
    rules,
    asked,
    to: (address) => received.filter((mail) => addressesOf(mail).includes(address)),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function addressesOf({ to }: ParsedMail): readonly string[] {
  const lists = to === undefined ? [] : Array.isArray(to) ? to : [to];
  return lists.flatMap((list) => list.value.map((one) => one.address ?? ''));
}
