import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import type { ApiDeps } from './deps.ts';
import { handleError, handleUnknownRoute } from './errors.ts';
import { addHealth } from './health.ts';
import { addDocs } from './openapi.ts';
import { addParsers, compileValidator } from './parsing.ts';
import { addProtection } from './protection.ts';
import { addRequestLog } from './request-log.ts';
import { addRoutes } from './routes.ts';
import { addWeb } from './web.ts';

const BODY_BYTES = 512 * 1024;

/** The API and the pages, ready to `listen` or to `inject`. */
export async function buildApp(deps: ApiDeps): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: deps.trustProxy.length === 0 ? false : [...deps.trustProxy],
    bodyLimit: BODY_BYTES,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    // A server that closes ends idle connections, and lets requests under way end.
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  app.setValidatorCompiler(compileValidator);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleUnknownRoute);
  addParsers(app);
  addRequestLog(app);
  addHealth(app, deps);
  await addProtection(app, deps);
  await app.register(
    async (api) => {
      await addDocs(api);
      await api.register((inner, _options, done) => {
        addRoutes(inner, deps);
        done();
      });
    },
    { prefix: '/api' },
  );
  await addWeb(app, deps);
  return app;
}
