import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linksIn, MailboxClient, refuseMail, signInToken } from '../../../cli/demo/mailbox-client.ts';
import { type Stack, startStack } from '../../../local/stack.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'dure-mailbox-client-'));
let stack: Stack;
let mailbox: string;

beforeAll(async () => {
  stack = await startStack({ dataDir, mode: 'test', parts: ['mailbox'] });
  mailbox = stack.at.mailbox ?? '';
});

afterAll(async () => {
  await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const send = (to: string, text: string) =>
  createTransport(stack.at.smtp ?? '').sendMail({ from: 'dure@solnae.example', to, subject: 'x', text });

test('everybody reads their own mail, once', async () => {
  const [one, everyone] = [new MailboxClient(mailbox, 'one@solnae.example'), new MailboxClient(mailbox)];
  await send('one@solnae.example', 'first');
  await send('two@solnae.example', 'second');
  expect((await one.read()).map((mail) => mail.text.trim())).toEqual(['first']);
  expect(await one.read()).toEqual([]);
  expect(await everyone.read()).toHaveLength(2);
});

test('waiting for a mail keeps the others for later', async () => {
  const reader = new MailboxClient(mailbox, 'three@solnae.example');
  await send('three@solnae.example', 'a task');
  const waiting = reader.waitFor((mail) => (mail.text.includes('link') ? mail.text.trim() : undefined));
  await send('three@solnae.example', 'the link');
  const { found, others } = await waiting;
  expect(found).toBe('the link');
  expect(others.map((mail) => mail.text.trim())).toEqual(['a task']);
});

test('a mail to an address where nobody lives comes back', async () => {
  await refuseMail(mailbox, 'nobody@solnea.example');
  await expect(send('nobody@solnea.example', 'lost')).rejects.toThrow('refused');
});

test('links are found in the text of a mail, only those to our pages, and tokens in sign-in links only', () => {
  const text =
    '할 일: [열기] http://127.0.0.1:80/tasks/12\nhttp://elsewhere.example/tasks/13 (http://127.0.0.1:80/sign-in/abcdefghijklmnopqrstu)';
  const links = linksIn(text, 'http://127.0.0.1:80');
  expect(links).toEqual(['/tasks/12', '/sign-in/abcdefghijklmnopqrstu']);
  expect(links.map(signInToken)).toEqual([undefined, 'abcdefghijklmnopqrstu']);
});
