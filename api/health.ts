import type { FastifyInstance } from 'fastify';
import { Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { answers } from '../db/standing.ts';
import { loggedFault } from '../domain/fault-code.ts';
import type { ApiDeps } from './deps.ts';

/** `/livez`: the process answers. `/readyz`: so does the database; Temporal need not. `/metrics`: for Prometheus. */
export function addHealth(app: FastifyInstance, { health }: Pick<ApiDeps, 'health'>): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'dure_api_' });
  const duration = new Histogram({
    name: 'dure_api_request_seconds',
    help: 'How long requests took, by route and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    duration.observe(
      { method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
    done();
  });
  app.get('/livez', (_request, reply) => reply.send({ live: true }));
  app.get('/readyz', async (request, reply) => {
    const onFault = (error: unknown) => {
      request.log.warn(loggedFault(error), 'the database gave no answer');
    };
    if (await answers(health, onFault)) return reply.send({ ready: true });
    return reply.code(503).send({ ready: false, missing: 'database' });
  });
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}
