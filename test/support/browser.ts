import { AxeBuilder } from '@axe-core/playwright';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';
import { expect } from 'vitest';
import { linksIn, MailboxClient, signInToken } from '../../cli/demo/mailbox-client.ts';

const PHONE = 360;
const BESIDE_THE_EDGE = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.querySelectorAll('body *:not(.scroll *)')]
    .filter((one) => one.getBoundingClientRect().right > clientWidth)
    .map((one) => one.cloneNode(false).outerHTML);
  return [scrollWidth + ' of ' + clientWidth, ...wide];
})()`;
const FLAGS = ['--no-sandbox', '--headless', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Starts a real Chromium: `CHROMIUM_PATH`, or the one from the registry. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? (await chromium.executablePath());
  try {
    return await playwright.launch({ executablePath, args: FLAGS });
  } catch (error) {
    const missing = /error while loading shared libraries: (\S+?):/.exec(String(error))?.[1];
    if (missing === undefined) throw error;
    throw new Error(
      `Chromium needs ${missing}. On Debian or Ubuntu: apt-get install libnss3 libnspr4 libatk1.0-0 libatk-bridge2.0-0 libcups2 libdrm2 libxkbcommon0 libgbm1 libasound2`,
      { cause: error },
    );
  }
}

/** A window of one person, which notes what must not happen. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Messages of the console, faults of the page, requests to other hosts. */
  readonly complaints: readonly string[];
}

export interface WindowOptions {
  readonly origin: string;
  readonly locale?: 'ko-KR' | 'en-GB';
  readonly width?: number;
  /** Of a session: whoever it belongs to is signed in from the first page on. */
  readonly cookie?: string;
}

export async function openWindow(browser: Browser, options: WindowOptions): Promise<Window> {
  const { origin, locale = 'ko-KR', width = 1366, cookie } = options;
  const context = await browser.newContext({ baseURL: origin, locale, viewport: { width, height: 900 } });
  if (cookie !== undefined) {
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: origin }]);
    await context.addInitScript("localStorage.setItem('dure.signed-in', 'yes')");
  }
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`fault: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) complaints.push(`request to another host: ${request.url()}`);
  });
  return { page, context, complaints };
}

/** No barrier that axe knows on the page as it is now, and nothing beside the edge of a phone. */
export async function expectNoBarriers(page: Page): Promise<void> {
  // Otherwise axe joins the frames' findings in a window of its own, which takes longer than finding them; a page without frames needs none.
  const isAlone = page.frames().length === 1;
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(isAlone).withTags(WCAG).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  expect(found, await page.title()).toEqual([]);
  await expectNoScrollSideways(page);
}

/** A wide table scrolls by itself; the page does not. */
async function expectNoScrollSideways(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: PHONE, height: before?.height ?? 900 });
  const beside = await page.evaluate<readonly string[]>(BESIDE_THE_EDGE);
  if (before !== null) await page.setViewportSize(before);
  expect(beside, `${await page.title()}: what is beside the edge of a phone`).toEqual([]);
}

/** Both languages of the page as it is now; it is Korean before and after. */
export async function expectNoBarriersInBothLanguages(page: Page): Promise<void> {
  await expectNoBarriers(page);
  await speak(page, 'English');
  await page.getByRole('button', { name: '한국어' }).waitFor();
  await expectNoBarriers(page);
  await speak(page, '한국어');
  await page.getByRole('button', { name: 'English' }).waitFor();
}

/** Chooses the language as the button in the head does; of who is signed in the choice is kept by then. */
export async function speak(page: Page, language: 'English' | '한국어'): Promise<void> {
  const isSignedIn = (await page.getByRole('button', { name: /^(로그아웃|Sign out)$/ }).count()) > 0;
  const kept = isSignedIn && page.waitForResponse((response) => response.url().endsWith('/api/me/language'));
  await Promise.all([kept, page.getByRole('button', { name: language }).click()]);
}

export interface SignIn {
  readonly mailbox: string;
  readonly email: string;
  /** The page that is asked for, and that one comes back to. */
  readonly path: string;
}

/** As a person does: the page, the address, the link of the mail, its button, back at the page. */
export async function signIn({ page }: Window, { mailbox, email, path }: SignIn): Promise<void> {
  const mails = new MailboxClient(mailbox, email);
  await mails.read();
  await page.goto(path);
  await page.getByLabel('전자우편 주소').fill(email);
  await page.getByRole('button', { name: '로그인 링크 받기' }).click();
  const origin = new URL(page.url()).origin;
  const { found } = await mails.waitFor((mail) => linksIn(mail.text, origin).find((link) => signInToken(link) !== undefined));
  await page.goto(found);
  await page.getByRole('button', { name: '로그인', exact: true }).click();
  await page.waitForURL((url) => url.pathname === path);
}
