import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fastify } from 'fastify';
import { STATUS } from '../../api/errors.ts';
import { addHealth } from '../../api/health.ts';
import { type Db, connect } from '../../db/connection.ts';
import { ERROR_CODES } from '../../domain/errors.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { type ApiCity, apiCity } from './support.ts';

let city: ApiCity;
let webRoot: string;
beforeAll(async () => {
  webRoot = mkdtempSync(join(tmpdir(), 'dure-web-'));
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Dure</title>');
  writeFileSync(join(webRoot, 'assets', 'main-1a2b.js'), 'export {};');
  city = await apiCity({ webRoot, trustProxy: ['10.1.2.3'] });
});
afterAll(async () => {
  await city.drop();
  rmSync(webRoot, { recursive: true });
});

describe('outside /api', () => {
  test('liveness, readiness and metrics answer without a session', async () => {
    expect((await city.app.inject('/livez')).json()).toEqual({ live: true });
    expect((await city.app.inject('/readyz')).json()).toEqual({ ready: true });
    const metrics = await city.app.inject('/metrics');
    expect(metrics.headers['content-type']).toContain('text/plain');
    expect(metrics.body).toContain('dure_api_request_seconds_bucket');
  });

  test('readiness says that the database is missing when it does not answer', async () => {
    const app = fastify();
    const health = connect({ url: 'postgres://nobody@127.0.0.1:1/none', role: 'app', use: 'health', max: 1 });
    addHealth(app, { health });
    const { statusCode, json } = await app.inject('/readyz');
    expect([statusCode, json()]).toEqual([503, { ready: false, missing: 'database' }]);
    await app.close();
    await health.destroy();
  });

  test('row-23: readiness says so too where the database takes connections and says nothing, on an open and on a new one', async () => {
    const proxy = await startTcpProxy(Number(new URL(city.url).port));
    const url = proxy.through(city.url);
    // The limits of `health` would end the question a little later: the answer is not to wait for them.
    const open = connect({ url, role: 'owner', max: 1 });
    const fresh = connect({ url, role: 'app', use: 'health', max: 1 });
    const ask = async (health: Db) => {
      const app = fastify();
      addHealth(app, { health });
      const { statusCode, json } = await app.inject('/readyz');
      await app.close();
      return [statusCode, json()] as const;
    };
    try {
      expect(await ask(open)).toEqual([200, { ready: true }]);
      proxy.darken(true);
      for (const health of [open, fresh]) expect(await ask(health)).toEqual([503, { ready: false, missing: 'database' }]);
    } finally {
      await proxy.close();
      await Promise.all([open.destroy(), fresh.destroy()]);
    }
  });

  test('a path without a file is the page, a missing file is not, and nothing below /api is a page', async () => {
    const page = await city.app.inject('/tasks/7');
    expect([page.statusCode, page.headers['content-type'], page.headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    const asset = await city.app.inject('/assets/main-1a2b.js');
    expect([asset.statusCode, asset.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    for (const url of ['/assets/gone.js', '/api/nothing', '/api', '/../etc/passwd.txt'])
      expect((await city.app.inject(url)).statusCode, url).toBe(404);
    expect((await city.app.inject('/api/nothing')).json()).toMatchObject({ code: 'not-found' });
  });

  test('every answer carries a policy that allows the own origin only', async () => {
    for (const url of ['/', '/api/me', '/api/docs/']) {
      const { headers } = await city.app.inject(url);
      const policy = String(headers['content-security-policy']);
      expect(policy, url).toContain("default-src 'self'");
      expect(policy, url).toContain("frame-ancestors 'none'");
      expect(policy, url).not.toMatch(/unsafe|https?:/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
  });
});

describe('OpenAPI', () => {
  test('is served in version 3.1 from the same schemas, with names for what is shared', async () => {
    const document = (await city.app.inject('/api/openapi.json')).json<{
      openapi: string;
      paths: object;
      components: { schemas: Record<string, unknown> };
    }>();
    expect(document.openapi).toBe('3.1.0');
    expect(document.paths).toHaveProperty(['/api/tasks/{id}/close', 'post', 'requestBody']);
    for (const name of ['Task', 'Result', 'Board', 'Sentence']) expect(document.components.schemas).toHaveProperty(name);
    expect((await city.app.inject('/api/docs/')).statusCode).toBe(200);
  });

  test('is read at its address with and without a slash at the end', async () => {
    for (const url of ['/api/docs', '/api/docs/']) {
      const { body } = await city.app.inject(url);
      const scripts = [...body.matchAll(/src="([^"]+)"/g)].map(
        ([, path = '']) => new URL(path, `http://city.example${url}`).pathname,
      );
      expect(scripts).not.toEqual([]);
      for (const path of scripts) expect((await city.app.inject(path)).statusCode, path).toBe(200);
    }
  });
});

describe('refusals', () => {
  test('have code, words in the language of the reader, and the id of the request', async () => {
    const korean = (await city.app.inject('/api/me')).json<Record<string, string>>();
    const english = (await city.app.inject({ url: '/api/me', headers: { 'accept-language': 'en-GB' } })).json<
      Record<string, string>
    >();
    expect(Object.keys(korean)).toEqual(['code', 'message', 'requestId']);
    expect(korean['code']).toBe('not-signed-in');
    expect(korean['message']).toMatch(/[가-힣]/);
    expect(english['message']).toMatch(/^[\x20-\x7e]+$/);
    expect(korean['requestId']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('have a status for every code', () => {
    for (const code of ERROR_CODES) expect(STATUS[code], code).toBeGreaterThanOrEqual(400);
    expect(ERROR_CODES.filter((code) => STATUS[code] >= 500)).toEqual(['unexpected']);
  });
});

describe('who asks', () => {
  const addresses = async () =>
    (await city.db.selectFrom('access_log').select('address').distinct().execute()).map((row) => row.address);

  test('is the forwarded address only where a listed proxy says so', async () => {
    const hr = await city.signIn('HR1');
    const ask = (remoteAddress: string) =>
      city.app.inject({ url: '/api/my-team', remoteAddress, headers: { cookie: hr.cookie, 'x-forwarded-for': '203.0.113.9' } });
    await city.db
      .insertInto('evaluation')
      .values({
        cycle_id: city.cycleId,
        employee_id: city.ids['S1'] ?? '',
        rater_id: city.ids['HR1'] ?? '',
        unit_id: '1',
        name: 'n',
        unit_name: 'u',
        enrolled_at: '2026-01-01T00:00:00Z',
      })
      .execute();
    await ask('198.51.100.7');
    expect(await addresses()).toEqual(['198.51.100.7']);
    await ask('10.1.2.3');
    expect((await addresses()).sort()).toEqual(['198.51.100.7', '203.0.113.9']);
  });

  test('and what, never stands in the log as a name, an address or a token', async () => {
    await city.signIn('S1');
    await (await city.signIn('HR1')).ask('GET', '/employees?q=Name');
    await (await city.signIn('HR1')).ask('GET', '/employees/S1');
    const lines = city.logged.join('\n');
    expect(lines).toContain('"route":"/api/employees"');
    for (const secret of ['city.example', 'Name S', 'S1', '203.0.113.9']) expect(lines).not.toContain(secret);
  });
});
