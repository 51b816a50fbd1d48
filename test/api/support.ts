import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { sql } from 'kysely';
import { buildApp } from '../../api/app.ts';
import type { ApiDeps } from '../../api/deps.ts';
import type { TemporalView } from '../../api/temporal.ts';
import { answerSignInAsks } from '../../commands/answer-sign-in-asks.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { openTask } from '../../commands/open-task.ts';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { createSignInToken } from '../../db/sign-in-tokens.ts';
import { type SmallCity, csvOf, smallCity } from '../commands/small-city.ts';
import { asWorker } from '../support/as-worker.ts';
import { markLaunched } from '../support/mark-launched.ts';

export interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface Asked {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody at a browser: keeps the cookie and the forgery token. */
export class Client {
  readonly app: FastifyInstance;
  cookie = '';
  csrf = '';

  constructor(app: FastifyInstance) {
    this.app = app;
  }

  async ask(method: string, url: string, { body, headers = {} }: Asked = {}): Promise<Answered> {
    const answer = await this.app.inject({
      method: method as 'GET',
      url: url.startsWith('/api') || !url.startsWith('/') ? url : `/api${url}`,
      headers: {
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(this.csrf ? { 'csrf-token': this.csrf } : {}),
        ...(body !== undefined ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    });
    const set = answer.cookies.find((one) => one.name === 'dure');
    if (set !== undefined) this.cookie = `dure=${encodeURIComponent(set.value)}`;
    const isJson = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      body: isJson ? (JSON.parse(answer.body) as Record<string, unknown>) : { text: answer.body },
      headers: answer.headers,
    };
  }
}

export const UNREACHABLE: TemporalView = {
  address: '127.0.0.1:1',
  reachable: () => Promise.resolve(false),
  describe: () => Promise.reject(new Error('unreachable')),
  close: () => Promise.resolve(),
};

export interface ApiCity extends SmallCity {
  readonly app: FastifyInstance;
  readonly logged: readonly string[];
  readonly client: () => Client;
  /** Signs in through the link that the mail would carry. */
  readonly signIn: (employeeNo: string) => Promise<Client>;
}

interface AppOptions extends Pick<ApiDeps, 'addressRequestsPerMinute' | 'later'> {
  readonly webRoot?: string;
  readonly trustProxy?: readonly string[];
  readonly requestsPerMinute?: number;
}

/** The API over a database; what it logs is pushed to `logged`. */
export function appOver(db: SmallCity['db'], options: AppOptions & { readonly logged: string[] }): Promise<FastifyInstance> {
  const { logged } = options;
  return buildApp({
    db,
    bulk: db,
    health: db,
    sessionSecret: 'a secret of more than thirty-two characters',
    webUrl: 'http://127.0.0.1',
    webRoot: options.webRoot,
    trustProxy: options.trustProxy ?? [],
    log: pino({ level: 'info' }, { write: (line: string) => logged.push(line) }),
    hrContact: { label: { ko: '인사팀 내선 2114', en: 'HR, ext. 2114' }, email: 'hr@city.example' },
    mailboxUrl: 'http://127.0.0.1:8025',
    temporal: UNREACHABLE,
    requestsPerMinute: options.requestsPerMinute ?? 1_000_000,
    addressRequestsPerMinute: options.addressRequestsPerMinute,
    later: options.later,
  });
}

/** Signs somebody in through the link that the mail would carry. */
export async function signInTo(app: FastifyInstance, db: SmallCity['db'], employeeNo: string): Promise<Client> {
  const client = new Client(app);
  const token = await askForToken({ db }, client, employeeNo);
  const { status, body } = await client.ask('POST', '/sign-in', { body: { token } });
  if (status !== 200) throw new Error(`${employeeNo} cannot sign in: ${JSON.stringify(body)}`);
  client.csrf = (body['me'] as { csrfToken: string }).csrfToken;
  return client;
}

/** The small city behind the API. */
export async function apiCity(options: AppOptions = {}): Promise<ApiCity> {
  const city = await smallCity();
  const logged: string[] = [];
  const app = await appOver(city.db, { ...options, logged });
  const drop = async (): Promise<void> => {
    await app.close();
    await city.drop();
  };
  return { ...city, app, logged, client: () => new Client(app), signIn: (no) => signInTo(app, city.db, no), drop };
}

/** Looks whose the addresses are that links were asked for. */
export async function answerAsks(db: SmallCity['db']): Promise<void> {
  await asWorker(db, async (trx) => {
    while ((await answerSignInAsks(trx)) > 0);
  });
}

/** The token that the newest sign-in mail would carry. */
export async function askForToken({ db }: Pick<SmallCity, 'db'>, client: Client, employeeNo: string): Promise<string> {
  await client.ask('POST', '/sign-in/links', { body: { email: `${employeeNo.toLowerCase()}@city.example` } });
  const { id } = await db.selectFrom('employee').select('id').where('employee_no', '=', employeeNo).executeTakeFirstOrThrow();
  return newestToken(db, id);
}

export async function newestToken(db: SmallCity['db'], employeeId: string): Promise<string> {
  await answerAsks(db);
  const { rows } = await sql<{ email: string; nextPath: string; expiresAt: string }>`
    select e.email, n.details->>'nextPath' "nextPath", n.details->>'expiresAt' "expiresAt"
      from notification n join employee e on e.id = n.employee_id
     where n.mail_kind = 'sign-in' and n.employee_id = ${employeeId} order by n.id desc limit 1`.execute(db);
  const [mail] = rows;
  if (mail === undefined) throw new Error('no sign-in mail');
  return createSignInToken(db, { employeeId, ...mail });
}

/** Everybody is enrolled and has a first goal task, as after a launch whose workflows have come that far. Answers task ids by employee number. */
export async function withGoalTasks({ db, cycleId, ids }: SmallCity): Promise<Readonly<Record<string, string>>> {
  await markLaunched(db, cycleId);
  await inTransaction(db, (trx) => enrol(trx, { cycleId, quotaFrom: 4 }));
  await launchPhase(db, { cycleId, phase: 'goal-setting' });
  const tasks: Record<string, string> = {};
  for (const [no, id] of Object.entries(ids)) {
    const { rows } = await sql<{ id: string }>`
      select p.id
        from process_run p
        join evaluation e on e.id = p.evaluation_id
       where e.employee_id = ${id} and p.phase = 'goal-setting'`.execute(db);
    const run = rows[0];
    if (run !== undefined)
      tasks[no] = (await openTask(db, { processRunId: run.id, kind: 'goals.draft', round: 1, seat: 1 })).taskId;
  }
  return tasks;
}

/** A goal plan that breaks no rule. */
export function goodGoals(indicatorId: string) {
  const goal = (id: string, weight: string) => ({
    id,
    title: 'Answer within a day',
    duty: 'Front desk',
    indicatorId,
    measure: 'share answered',
    unitOfMeasure: '%',
    direction: 'higher',
    baseline: '70',
    history: ['68', '69', '70'],
    target: '90',
    whyTarget: 'People wait too long',
    source: 'the ticket system',
    frequency: 'monthly',
    influence: 'high',
    weight,
    sharedWith: [],
  });
  return { goals: [goal('g1', '60'), goal('g2', '40')] };
}

/** HR loads a list of people. */
export function importOf(hr: Client, ...rows: readonly string[]): Promise<Answered> {
  return hr.ask('POST', '/imports', { body: Buffer.from(csvOf(...rows)), headers: { 'content-type': 'text/csv' } });
}
