import { describe, expect, test } from 'vitest';
import type { BrowserYear } from '../../support/browser-year.ts';
import { SPOKEN } from './spoken.ts';

/** The employee reads the result and how it was made, and acknowledges. */
export function result(year: () => BrowserYear): void {
  describe.each(SPOKEN)('the result ($locale)', ({ locale, employee, text }) => {
    test('the employee reads grade, points, opinion and every step, and acknowledges', async () => {
      await year().untilOpen('result.acknowledge', employee.no);
      const desk = await year().desk(employee.no, locale);
      await desk.page.goto('/results');
      await desk.page.getByRole('link', { name: /Rehearsal 2026/ }).click();
      await desk.page.getByText(text.own).waitFor();
      const figures = desk.page.locator('.figures li');
      expect(await figures.nth(0).innerText()).toContain(desk.say('result.grade'));
      expect(await figures.nth(1).innerText()).toMatch(/\d+(\.\d+)?$/);
      await desk.page.getByText(desk.say('result.all-steps')).first().click();
      expect(await desk.page.locator('details .steps li').count()).toBeGreaterThan(5);
      // Quinn Park was moved above 안직원, whose grade went down with it.
      await desk.page
        .getByText(locale === 'en' ? /Level between units: The committee agreed/ : desk.say('result.how-displaced'))
        .waitFor();
      await desk.isFine();
      await desk.page.getByRole('link', { name: desk.say('result.answer-now') }).click();
      await desk.choose(desk.say('field.answer'), desk.say('result.answer.confirmed'));
      await desk.isFine();
      await desk.handIn('outcome.result.acknowledge.done');
    });
  });
}
