import { describe, expect, test } from 'vitest';
import type { BrowserYear } from '../../support/browser-year.ts';
import type { Desk } from '../../support/browser-desk.ts';
import { SPOKEN } from './spoken.ts';

const ELEMENTS = [1, 2, 3, 4] as const;

async function level(desk: Desk, of: string, value: number): Promise<void> {
  await desk.choose(`${of} ${desk.say('field.level')}`, String(value));
}

/** The rater gives levels and words, and the reviewer approves. */
export function rating(year: () => BrowserYear): void {
  test('the rater finds on the team page that it is their turn, and what the talk promised', async () => {
    await year().untilOpen('rating.write', 'P1');
    const desk = await year().desk('H1');
    await desk.page.goto('/team');
    const promise = desk.page.getByRole('listitem').filter({ hasText: '장비 한 대를 더 빌린다' });
    await promise.getByText('2026. 7. 31.').waitFor();
    await promise.getByText(desk.say('self.done')).waitFor();
    expect(await promise.getByText(desk.say('page.action-past')).count()).toBe(0);
    await desk.page
      .getByRole('row', { name: /안직원/ })
      .getByText(desk.say('phase-state.mine'))
      .waitFor();
    await desk.isFine();
  });

  describe.each(SPOKEN)('the rating ($locale)', ({ locale, rater, employee, text }) => {
    test('the rater gives levels and words beside the evidence, is warned alone, and hands in to the reviewer', async () => {
      await year().untilOpen('rating.write', employee.no);
      const desk = await year().desk(rater, locale);
      await desk.open('task.rating.write.name', employee.name);
      await desk.page.getByText(text.own).waitFor();
      expect(await desk.page.getByText(desk.say('field.helpful')).count()).toBe(0);
      await desk.isFine();
      await desk.press('outcome.rating.write.done');
      await desk.page.getByRole('alert').waitFor();
      await desk.isFine();

      await desk.write({ 'field.actual': '86', 'field.text': text.own }, desk.nth('group.goals', 1));
      await level(desk, desk.nth('group.goals', 1), 4);
      for (const n of ELEMENTS) {
        await level(desk, desk.nth('group.elements', n), 4);
        await desk.write({ 'field.text': text.words }, desk.nth('group.elements', n));
      }
      await desk.sees('rating.same-levels');
      await desk.isFine();
      const best = locale === 'ko' ? 5 : 4;
      await level(desk, desk.nth('group.elements', 1), best);
      await level(desk, desk.nth('group.elements', 2), best - 1);
      await desk.write({ 'field.opinion': text.own, 'field.strengths': text.words, 'field.nextYear': text.action });
      await desk.page.getByText(desk.say('rating.same-levels')).waitFor({ state: 'detached' });
      await desk.handIn('outcome.rating.write.done');
    });
  });

  describe('the review', () => {
    test.each(SPOKEN)('the reviewer reads the rating in words and approves it ($locale)', async ({ employee, text }) => {
      await year().untilOpen('rating.review', employee.no);
      const desk = await year().desk('V1', 'en');
      await desk.open('task.rating.review.name', employee.name);
      const rated = desk.page.getByRole('region', { name: desk.say('review.rating') });
      await rated.getByText(text.action).waitFor();
      expect(await rated.getByRole('heading', { level: 3 }).count()).toBe(1 + ELEMENTS.length);
      if (employee.no === 'Q1') await desk.isFine();
      await desk.press('outcome.rating.review.done');
      await desk.sees('form.closed-by-me');
    });
  });
}
