import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from './deps.ts';
import { handleUnknownRoute } from './errors.ts';

const YEAR_SECONDS = 31_536_000;

/**
 * The built pages on the same origin. A path without a file is a page of the application; also a sign-in link, which a GET never uses.
 * Hashed assets may be kept for a year, the page itself is asked for each time.
 */
export async function addWeb(app: FastifyInstance, { webRoot }: ApiDeps): Promise<void> {
  if (webRoot === undefined || !existsSync(join(webRoot, 'index.html'))) return;
  const page = readFileSync(join(webRoot, 'index.html'));
  await app.register(fastifyStatic, {
    root: webRoot,
    wildcard: false,
    index: false,
    setHeaders: (reply, path) => {
      const kept = path.includes('/assets/') ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
      reply.header('cache-control', kept);
    },
  });
  app.get('/*', (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    if (path.startsWith('/api/') || path === '/api' || /\.[a-z0-9]{1,8}$/i.test(path)) return handleUnknownRoute(request, reply);
    return reply
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .serializer((body: unknown) => body as string)
      .send(page);
  });
}
