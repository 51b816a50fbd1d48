import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type Rule = { readonly refuse: number } | 'hang';

/** A real SMTP server that refuses or hangs per address and keeps what it accepts. */
export interface PostOffice {
  readonly url: string;
  readonly received: ParsedMail[];
  readonly rules: Map<string, Rule>;
  /** Mails that reached this address. */
  to(address: string): readonly ParsedMail[];
  /** Nobody answers on its port any more. */
  close(): Promise<void>;
}

export async function openPostOffice(port = 0): Promise<PostOffice> {
  const received: ParsedMail[] = [];
  const rules = new Map<string, Rule>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, callback) {
      const rule = rules.get(address) ?? rules.get('*');
      if (rule === 'hang') return;
      if (rule === undefined) callback();
      else callback(Object.assign(new Error(`no mailbox ${address}`), { responseCode: rule.refuse }));
    },
    onData(stream, _session, callback) {
      simpleParser(stream).then(
        (mail) => {
          received.push(mail);
          callback();
        },
        (error: unknown) => callback(error as Error),
      );
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: listening } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${listening}`,
    received,
    rules,
    to: (address) => received.filter((mail) => addressesOf(mail).includes(address)),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function addressesOf({ to }: ParsedMail): readonly string[] {
  const lists = to === undefined ? [] : Array.isArray(to) ? to : [to];
  return lists.flatMap((list) => list.value.map((one) => one.address ?? ''));
}
