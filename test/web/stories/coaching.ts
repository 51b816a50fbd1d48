import { describe, expect, test } from 'vitest';
import type { BrowserYear } from '../../support/browser-year.ts';
import { SPOKEN } from './spoken.ts';

/** The rater records the midterm talk, and the employee reads the record and comments. */
export function coaching(year: () => BrowserYear): void {
  describe.each(SPOKEN)('the midterm talk ($locale)', ({ locale, rater, employee, text }) => {
    test('the rater is told what is missing in the record, and hands it in with what both will do', async () => {
      await year().untilOpen('coaching.hold', employee.no);
      const desk = await year().desk(rater, locale);
      await desk.isFine();
      await desk.open('task.coaching.hold.name', employee.name);
      await desk.press('outcome.coaching.hold.done');
      await desk.page.getByRole('alert').waitFor();
      expect(await desk.page.title()).toContain(`${desk.say('page.error')}: `);
      await desk.isFine();

      await desk.write({ 'field.heldOn': '2026-06-05', 'field.place': text.place, 'field.minutes': '30' });
      await desk.write({ 'field.actual': '80', 'field.text': text.words }, desk.nth('group.progress', 1));
      await desk.write({
        'field.wentWell': text.words,
        'field.obstacle': text.words,
        'field.raterRemoves': text.words,
        'field.nextTwoWeeks': text.words,
      });
      await desk.press('talk.add-action');
      await desk.sees('talk.none-of-rater');
      const action = desk.nth('group.actions', 1);
      await desk.write({ 'field.what': text.action, 'field.by': '2026-07-31', 'field.knownBy': text.words }, action);
      await desk.choose(`${action} ${desk.say('field.who')}`, desk.say('who.rater'));
      await desk.isFine();
      await desk.handIn('outcome.coaching.hold.done');
      await desk.isFine();
    });

    test('the employee reads the record and acknowledges it with a comment', async () => {
      await year().untilOpen('coaching.acknowledge', employee.no);
      const desk = await year().desk(employee.no, locale);
      await desk.open('task.coaching.acknowledge.name');
      await desk.page.getByText(text.action).first().waitFor();
      await desk.choose(desk.say('field.answer'), desk.say('talk.answer.commented'));
      await desk.write({ 'field.comment': text.comment });
      await desk.choose(desk.say('field.helpful'), '4');
      await desk.isFine();
      await desk.handIn('outcome.coaching.acknowledge.done');
      await desk.page.getByRole('link', { name: desk.say('form.what-was-handed-in') }).click();
      await desk.page.getByText(text.comment).waitFor();
      await desk.isFine();
    });
  });
}
