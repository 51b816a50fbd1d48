import { describe, test } from 'vitest';
import type { BrowserYear } from '../../support/browser-year.ts';
import { SPOKEN } from './spoken.ts';

/** The employee says what was reached and what became of what was agreed. */
export function selfAssessment(year: () => BrowserYear): void {
  describe.each(SPOKEN)('the self-assessment ($locale)', ({ locale, employee, text }) => {
    test('the employee writes actual and words beside the record of the talk, and hands it in', async () => {
      await year().untilOpen('self-assessment.write', employee.no);
      const desk = await year().desk(employee.no, locale);
      await desk.open('task.self-assessment.write.name');
      await desk.page.getByText(text.action).first().waitFor();
      await desk.write({ 'field.actual': 'many', 'field.text': text.own }, desk.nth('group.goals', 1));
      await desk.press('outcome.self-assessment.write.done');
      await desk.page.getByRole('alert').waitFor();
      await desk.sees('problem.not-a-number');
      await desk.isFine();

      await desk.write({ 'field.actual': '86' }, desk.nth('group.goals', 1));
      const action = desk.nth('group.actions', 1);
      await desk.choose(`${action} ${desk.say('field.done')}`, desk.say('self.done'));
      await desk.write({ 'field.text': text.words }, action);
      await desk.write({ 'field.together': text.words, 'field.wish': text.comment });
      await desk.handIn('outcome.self-assessment.write.done');
      await desk.page.getByRole('link', { name: desk.say('form.what-was-handed-in') }).click();
      await desk.page.getByText(locale === 'ko' ? '도로 파임을 24시간 안에 고친다' : /^Make parks places/).waitFor();
      await desk.isFine();
      await desk.page.goto('/goals');
      await desk.page.getByText('86').first().waitFor();
      await desk.isFine();
    });
  });
}
