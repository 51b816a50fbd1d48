import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { WordKey } from '../../domain/words/en.ts';
import type { Locale, Values } from '../../domain/words/message.ts';
import { render } from '../../domain/words/render.ts';
import { expectNoBarriers } from './browser.ts';
import { SMALL_YEAR } from './small-year-city.ts';
import { waitFor } from './wait-for.ts';

const HANGUL = /\p{Script=Hangul}[^\n]*/gu;

/** Somebody's page, worked by the words of one language. */
export class Desk {
  readonly page: Page;
  readonly #locale: Locale;

  constructor(page: Page, locale: Locale) {
    this.page = page;
    this.#locale = locale;
  }

  say(key: WordKey, values: Values = {}): string {
    return render(this.#locale, key, values);
  }

  /** What stands before a field that its form has several times: "Goal 1". */
  nth(group: WordKey, n: number): string {
    return this.say(group).replace('#', String(n));
  }

  /** The box of a field; `of` names which one where a form has several: "Goal 1". */
  box(key: WordKey, of = ''): Locator {
    return this.page.getByLabel(startsWith(`${of} ${this.say(key)}`.trim()));
  }

  async write(texts: Partial<Record<WordKey, string>>, of = ''): Promise<void> {
    for (const [key, text] of Object.entries(texts)) await this.box(key as WordKey, of).fill(text);
  }

  /** Chooses the answer that begins so, of the question that begins so. */
  async choose(question: string, answer: string): Promise<void> {
    const group = this.page.getByRole('group', { name: startsWith(question) });
    await group.getByRole('radio', { name: startsWith(answer) }).check();
  }

  press(key: WordKey, values: Values = {}): Promise<void> {
    return this.page.getByRole('button', { name: this.say(key, values), exact: true }).click();
  }

  async sees(key: WordKey, values: Values = {}): Promise<void> {
    await this.page.getByText(this.say(key, values)).first().waitFor();
  }

  /** From the list of tasks into one of them. */
  async open(task: WordKey, about = ''): Promise<void> {
    await this.page.goto('/tasks');
    const row = this.page.locator('a.task-row').filter({ hasText: this.say(task) });
    await row.filter({ hasText: about }).first().click();
    await this.page.getByRole('heading', { level: 1, name: startsWith(this.say(task)) }).waitFor();
  }

  /** Waits until all is saved, hands in, and sees that it is over. */
  async handIn(button: WordKey): Promise<void> {
    await this.press(button);
    await this.sees('form.closed-by-me');
  }

  /** Nothing that axe knows, no sideways scrolling, and no Korean on an English page. */
  async isFine(): Promise<void> {
    await waitFor('the page to be loaded', async () => (await this.page.getByText(this.say('page.loading')).count()) === 0);
    await expectNoBarriers(this.page);
    const { wide, read } = await this.page.evaluate<{ wide: boolean; read: string }>(READ);
    expect(wide, `${this.page.url()} scrolls sideways`).toBe(false);
    if (this.#locale === 'en') expect(withoutNames(read).match(HANGUL) ?? [], this.page.url()).toEqual([]);
  }
}

/** All that is read on a page, aloud too; the name of the other language aside. */
const READ = `({
  wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  read: [document.title, document.body.innerText.replace('한국어', ''),
    ...Array.from(document.querySelectorAll('[aria-label],[title],[placeholder]'), (one) =>
      ['aria-label', 'title', 'placeholder'].map((name) => one.getAttribute(name) ?? '').join(' '))].join('\\n'),
})`;

function withoutNames(text: string): string {
  // Grades are what the law calls them, in every language.
  const grades = /(?<!\p{Script=Hangul})[수우양가](?!\p{Script=Hangul})/gu;
  const names = [SMALL_YEAR.settings.city, ...SMALL_YEAR.people.flatMap(({ name, unit }) => [name, unit])];
  return names.reduce((rest, name) => rest.replaceAll(name, ''), text.replaceAll(grades, ''));
}

function startsWith(text: string): RegExp {
  return new RegExp(`^\\s*${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+')}`);
}
