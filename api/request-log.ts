import type { FastifyInstance } from 'fastify';

/** One line a request, without personal data: the route's pattern with ids, never an address, a name, a token or a body. */
export function addRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    const params = Object.entries((request.params ?? {}) as Record<string, string>).filter(
      ([name, value]) => /id$/i.test(name) && /^\d{1,18}$/.test(value),
    );
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        ...(params.length > 0 ? { ids: Object.fromEntries(params) } : {}),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
    done();
  });
}
