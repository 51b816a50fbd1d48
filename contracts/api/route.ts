import type { z } from 'zod';
import type { PermissionRow } from '../../domain/permissions.ts';

/** One route of the API: the server registers it, the web and the simulated people call it, OpenAPI shows it; nothing is typed twice. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api`, with `:name` for parameters. */
  readonly url: string;
  readonly row: PermissionRow;
  readonly summary: string;
  readonly status: 200 | 201 | 202;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Absent: a body is refused. */
  readonly body?: z.ZodType;
  /** Asked by pages on their own: renews no session. */
  readonly unattended?: true;
  /** A file as it is instead of JSON. */
  readonly file?: true;
  /** What such a file holds, told in OpenAPI only: its own reader judges it. */
  readonly holds?: z.ZodType;
  readonly answer: z.ZodType;
}

export const route = <const R extends Route>(definition: R): R => definition;

type OutputOf<T> = T extends z.ZodType ? z.output<T> : undefined;
type InputOf<T> = T extends z.ZodType ? z.input<T> : undefined;
type Part<R, K extends string> = R extends Readonly<Record<K, infer P>> ? P : undefined;

/** What a handler gets. */
export type ParamsOf<R extends Route> = OutputOf<Part<R, 'params'>>;
export type QueryOf<R extends Route> = OutputOf<Part<R, 'query'>>;
export type BodyOf<R extends Route> = R extends { readonly file: true } ? Buffer : OutputOf<Part<R, 'body'>>;
/** What a client sends. */
export type GivenQuery<R extends Route> = InputOf<Part<R, 'query'>>;
export type GivenBody<R extends Route> = InputOf<Part<R, 'body'>>;
export type AnswerOf<R extends Route> = z.output<R['answer']>;
