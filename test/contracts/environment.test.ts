import { expect, test } from 'vitest';
import { EnvironmentError, hrContactOf, readEnvironment } from '../../contracts/environment.ts';

const complete = {
  DATABASE_URL: 'postgres://dure:secret@db.example/dure',
  TEMPORAL_ADDRESS: 'temporal.example:7233',
  SMTP_URL: 'smtp://mail.example:25',
  DURE_SESSION_SECRET: 'x'.repeat(32),
};

function faultsOf(env: Record<string, string | undefined>): string {
  try {
    readEnvironment(env);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
    throw error;
  }
  return '';
}

test('fills in what has a default, and counts an empty variable as not set', () => {
  expect(readEnvironment({ ...complete, DURE_PORT: '', HOME: '/home/kim' })).toEqual({
    ...complete,
    TEMPORAL_NAMESPACE: 'default',
    DURE_HOST: '127.0.0.1',
    DURE_PORT: 8080,
    DURE_WEB_URL: 'http://127.0.0.1:8080',
    DURE_TRUST_PROXY: [],
    DURE_LOG_LEVEL: 'info',
    DURE_METRICS_PORT: 9464,
    DURE_MAIL_FROM: 'Dure <dure@localhost>',
    DURE_DATA_DIR: '.dure',
  });
});

test('reads ports as numbers, proxies as a list, and an address without its last slash', () => {
  const read = readEnvironment({
    ...complete,
    DURE_PORT: '9000',
    DURE_TRUST_PROXY: '10.0.0.0/8, ::1',
    DURE_WEB_URL: 'https://dure.example/',
  });
  expect(read).toMatchObject({ DURE_PORT: 9000, DURE_TRUST_PROXY: ['10.0.0.0/8', '::1'], DURE_WEB_URL: 'https://dure.example' });
});

test.each([
  ['DATABASE_URL', 'mysql://db.example/dure', 'must be a postgres:// address'],
  ['DATABASE_URL', 'db.example', 'must be a postgres:// address'],
  ['TEMPORAL_ADDRESS', 'http://temporal.example', 'must be host:port'],
  ['SMTP_URL', 'mail.example', 'must be an smtp:// or smtps:// address'],
  ['DURE_PORT', '70000', '65535'],
  ['DURE_PORT', 'eighty', 'number'],
  ['DURE_WEB_URL', 'javascript:alert(1)', 'must be an http or https address'],
  ['DURE_TRUST_PROXY', 'true', 'must be addresses or networks'],
  ['DURE_LOG_LEVEL', 'loud', '"info"'],
  ['DURE_SESSION_SECRET', 'short', 'must have 32 characters or more'],
])('names %s when it is %s', (name, value, why) => {
  const message = faultsOf({ ...complete, [name]: value });
  expect(message).toMatch(new RegExp(`^${name} is wrong: `));
  expect(message).toContain(why);
});

test('names every variable that is missing, and tells no value', () => {
  const message = faultsOf({ DATABASE_URL: 'postgres:// dure:secret' });
  for (const name of ['TEMPORAL_ADDRESS', 'SMTP_URL', 'DURE_SESSION_SECRET']) expect(message).toContain(`${name} is not set`);
  expect(message).not.toContain('secret');
});

test('looks only at the variables that a command asks for', () => {
  expect(readEnvironment({ DATABASE_URL: complete.DATABASE_URL, DURE_PORT: 'wrong' }, ['DATABASE_URL'])).toEqual({
    DATABASE_URL: complete.DATABASE_URL,
  });
});

test('names whom to ask in both languages, in one where only one is given, and nobody where none is', () => {
  const contact = (given: Record<string, string>) => hrContactOf(readEnvironment({ ...complete, ...given }));
  const ko = '총무과 인사팀 내선 2114';
  expect(contact({ DURE_HR_CONTACT: ko, DURE_HR_CONTACT_EN: 'HR, ext. 2114' })).toEqual({ ko, en: 'HR, ext. 2114' });
  expect(contact({ DURE_HR_CONTACT: ko })).toEqual({ ko, en: ko });
  expect(contact({ DURE_HR_CONTACT: ' ' })).toBeUndefined();
});
