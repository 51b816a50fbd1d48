import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';

export interface HealthDeps {
  readonly port: number;
  readonly host: string;
  /** Names what is not ready; empty: ready. */
  readonly notReady: () => Promise<readonly string[]>;
  readonly registry: Registry;
  /** The SDK's own metrics, as text. */
  readonly sdkMetrics: () => Promise<string>;
  /** Told why a question got no answer. */
  readonly onFault: (error: unknown) => void;
}

/** `/livez`: the process answers. `/readyz`: the worker runs, the database answers. `/metrics`: ours and the SDK's. */
export async function startHealth({ port, host, notReady, registry, sdkMetrics, onFault }: HealthDeps): Promise<Server> {
  const answers: Readonly<Record<string, () => Promise<{ status: number; type: string; body: string }>>> = {
    '/livez': () => Promise.resolve({ status: 200, type: 'application/json', body: '{"ok":true}' }),
    '/readyz': async () => {
      const missing = await notReady();
      return {
        status: missing.length === 0 ? 200 : 503,
        type: 'application/json',
        body: JSON.stringify({ ok: missing.length === 0, missing }),
      };
    },
    '/metrics': async () => ({
      status: 200,
      type: registry.contentType,
      body: `${await registry.metrics()}\n${await sdkMetrics()}`,
    }),
  };
  const server = createServer((request, response) => {
    const answer =
      answers[(request.url ?? '').split('?')[0] ?? ''] ??
      (() => Promise.resolve({ status: 404, type: 'application/json', body: '{}' }));
    answer().then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
      (error: unknown) => {
        onFault(error);
        response.writeHead(503).end();
      },
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return server;
}
