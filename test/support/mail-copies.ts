import { MailboxClient, type ReceivedMail } from '../../cli/demo/mailbox-client.ts';
import { MAIL_CONNECTIONS } from '../../mail/transport.ts';

/** How many mails of a mailbox are copies of one that came before. */
export async function copiesIn(mailbox: string): Promise<number> {
  const client = new MailboxClient(mailbox);
  const mails: ReceivedMail[] = [];
  for (let page = await client.read(); page.length > 0; page = await client.read()) mails.push(...page);
  return copiesOf(mails);
}

export function copiesOf(mails: readonly ReceivedMail[]): number {
  return mails.length - new Set(mails.map(({ headers }) => headers['message-id'])).size;
}

/** Nobody can tell of a mail under way whether it came when the worker, the server or the record was killed over it: it goes again. */
export function mostCopies(kills: number): number {
  return kills * MAIL_CONNECTIONS;
}
