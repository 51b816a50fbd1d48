import fastify from 'fastify';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { handleError } from '../../api/errors.ts';

test('a request that failed stands in the log as a code and a place, never with what the database said of a row', async () => {
  const logged: string[] = [];
  const app = fastify({ loggerInstance: pino({ level: 'error' }, { write: (line: string) => logged.push(line) }) });
  app.setErrorHandler(handleError);
  app.get('/', () => {
    const detail = 'Key (email)=(kim@city.example) already exists.';
    throw Object.assign(new Error(`duplicate key\n${detail}`), { code: '23505', detail });
  });
  const answer = await app.inject('/');
  expect(answer.statusCode).toBe(500);
  expect(`${answer.body}${logged.join('')}`).not.toContain('kim@city.example');
  expect(JSON.parse(logged.at(-1) ?? '')).toMatchObject({ fault: '23505', msg: 'request failed' });
  expect(logged.at(-1)).toContain('fault-log.test.ts');
});
