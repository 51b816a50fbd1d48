import { type Answer, type Body, type Query, ROUTES, type RouteName } from '../../contracts/api/routes.ts';
import { patiently } from './patience.ts';

/** Too many requests, or a server that is just going or coming. */
const AGAIN = [429, 502, 503];

/** What the API refuses, with the code of the closed list. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(asked: string, { status, code, details }: { status: number; code: string; details: unknown }) {
    super(`${asked}: ${status} ${code} ${JSON.stringify(details ?? {})}`);
    this.name = 'ApiRefusal';
    this.status = status;
    this.code = code;
  }
}

export interface Call<N extends RouteName> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Query<N>;
  readonly body?: Body<N>;
  /** A CSV file in UTF-8, where the route takes one. */
  readonly file?: string;
}

interface Request {
  readonly method: string;
  readonly body?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One browser: it keeps its cookie and its forgery token, and asks again when the server is away for a moment. */
export class ApiClient {
  readonly #api: string;
  #cookie: string | undefined;
  #csrfToken: string | undefined;

  /** @param api the address that ends in `/api` */
  constructor(api: string) {
    this.#api = api;
  }

  get isSignedIn(): boolean {
    return this.#csrfToken !== undefined;
  }

  /** @throws ApiRefusal */
  async call<N extends RouteName>(name: N, { params = {}, query = {}, body, file }: Call<N> = {}): Promise<Answer<N>> {
    const { method, url } = ROUTES[name];
    const path = url.replaceAll(/:(\w+)/g, (_all, key: string) => encodeURIComponent(params[key] ?? ''));
    const pairs = Object.entries(query as Record<string, unknown>).map(([key, value]): [string, string] => [key, String(value)]);
    const asked = new URLSearchParams(pairs).toString();
    const sent = file ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await this.#fetch(`${this.#api}${path}${asked === '' ? '' : `?${asked}`}`, {
      method,
      ...(sent === undefined ? {} : { body: sent }),
      headers: {
        ...(sent === undefined ? {} : { 'content-type': file === undefined ? 'application/json' : 'text/csv' }),
        ...(this.#csrfToken === undefined || method === 'GET' ? {} : { 'csrf-token': this.#csrfToken }),
      },
    });
    const answer = (await response.json()) as Answer<N> & { code?: string; details?: unknown };
    if (!response.ok) {
      throw new ApiRefusal(`${method} ${path}`, {
        status: response.status,
        code: answer.code ?? 'unexpected',
        details: answer.details,
      });
    }
    return answer;
  }

  /** A page, as a browser that follows a link gets it. */
  async open(address: string): Promise<void> {
    await (await this.#fetch(address, { method: 'GET', headers: { accept: 'text/html' } })).arrayBuffer();
  }

  async signIn(token: string): Promise<Answer<'signIn'>> {
    const answer = await this.call('signIn', { body: { token } });
    this.#csrfToken = answer.me.csrfToken;
    return answer;
  }

  /** Every request of a simulated person may be repeated: closing, signing in and commands are keyed. */
  async #fetch(address: string, init: Request): Promise<Response> {
    return patiently(`${init.method} ${new URL(address).pathname}`, async () => {
      const headers = { ...init.headers, ...(this.#cookie === undefined ? {} : { cookie: this.#cookie }) };
      const response = await fetch(address, { ...init, headers, signal: AbortSignal.timeout(30_000) });
      if (AGAIN.includes(response.status)) {
        await response.arrayBuffer();
        return undefined;
      }
      const set = response.headers.getSetCookie()[0]?.split(';')[0];
      if (set !== undefined) this.#cookie = set;
      return response;
    });
  }
}
