import type { Locator, Page } from 'playwright-core';

export const isFocused = async (target: Locator) => (await target.and(target.page().locator(':focus')).count()) === 1;

/** Tabs on until the focus is there. */
export async function tabTo(page: Page, target: Locator, most = 8): Promise<void> {
  for (let tabs = 0; tabs < most; tabs++) {
    await page.keyboard.press('Tab');
    if (await isFocused(target)) return;
  }
  throw new Error(`not reached by ${String(most)} Tabs: ${String(target)}`);
}
