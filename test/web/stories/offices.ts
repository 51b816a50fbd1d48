import { describe, expect, test } from 'vitest';
import type { BrowserYear } from '../../support/browser-year.ts';

/** What HR and the operator see when the year is over. */
export function offices(year: () => BrowserYear): void {
  describe('the end of the year', () => {
    test('HR sees in the control room that everybody is done, and no rating', async () => {
      await year().untilArchived();
      const desk = await year().desk('N1');
      await desk.page.goto(`/hr/cycles/${year().cycleId}`);
      await desk.sees('page.control-room');
      await desk.sees('board.adds-up');
      const figures = (await desk.page.locator('.figures').innerText()).replaceAll(/\s+/g, ' ');
      expect(figures).toContain(`${desk.say('board.done')} 4`);
      expect(await desk.page.locator('main').innerText()).not.toMatch(/\d{2}\.\d{2}/);
      expect(await desk.page.getByRole('button', { name: desk.say('command.preview') }).count()).toBe(0);
      await desk.isFine();
      await desk.page.getByRole('link', { name: desk.say('board.all-people') }).click();
      await desk.page.getByRole('link', { name: /안직원/ }).click();
      await desk.page
        .getByRole('heading', { level: 1 })
        .getByText(/안직원/)
        .waitFor();
      await desk.sees('timeline.enrolled');
      expect(await desk.page.getByRole('button', { name: desk.say('command.preview') }).count()).toBe(0);
      await desk.isFine();
    });

    test('the operator reads in English that all is well, and no name', async () => {
      const desk = await year().desk('O1', 'en');
      await desk.page.goto('/operations');
      await desk.page.getByText(/^All well: 0 running/).waitFor();
      await desk.isFine();
      expect(await desk.page.locator('main').innerText()).not.toContain('Quinn');
    });

    test('no page said anything in the console, nor asked another host', () => {
      expect(year().windows.flatMap(({ complaints }) => complaints)).toEqual([]);
    });
  });
}
