import { patiently, pause } from './patience.ts';

/** A mail as the mailbox tells it. */
export interface ReceivedMail {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

const POLL_MS = 20;
const SIGN_IN_MAIL_MS = 60_000;

/** The mail program of one person, or of whoever watches all mail. */
export class MailboxClient {
  readonly #mailbox: string;
  readonly #address: string | undefined;
  #last = '0';

  /** Without an address: everybody's mail. */
  constructor(mailbox: string, address?: string) {
    this.#mailbox = mailbox;
    this.#address = address;
  }

  /** Mails that came since the last look, oldest first. */
  async read(): Promise<readonly ReceivedMail[]> {
    const query = new URLSearchParams({ after: this.#last, limit: '10000', ...(this.#address && { to: this.#address }) });
    const mails = await patiently('the mailbox', async () => {
      const response = await fetch(`${this.#mailbox}/mails?${query.toString()}`, { signal: AbortSignal.timeout(30_000) });
      return response.ok ? ((await response.json()) as readonly ReceivedMail[]) : undefined;
    });
    this.#last = mails.at(-1)?.id ?? this.#last;
    return mails;
  }

  /**
   * Looks again and again until a mail fits.
   * @returns that mail, and the others that were read meanwhile
   * @throws Error when none comes for a minute
   */
  async waitFor<T>(
    find: (mail: ReceivedMail) => T | undefined,
  ): Promise<{ readonly found: T; readonly others: readonly ReceivedMail[] }> {
    const others: ReceivedMail[] = [];
    for (const end = Date.now() + SIGN_IN_MAIL_MS; Date.now() < end;) {
      const mails = await this.read();
      const found = mails.map(find).findLast((one) => one !== undefined);
      others.push(...mails.filter((mail) => find(mail) === undefined));
      if (found !== undefined) return { found, others };
      await pause(POLL_MS);
    }
    throw new Error(`no mail for ${this.#address ?? 'anybody'} within ${SIGN_IN_MAIL_MS / 1000} seconds`);
  }
}

/** Nobody lives at this address: a mail to it comes back. */
export async function refuseMail(mailbox: string, address: string): Promise<void> {
  const body = JSON.stringify({ mode: 'refuse', code: 550 });
  const response = await fetch(`${mailbox}/rules/${encodeURIComponent(address)}`, { method: 'PUT', body });
  if (!response.ok) throw new Error(`the mailbox answers ${response.status} to a rule`);
}

/** The paths of links to our pages in the text of a mail. */
export function linksIn(text: string, web: string): readonly string[] {
  return [...text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)]
    .map(([link]) => link)
    .filter((link) => link.startsWith(`${web}/`))
    .map((link) => link.slice(web.length));
}

export const signInToken = (path: string): string | undefined => /^\/sign-in\/([A-Za-z0-9_-]{20,100})$/.exec(path)?.[1];
