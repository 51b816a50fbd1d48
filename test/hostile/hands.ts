import type { FastifyInstance } from 'fastify';
import { type RawBuilder, sql } from 'kysely';
import { pino } from 'pino';
import { answerSignInAsks } from '../../commands/answer-sign-in-asks.ts';
import { executeDueRequests } from '../../commands/execute-due-requests.ts';
import type { Db } from '../../db/connection.ts';
import { LISTED_GROUPS } from '../../db/enrolment.ts';
import { createSignInToken } from '../../db/sign-in-tokens.ts';
import type { AddressAnswer } from '../../domain/addresses.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { MailTransport, OutgoingMail } from '../../mail/transport.ts';
import { createMailLoop } from '../../worker/mail-loop.ts';
import { type Answered, type Asked, Client } from '../api/support.ts';
import { completeAnswer } from '../support/answers.ts';
import type { City } from './city.ts';
import type { Fact, Outcome } from './model.ts';

/** What the attacker reads: the mailbox of their account, and the shared one of an office. */
export const OWN = { own: 'x@city.example', second: 'tax@city.example' } as const;
const MAILBOXES: readonly string[] = Object.values(OWN);

/** What the attacker holds: the sessions, by employee number, and the mails that have come. */
export interface Held {
  readonly sessions: ReadonlyMap<string, Session>;
  readonly inbox: readonly Letter[];
  /** Where in the API the requests are, by name. */
  readonly requests: ReadonlyMap<string, string>;
  /** What the list said of everybody who is rated when an honest person looked, by employee number. */
  readonly list: ReadonlyMap<string, string>;
}

interface Session {
  readonly cookie: string;
  readonly csrf: string;
}
type Letter = Pick<OutgoingMail, 'to' | 'subject' | 'text'>;
type Request = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;

/** Whatever one person at a browser can do: ask the API in the sessions that they have, and read their own mailbox. */
export class Hands {
  readonly city: City;
  readonly #app: FastifyInstance;
  readonly #db: Db;
  #sessions = new Map<string, Session>();
  #inbox: Letter[] = [];
  #requests: Map<string, string>;
  #list: ReadonlyMap<string, string> = new Map();
  #honest: Client | undefined;
  static #keys = 0;

  constructor({ city, app, db }: { city: City; app: FastifyInstance; db: Db }) {
    this.city = city;
    this.#app = app;
    this.#db = db;
    this.#requests = new Map(Object.entries(city.requests));
  }

  get held(): Held {
    return { sessions: new Map(this.#sessions), inbox: [...this.#inbox], requests: new Map(this.#requests), list: this.#list };
  }

  hold({ sessions, inbox, requests, list }: Held): void {
    this.#sessions = new Map(sessions);
    this.#inbox = [...inbox];
    this.#requests = new Map(requests);
    this.#list = list;
  }

  note(name: string, path: string): void {
    this.#requests.set(name, path);
  }

  /** `/commands/7`. */
  noted(name: string): `/${string}` {
    return (this.#requests.get(name) ?? '/commands/0') as `/${string}`;
  }

  /** Nobody's session asks as a stranger. */
  async ask(who: string, request: Request, asked: Asked = {}): Promise<Answered> {
    const [method = 'GET', url = '/'] = request.split(' ', 2);
    const client = new Client(this.#app);
    Object.assign(client, this.#sessions.get(who));
    const answered = await client.ask(method, url, asked);
    // A fault is no refusal.
    if (answered.status >= 500) throw new Error(`${request}: ${answered.status}`);
    return answered;
  }

  /** The approver, who is honest, signs in by a link that nobody else reads. */
  async admitHonest(): Promise<void> {
    const { rows } = await sql<{ employeeId: string; email: string }>`
      select id "employeeId", email from employee where employee_no = 'A'`.execute(this.#db);
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const token = await createSignInToken(this.#db, { employeeId: '0', email: '', ...rows[0], nextPath: '/tasks', expiresAt });
    const client = new Client(this.#app);
    const { body } = await client.ask('POST', '/sign-in', { body: { token } });
    client.csrf = (body['me'] as { csrfToken: string }).csrfToken;
    this.#honest = client;
  }

  async askHonestly(request: Request): Promise<Answered> {
    const [method = 'GET', url = '/'] = request.split(' ', 2);
    if (this.#honest === undefined) throw new Error('nobody honest is there');
    return this.#honest.ask(method, url);
  }

  get notedList(): ReadonlyMap<string, string> {
    return this.#list;
  }

  /** Who would rate and review whom, in which group, by the list as it is now. */
  async noteList(): Promise<void> {
    this.#list = await this.#howRated(sql`
      select m.employee_no who, l.* from (${LISTED_GROUPS}) l join employee m on m.id = l.id`);
  }

  /** Who rates and reviews whom, in which group, in cycles that run. */
  async rated(): Promise<ReadonlyMap<string, string>> {
    return this.#howRated(sql`
      select m.employee_no who, e.rater_id, e.reviewer_id, g.name group_name
        from evaluation e
        join employee m on m.id = e.employee_id
        join cycle c on c.id = e.cycle_id and c.launched_at is not null and c.rehearsal_id is null
        left join rating_group g on g.id = e.rating_group_id
       where e.state = 'enrolled'`);
  }

  async #howRated(rows: RawBuilder<unknown>): Promise<ReadonlyMap<string, string>> {
    const { rows: found } = await sql<{ who: string; how: string }>`
      select who, (rater_id, reviewer_id, group_name)::text how from (${rows}) x`.execute(this.#db);
    return new Map(found.map(({ who, how }) => [who, how]));
  }

  /** A request whose answer says no more than whether it was let pass. */
  async order(who: string, request: Request, body?: unknown): Promise<Outcome> {
    const { status } = await this.ask(who, request, body === undefined ? {} : { body });
    return status < 400 ? 'done' : 'refused';
  }

  /** Fills an open task completely and hands it in. */
  async handIn(who: string, taskId: string, kind: TaskKind): Promise<Outcome> {
    const { status, body } = await this.ask(who, `GET /tasks/${taskId}`);
    const version = (body['draft'] as { version: number } | null | undefined)?.version ?? 0;
    if (status >= 400) return 'refused';
    const saved = await this.ask(who, `PUT /tasks/${taskId}/draft`, {
      body: { version, content: completeAnswer(this.city.record, kind) },
    });
    if (saved.status >= 400) return 'refused';
    return this.order(who, `POST /tasks/${taskId}/close`, { outcome: 'done', version: saved.body['version'] });
  }

  /** Asks for a link and follows it. */
  async signIn(who: string): Promise<Outcome> {
    await this.linksFor(who);
    return this.useLink(who);
  }

  /** Asks at both addresses; answers the tokens of all links that have come for somebody. */
  async linksFor(who: string): Promise<readonly string[]> {
    for (const email of MAILBOXES) await this.ask('nobody', 'POST /sign-in/links', { body: { email } });
    // The clock of the one transaction stands still, and asking a second time would be the same ask.
    await sql`update sign_in_ask set asked_at = clock_timestamp()`.execute(this.#db);
    return this.#tokens(who, /\/sign-in\/([\w-]{20,})/, await this.readMails());
  }

  /** Follows the newest link that has come for somebody. */
  async useLink(who: string): Promise<Outcome> {
    const client = new Client(this.#app);
    const tokens = this.#tokens(who, /\/sign-in\/([\w-]{20,})/, this.#inbox);
    const { status, body } = await client.ask('POST', '/sign-in', {
      body: { token: tokens.at(-1) ?? 'no-link-has-come-for-them' },
    });
    if (status !== 200) return 'refused';
    this.#sessions.set(who, { cookie: client.cookie, csrf: (body['me'] as { csrfToken: string }).csrfToken });
    return 'done';
  }

  /** Says by a link that came about somebody's address whether it was wanted: the newest, or the first that was kept. */
  async answerLink(about: string, { answer, link }: { answer: AddressAnswer; link: 'newest' | 'first' }): Promise<Outcome> {
    const tokens = this.#tokens(about, /\/address\/([\w-]{20,})/, await this.readMails());
    const token = tokens.at(link === 'newest' ? -1 : 0);
    return token === undefined ? 'refused' : this.order('nobody', 'POST /address-changes/answer', { token, answer });
  }

  #tokens(who: string, link: RegExp, letters: readonly Letter[]): readonly string[] {
    return letters.flatMap(({ text }) => (new RegExp(`Name ${who}\\b`).test(text) ? (link.exec(text)?.[1] ?? []) : []));
  }

  /** Everything that has come to one of the attacker's addresses; what goes to others is delivered to them. */
  async readMails(): Promise<readonly Letter[]> {
    const transport: MailTransport = {
      domain: 'city.example',
      replyTo: 'hr@city.example',
      connections: 4,
      send: ({ to, subject, text }) => {
        if (MAILBOXES.includes(to)) this.#inbox.push({ to, subject, text });
        return Promise.resolve({ sent: true });
      },
      close: () => undefined,
    };
    while ((await answerSignInAsks(this.#db)) > 0);
    const loop = createMailLoop({
      db: this.#db,
      transport,
      log: pino({ level: 'silent' }),
      webUrl: 'http://127.0.0.1',
      mode: 'mailbox',
    });
    await loop.drainOnce();
    return this.#inbox;
  }

  /** What was approved for later happens: the worker's part. */
  async letInstantCome(): Promise<Outcome> {
    await sql`update command_request set effective_at = now() where approved_at is not null and executed_at is null`.execute(
      this.#db,
    );
    return (await executeDueRequests(this.#db)) > 0 ? 'done' : 'refused';
  }

  /** Refused when its instant came is no launch. */
  async isLaunched(): Promise<boolean> {
    const { rows } = await sql`
      select from command_request
       where command = 'launch-cycle' and executed_at is not null and not outcome ? 'refused'`.execute(this.#db);
    return rows.length > 0;
  }

  /** Sessions that the server has ended are none. */
  async forgetEndedSessions(): Promise<readonly string[]> {
    for (const who of this.#sessions.keys()) if ((await this.ask(who, 'GET /me')).status !== 200) this.#sessions.delete(who);
    return [...this.#sessions.keys()];
  }

  /** Whose mail comes to the attacker, and whose did before. */
  async mailboxes(): Promise<readonly Fact[]> {
    const { rows } = await sql<{ fact: Fact }>`
      with mailbox (address, email) as (select * from jsonb_each_text(${JSON.stringify(OWN)}::jsonb))
      select unnest(array['mailbox of ' || m.employee_no, 'mailbox of ' || m.employee_no || ': ' || b.address]) fact
        from employee m join mailbox b on b.email = lower(m.email)
      union
      select 'mailbox of ' || m.employee_no || ' before: ' || b.address
        from address_change a join employee m on m.id = a.employee_id join mailbox b on b.email = lower(a.old_email)`.execute(
      this.#db,
    );
    return rows.map(({ fact }) => fact);
  }

  /** Of every request another. */
  static key(): string {
    Hands.#keys += 1;
    return `hostile-${Hands.#keys}`;
  }
}
