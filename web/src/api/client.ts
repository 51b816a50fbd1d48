import type { ROUTES, Answer, Body, Query, RouteName } from '../../../contracts/api/routes.ts';
import type { ParamsOf } from '../../../contracts/api/route.ts';
import type { ErrorBody } from '../../../contracts/api/wire.ts';
import { isAttended } from './attendance.ts';
import { PATHS } from './paths.ts';

type Params<N extends RouteName> = ParamsOf<(typeof ROUTES)[N]>;
type Part<K extends string, T> = [T] extends [undefined] ? unknown : Readonly<Record<K, T>>;
type FileBody<N extends RouteName> = (typeof ROUTES)[N] extends { readonly file: true } ? { readonly file: Blob } : unknown;

/** What a call needs: the parameters of the address, the query, the body or the file; what a route has not, it does not take. */
export type Given<N extends RouteName> = Part<'params', Params<N>> &
  Part<'query', Query<N>> &
  Part<'body', Body<N>> &
  FileBody<N>;

interface AnyGiven {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly file?: Blob;
}

/** A refusal by the API, or `unreachable` when no answer came at all. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, status: number, details: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

let csrfToken: string | undefined;
const signedInKey = 'dure.signed-in';

/** Remembers the token of the session; undefined: nobody is signed in. */
export function keepSession(token: string | undefined): void {
  csrfToken = token;
  if (token === undefined) localStorage.removeItem(signedInKey);
  else localStorage.setItem(signedInKey, 'yes');
}

/** Whether asking the API who is signed in makes sense: it spares strangers a refused request. */
export function maySignedIn(): boolean {
  return localStorage.getItem(signedInKey) !== null;
}

/**
 * Calls a route of the API.
 * @throws ApiError with the code of the refusal; `unreachable` when the server did not answer
 */
export async function call<N extends RouteName>(name: N, given: Given<N>): Promise<Answer<N>> {
  const answer = await send(name, given as AnyGiven);
  if (answer.status === 403 && csrfToken !== undefined) {
    // Another tab signed in again: the session and its token are new.
    await refreshToken();
    return read<Answer<N>>(await send(name, given as AnyGiven));
  }
  return read<Answer<N>>(answer);
}

async function send(name: RouteName, given: AnyGiven): Promise<Response> {
  const [method = 'GET', path = ''] = PATHS[name].split(' ');
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(given.params?.[key] ?? ''));
  const headers: Record<string, string> = { accept: 'application/json' };
  if (!isAttended()) headers['unattended'] = 'yes';
  if (method !== 'GET' && csrfToken !== undefined) headers['csrf-token'] = csrfToken;
  if (given.body !== undefined) headers['content-type'] = 'application/json';
  if (given.file !== undefined) headers['content-type'] = 'application/octet-stream';
  const body = given.file ?? (given.body === undefined ? null : JSON.stringify(given.body));
  try {
    return await fetch(`/api${filled}${queryString(given.query)}`, { method, headers, body, credentials: 'same-origin' });
  } catch {
    throw new ApiError('unreachable', 0);
  }
}

function queryString(query: AnyGiven['query']): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(pairs.map(([key, value]): [string, string] => [key, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

async function read<T>(answer: Response): Promise<T> {
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok && body !== undefined) return body as T;
  if (answer.status >= 502 && answer.status <= 504) throw new ApiError('unreachable', answer.status);
  const { code = 'unexpected', details = {} } = (body ?? {}) as Partial<ErrorBody>;
  throw new ApiError(code, answer.status, details);
}

async function refreshToken(): Promise<void> {
  const me = await read<Answer<'getMe'>>(await send('getMe', {}));
  keepSession(me.csrfToken);
}
