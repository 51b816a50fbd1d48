import nodemailer from 'nodemailer';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Browser, Frame } from 'playwright-core';
import { startMailbox } from '../../local/mailbox.ts';
import { lay } from '../../mail/layout.ts';
import { openWindow, startBrowser } from '../support/browser.ts';
import { waitFor } from '../support/wait-for.ts';
import { scratchFolder } from './processes.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const PIECES = `[...document.fonts].filter(({ family }) => family.replaceAll('"', '') === 'Pretendard GOV').map(({ status }) => status)`;

/** Our font has come for what stands on the page, in more than one piece: letters of both languages. */
async function expectOurFont(page: Pick<Frame, 'evaluate'>): Promise<void> {
  const pieces = await waitFor('the pieces of the font', async () => {
    const found = await page.evaluate<readonly string[]>(PIECES);
    return found.filter((status) => status === 'loaded').length > 1 && !found.includes('loading') && found;
  });
  expect(pieces).not.toContain('error');
}

test('shows Korean in a font of its own, in the list and in both parts of a mail, and asks nobody else for it', async () => {
  const dataDir = scratchFolder();
  const mailbox = await startMailbox({ dataDir, logDir: dataDir });
  onTestFinished(() => mailbox.child.stop());
  const transport = nodemailer.createTransport(mailbox.smtpUrl);
  onTestFinished(() => transport.close());
  const link = 'https://dure.example/tasks/1';
  const mail = lay({ locale: 'ko', subject: '목표를 써 주세요', lines: ['서지안 님,', `[열기] ${link}`], link });
  await transport.sendMail({ from: 'dure@city.example', to: 'kim@city.example', ...mail });

  const { page, complaints } = await openWindow(browser, { origin: mailbox.url });
  await page.goto(mailbox.url);
  await expectOurFont(page);

  await page.goto(`${mailbox.url}/mail/1`);
  const part = page.frame({ url: /\/mail\/1\/html$/ });
  if (part === null) throw new Error('the HTML part is not shown');
  await expectOurFont(part);
  expect(complaints).toEqual([]);
});
