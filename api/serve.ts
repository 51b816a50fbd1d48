import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from '../contracts/api/route.ts';
import { DomainError } from '../domain/errors.ts';
import { PERMISSIONS, type PermissionRow, type Relation, may, needsRelation } from '../domain/permissions.ts';
import { type SignedIn, findSignedIn, getSignedIn } from './session-store.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The row of the permission table that guards the route. */
    row?: PermissionRow;
    /** Asked by pages on their own: renews no session. */
    unattended?: true;
  }
}

export interface Call<R extends Route> {
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
  /** Who asks. Throws `not-signed-in` where the row admits anybody and nobody is signed in. */
  readonly caller: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface Served<R extends Route> {
  readonly handle: (call: Call<R>) => Promise<AnswerOf<R>>;
  /**
   * What the caller is to the thing that the parameters name; required where the row names a relation.
   * `by-command`: the command itself asks the record, under its lock, and answers `not-found`.
   */
  readonly relations?: ((call: Call<R>) => Promise<readonly Relation[]>) | 'by-command';
  readonly options?: Pick<RouteShorthandOptions, 'bodyLimit'>;
}

/** Registers a route of the contract: its schemas, its row of the permission table, and its handler. */
export function serve<const R extends Route>(app: FastifyInstance, route: R, served: Served<R>): void {
  const { relations } = served;
  if (needsRelation(route.row) && relations === undefined)
    throw new Error(`${route.method} ${route.url} needs relations: its row names one`);
  const callOf = (request: FastifyRequest, reply: FastifyReply): Call<R> => new RouteCall<R>(request, reply);
  app.route({
    method: route.method,
    url: route.url,
    config: { row: route.row, ...(route.unattended === true ? { unattended: true } : {}) },
    ...(served.options?.bodyLimit === undefined ? {} : { bodyLimit: served.options.bodyLimit }),
    schema: {
      summary: route.summary,
      operationId: `${route.method.toLowerCase()}${route.url}`,
      tags: [route.url.split('/')[1] ?? ''],
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { querystring: route.query } : {}),
      ...(route.body ? { body: route.body } : {}),
      ...(route.holds ? { body: route.holds } : {}),
      response: { [route.status]: route.answer },
    },
    onRequest: [admit(route.row), ...(guardsAgainstForgery(route) ? [csrfGuard(app)] : [])],
    preHandler: async (request, reply) => {
      if (route.query === undefined && Object.keys(request.query as object).length > 0)
        throw unknownField('query', Object.keys(request.query as object)[0] ?? '');
      if (route.body === undefined && route.file !== true && hasBody(request)) throw unknownField('body', '');
      if (typeof relations !== 'function') return;
      const caller = getSignedIn(request);
      const found = await relations(callOf(request, reply));
      if (!may(route.row, { signedIn: true, roles: caller.roles, relations: found })) throw new DomainError('not-found');
    },
    handler: async (request, reply) => {
      const answer = await served.handle(callOf(request, reply));
      return reply.code(route.status).send(answer);
    },
  });
}

class RouteCall<R extends Route> implements Call<R> {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;

  constructor(request: FastifyRequest, reply: FastifyReply) {
    this.request = request;
    this.reply = reply;
  }

  get params(): ParamsOf<R> {
    return this.request.params as ParamsOf<R>;
  }

  get query(): QueryOf<R> {
    return this.request.query as QueryOf<R>;
  }

  get body(): BodyOf<R> {
    return this.request.body as BodyOf<R>;
  }

  get caller(): SignedIn {
    return getSignedIn(this.request);
  }
}

/** Before anything is parsed: who is not signed in learns that, who has no fitting role that there is nothing. */
function admit(row: PermissionRow) {
  return async (request: FastifyRequest): Promise<void> => {
    const caller = findSignedIn(request);
    if (may(row, { signedIn: caller !== undefined, roles: caller?.roles ?? [], relations: [] })) return;
    if (caller === undefined) throw new DomainError('not-signed-in');
    if (caller.isUnproven && may(row, { signedIn: true, roles: caller.heldRoles, relations: [] }))
      throw new DomainError('address-unconfirmed');
    if (!needsRelation(row)) throw new DomainError('not-found');
    await Promise.resolve();
  };
}

function csrfGuard(app: FastifyInstance) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    app.csrfProtection(request, reply, done);
  };
}

function guardsAgainstForgery({ method, row }: Route): boolean {
  return method !== 'GET' && !(PERMISSIONS[row] as readonly string[]).includes('anybody');
}

function hasBody(request: FastifyRequest): boolean {
  return (
    request.body !== undefined &&
    request.body !== null &&
    !(typeof request.body === 'object' && Object.keys(request.body).length === 0)
  );
}

function unknownField(part: string, name: string): DomainError {
  return new DomainError('invalid-input', { in: part, path: `/${name}`, reason: 'unrecognized-keys' });
}
