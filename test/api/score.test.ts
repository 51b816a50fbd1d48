import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiCity, apiCity, type Client } from './support.ts';

let city: ApiCity;
let hr: Client;
beforeAll(async () => {
  city = await apiCity();
  hr = await city.signIn('HR1');
});
afterAll(() => city.drop());

const RATIO = '{"kind":"achievement","method":"ratio","direction":"higher","target":"4.0","actual":"4.11"}';

describe('POST /api/score', () => {
  test('answers one object, or a list, as the command does', async () => {
    expect(await hr.ask('POST', '/score', { body: RATIO })).toMatchObject({
      status: 200,
      body: { kind: 'achievement', achievement: '102.75' },
    });
    expect((await hr.ask('POST', '/score', { body: `[${RATIO},{"kind":"number","text":"-"}]` })).body).toEqual([
      { kind: 'achievement', achievement: '102.75' },
      { kind: 'number', value: null },
    ]);
  });

  test('explains on request, in the language that is asked for', async () => {
    const { body } = await hr.ask('POST', '/score?explain=true&text=en', { body: RATIO });
    expect(body).toMatchObject({ steps: [{ label: 'scoring.ratio.higher', value: '102.75' }], text: [expect.any(String)] });
  });

  test.each([
    ['{', 400, 'not-json', ''],
    ['', 400, 'not-json', ''],
    [`[${RATIO},{"kind":"number","text":4.0}]`, 422, 'binary-number', '/1/text'],
    ['{"kind":"number","text":"1","more":1}', 422, 'unknown-field', '/more'],
    ['{"kind":"number","text":"1","__proto__":1}', 422, 'unknown-field', '/__proto__'],
    ['{"kind":"number","text":"one"}', 422, 'not-a-number', '/text'],
  ])('refuses %j with its code and its path', async (body, ...[status, code, path]) => {
    const answer = await hr.ask('POST', '/score', { body: Buffer.from(body) });
    expect(answer).toMatchObject({ status, body: { code, path, message: expect.any(String) as unknown } });
  });

  test('refuses what is not UTF-8, and more than a request may hold', async () => {
    expect(await hr.ask('POST', '/score', { body: Buffer.from([0x22, 0xff, 0x22]) })).toMatchObject({
      status: 400,
      body: { code: 'not-json' },
    });
    expect((await hr.ask('POST', '/score', { body: Buffer.alloc(2 * 1024 * 1024, ' ') })).status).toBe(413);
  });

  test('is for HR and auditors, and nobody else finds it', async () => {
    expect((await (await city.signIn('S1')).ask('POST', '/score', { body: RATIO })).status).toBe(404);
    expect((await city.client().ask('POST', '/score', { body: RATIO })).status).toBe(401);
  });
});
