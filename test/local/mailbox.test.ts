import nodemailer, { type SendMailOptions } from 'nodemailer';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { startMailbox, type Mailbox } from '../../local/mailbox.ts';
import type { Mail } from '../../local/mailbox/mail.ts';
import { scratchFolder } from './processes.ts';

let mailbox: Mailbox;

beforeEach(async () => {
  const dataDir = scratchFolder();
  mailbox = await startMailbox({ dataDir, logDir: dataDir });
  onTestFinished(() => mailbox.child.stop());
});

async function send(to: string, more: SendMailOptions = {}): Promise<void> {
  const transport = nodemailer.createTransport(mailbox.smtpUrl);
  onTestFinished(() => transport.close());
  await transport.sendMail({ from: '두레 <dure@city.example>', to, subject: '목표를 적어 주세요', text: '안녕하세요', ...more });
}

async function list(query = ''): Promise<Mail[]> {
  return (await (await fetch(`${mailbox.url}/mails?${query}`)).json()) as Mail[];
}

async function rule(address: string, body: unknown): Promise<number> {
  const response = await fetch(`${mailbox.url}/rules/${encodeURIComponent(address)}`, {
    method: 'PUT',
    body: JSON.stringify(body),
  });
  return response.status;
}

test('lists the mails of one recipient after a cursor, with their text and headers', async () => {
  await send('kim@city.example', {
    headers: { 'Auto-Submitted': 'auto-generated' },
    messageId: '<one@dure>',
    html: '<p>안녕</p>',
  });
  await send('lee@city.example');
  await send('Kim@City.example', { subject: '둘째' });
  const mails = await list('to=kim@city.example');
  expect(mails.map(({ subject }) => subject)).toEqual(['목표를 적어 주세요', '둘째']);
  expect(mails[0]).toMatchObject({ to: ['kim@city.example'], messageId: '<one@dure>', html: '<p>안녕</p>' });
  expect(mails[0]?.text.trim()).toBe('안녕하세요');
  expect(mails[0]?.headers['auto-submitted']).toBe('auto-generated');
  expect((await list(`to=kim@city.example&after=${mails[0]?.id}`)).map(({ subject }) => subject)).toEqual(['둘째']);
  expect(await list('limit=1')).toHaveLength(1);
});

test('refuses an address with the code of its rule, and costs nobody else anything', async () => {
  expect(await rule('kim@city.example', { mode: 'refuse', code: 451 })).toBe(200);
  await expect(send('kim@city.example')).rejects.toMatchObject({ responseCode: 451 });
  await send('lee@city.example');
  await rule('*', { mode: 'refuse' });
  await expect(send('lee@city.example')).rejects.toMatchObject({ responseCode: 550 });
  await rule('*', { mode: 'accept' });
  await rule('kim@city.example', { mode: 'accept' });
  await send('kim@city.example');
  expect((await list()).map(({ to }) => to)).toEqual([['lee@city.example'], ['kim@city.example']]);
});

test('ends the connection of an address with 421 or without a word, and costs nobody else anything', async () => {
  await rule('kim@city.example', { mode: 'refuse', code: 421 });
  await rule('lee@city.example', { mode: 'drop' });
  await expect(send('kim@city.example')).rejects.toMatchObject({ responseCode: 421 });
  await expect(send('lee@city.example')).rejects.toMatchObject({ code: 'ECONNECTION' });
  await rule('lee@city.example', { mode: 'accept', thinksMs: 50 });
  await send('lee@city.example');
  expect((await list()).map(({ to }) => to)).toEqual([['lee@city.example']]);
});

test('hangs until the rule of the address changes', async () => {
  await rule('kim@city.example', { mode: 'hang' });
  const sending = send('kim@city.example');
  await send('lee@city.example');
  expect(await list('to=kim@city.example')).toEqual([]);
  await rule('kim@city.example', { mode: 'accept' });
  await sending;
  expect(await list('to=kim@city.example')).toHaveLength(1);
});

test('still has its mails and rules after it was killed', async () => {
  await send('kim@city.example');
  await rule('lee@city.example', { mode: 'refuse' });
  mailbox.child.kill('SIGKILL');
  await mailbox.child.waitUntilDown();
  await mailbox.child.waitUntilReady();
  await expect(send('lee@city.example')).rejects.toMatchObject({ responseCode: 550 });
  await send('kim@city.example');
  expect((await list()).map(({ id }) => id)).toEqual(['1', '2']);
});

test('counts on after all mails were removed', async () => {
  await send('kim@city.example');
  expect((await fetch(`${mailbox.url}/mails`, { method: 'DELETE' })).status).toBe(204);
  expect(await list()).toEqual([]);
  await send('kim@city.example');
  expect((await list('after=1')).map(({ id }) => id)).toEqual(['2']);
});

test('shows a mail as a page that runs nothing of it', async () => {
  await send('kim@city.example', {
    subject: '<script>alert(1)</script>',
    text: '여기: https://dure.example/t/1?a=1&b=2.',
    html: '<script>alert(2)</script>',
  });
  const page = await fetch(`${mailbox.url}/mail/1`);
  const text = await page.text();
  expect(text).not.toContain('<script>');
  expect(text).toContain('<a href="https://dure.example/t/1?a=1&#38;b=2">');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const part = await fetch(`${mailbox.url}/mail/1/html`);
  expect(part.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
  expect(await (await fetch(mailbox.url)).text()).toContain('&#60;script&#62;');
});

test('answers wrong requests with words', async () => {
  expect(await rule('kim@city.example', { mode: 'sometimes' })).toBe(400);
  expect((await fetch(`${mailbox.url}/mails?after=x`)).status).toBe(400);
  expect((await fetch(`${mailbox.url}/mails/99`)).status).toBe(404);
  expect((await fetch(`${mailbox.url}/nothing`)).status).toBe(404);
});
