import { ApiClient, ApiRefusal } from './api-client.ts';
import { linksIn, MailboxClient, type ReceivedMail, signInToken } from './mailbox-client.ts';

export interface Addresses {
  readonly web: string;
  readonly api: string;
  readonly mailbox: string;
}

const SIGN_IN_TRIES = 3;

/** The browser and the mail program of one person, who signs in by a link and keeps one session. */
export class Account {
  readonly #at: Addresses;
  readonly #email: string;
  readonly #mailbox: MailboxClient;
  readonly #api: ApiClient;
  #unread: ReceivedMail[] = [];

  constructor(at: Addresses, email: string) {
    this.#at = at;
    this.#email = email;
    this.#mailbox = new MailboxClient(at.mailbox, email);
    this.#api = new ApiClient(at.api);
  }

  /** Paths of our pages that new mails lead to; sign-in links aside. */
  async readMail(): Promise<readonly string[]> {
    const mails = [...this.#unread, ...(await this.#mailbox.read())];
    this.#unread = [];
    return mails.flatMap((mail) => linksIn(mail.text, this.#at.web)).filter((path) => signInToken(path) === undefined);
  }

  /** Does something with the API, signing in first where nobody is, on the way to the page `next`. */
  async use<T>(next: string, work: (api: ApiClient) => Promise<T>): Promise<T> {
    if (!this.#api.isSignedIn) await this.#signIn(next);
    try {
      return await work(this.#api);
    } catch (error) {
      if (!(error instanceof ApiRefusal) || error.code !== 'not-signed-in') throw error;
      await this.#signIn(next);
      return work(this.#api);
    }
  }

  /** As a person does: the link of the mail, the sign-in page, a second mail, its button, back. */
  async #signIn(next: string): Promise<void> {
    await this.#api.open(`${this.#at.web}${next}`);
    for (let tries = 1; ; tries += 1) {
      await this.#api.call('askForLink', { body: { email: this.#email, next } });
      const { found, others } = await this.#mailbox.waitFor((mail) =>
        linksIn(mail.text, this.#at.web).find((path) => signInToken(path) !== undefined),
      );
      this.#unread.push(...others);
      await this.#api.open(`${this.#at.web}${found}`);
      try {
        await this.#api.signIn(signInToken(found) ?? '');
        return;
      } catch (error) {
        if (!(error instanceof ApiRefusal) || error.code !== 'link-used-or-expired' || tries === SIGN_IN_TRIES) throw error;
      }
    }
  }
}
