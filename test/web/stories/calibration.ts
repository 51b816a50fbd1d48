import { describe, expect, test } from 'vitest';
import type { Desk } from '../../support/browser-desk.ts';
import type { BrowserYear } from '../../support/browser-year.ts';

const GROUP = 'Grade 7';
const REASON = 'The committee agreed that the work of Parks was harder this year.';

async function names(desk: Desk): Promise<readonly string[]> {
  const rows = desk.page.locator('tbody th[scope=row]');
  await rows.first().waitFor();
  return rows.allInnerTexts();
}

async function move(desk: Desk, name: string, to: number): Promise<void> {
  await desk.press('board.move', { name });
  await desk.page.getByLabel(desk.say('board.move-to')).selectOption(String(to));
  await desk.page.getByLabel(desk.say('board.code')).selectOption({ label: '단위 간 수준 차이' });
  await desk.page.getByLabel(desk.say('board.reason', { least: 20 })).fill(REASON);
}

/** Members say whether they come; the chair sees the group, moves somebody, and locks. */
export function calibration(year: () => BrowserYear): void {
  describe('the calibration', () => {
    test.each(['V1', 'H2'])('a member sees the papers and says that they come (%s)', async (member) => {
      await year().untilOpen('calibration.meeting', GROUP);
      const desk = await year().desk(member, 'en');
      await desk.open('task.calibration.meeting.name');
      expect(await names(desk)).toContain('Quinn Park');
      await desk.isFine();
      await desk.choose(desk.say('field.attends'), desk.say('meeting.yes'));
      await desk.handIn('outcome.calibration.meeting.done');
    });

    test('the chair sees the group with its seats, and who comes', async () => {
      await year().untilOpen('calibration.lock', GROUP);
      const desk = await year().desk('C1');
      await desk.open('task.calibration.lock.name');
      expect(await names(desk)).toEqual(['안직원', 'Quinn Park', '오동료', 'Toni Lane']);
      expect(await desk.page.locator('[aria-current=step]').allInnerTexts()).toEqual([desk.say('phase.calibration')]);
      expect(await desk.page.locator('.rehearsal').count()).toBe(1);
      await desk.page.getByText(`Vera Stone (${desk.say('board.attends')})`).waitFor();
      await desk.isFine();
    });

    test('a move against the order of a unit is refused with the reason, and one across units is made', async () => {
      const desk = await year().desk('C1');
      await move(desk, '오동료', 1);
      await desk.press('board.do-move');
      await desk.page
        .getByRole('alert')
        .getByText(desk.say('board.after', { name: '안직원' }))
        .waitFor();
      await desk.isFine();
      await desk.press('board.cancel');

      await move(desk, 'Quinn Park', 1);
      await desk.press('board.do-move');
      await desk.sees('board.moved', { name: 'Quinn Park', from: 2, to: 1 });
      expect(await names(desk)).toEqual(['Quinn Park', '안직원', '오동료', 'Toni Lane']);
      await desk.isFine();
    });

    test('the chair cannot lock before everybody was discussed, and then locks', async () => {
      const desk = await year().desk('C1');
      await desk.press('outcome.calibration.lock.done');
      await desk.page.getByRole('alert').waitFor();
      await desk.isFine();
      await desk.page.getByLabel(desk.say('field.discussed')).check();
      await desk.page.getByLabel(desk.say('board.minutes')).fill('네 사람을 모두 논의했습니다.');
      await desk.handIn('outcome.calibration.lock.done');
    });
  });
}
