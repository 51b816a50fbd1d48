import { afterAll, beforeAll, expect, test } from 'vitest';
import { MailboxClient, linksIn, signInToken } from '../../cli/demo/mailbox-client.ts';
import { type SmallStack, addressOf, createSmallCycle, startSmallStack } from '../support/stack.ts';

const CONTACT = '총무과 인사팀 내선 2114';

let stack: SmallStack;
beforeAll(async () => {
  stack = await startSmallStack({
    parts: ['postgres', 'temporal', 'mailbox', 'worker', 'api'],
    environment: { DURE_HR_CONTACT: CONTACT },
  });
  await createSmallCycle(stack);
});
afterAll(() => stack.drop());

/** Asks for a link as the sign-in page does; answers its path from the mail's text, which names whom to ask. */
async function askForLink(): Promise<string> {
  const mailbox = new MailboxClient(stack.at.mailbox ?? '', addressOf('P1'));
  await mailbox.read();
  await post('/sign-in/links', { email: addressOf('P1') });
  const { found } = await mailbox.waitFor((mail) => {
    const path = linksIn(mail.text, stack.at.web ?? '').find((one) => signInToken(one) !== undefined);
    return path === undefined ? undefined : { path, text: mail.text };
  });
  expect(found.text).toContain(`문의: ${CONTACT}`);
  return found.path;
}

function post(path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${stack.at.api}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function unusedTokens(): Promise<number> {
  return (await stack.db.selectFrom('sign_in_token').select('id').where('used_at', 'is', null).execute()).length;
}

/** As a mail scanner with a browser of its own: the page, and everything that the page asks for by itself. */
async function loadPage(path: string): Promise<void> {
  const html = await (await fetch(`${stack.at.web}${path}`, { headers: { accept: 'text/html' } })).text();
  for (const [, part = ''] of html.matchAll(/(?:src|href)="([^"]+)"/g)) await fetch(new URL(part, `${stack.at.web}${path}`));
  await fetch(`${stack.at.api}/me`);
}

test('looking at a link, in any number and any way, does not use it; one POST does, once', async () => {
  const path = await askForLink();
  for (let time = 0; time < 20; time += 1) {
    await fetch(`${stack.at.web}${path}`);
    await fetch(`${stack.at.web}${path}`, { method: 'HEAD' });
    await fetch(`${stack.at.api}${path}`);
  }
  await loadPage(path);
  expect(await unusedTokens()).toBe(1);

  const token = signInToken(path) ?? '';
  const first = await post('/sign-in', { token });
  expect(first.status).toBe(200);
  expect(await first.json()).toMatchObject({
    me: { employeeNo: 'P1', hrContact: { label: { ko: CONTACT, en: CONTACT }, email: null } },
  });
  expect(await unusedTokens()).toBe(0);
  const second = await post('/sign-in', { token });
  expect(second.status).toBeGreaterThanOrEqual(400);
  expect(second.status).toBeLessThan(500);
  expect(await second.json()).toMatchObject({ code: 'link-used-or-expired' });
});

test('of many who use a link at once one gets in', async () => {
  const token = signInToken(await askForLink()) ?? '';
  const answers = await Promise.all(Array.from({ length: 10 }, () => post('/sign-in', { token })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});
