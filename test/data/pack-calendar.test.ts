import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Holiday, businessCalendar } from '../../domain/cycle/calendar.ts';
import { localDate } from '../../domain/cycle/instants.ts';
import { packOf } from '../../domain/cycle/periods.ts';
import { planCycle } from '../../domain/cycle/plan.ts';
import { neverOpen, outsideWindows } from '../../domain/cycle/windows.ts';
import { SHIPPED, shippedPack } from '../domain/packs/sample.ts';

const holidays = JSON.parse(readFileSync('data/holidays/kr.json', 'utf8')) as readonly Holiday[];

const YEARS = SHIPPED.flatMap((name) => {
  const pack = shippedPack(name);
  const periods = (pack.periods ?? []).map(({ key }) => ({ what: `${key} of ${name}`, pack: packOf(pack, key) }));
  return [{ what: `year of ${name}`, pack }, ...periods];
});

describe.each(YEARS)('the $what', ({ pack }) => {

  test.each([2026, 2027, 2028, 2029, 2030, 2031])('begun in %i, keeps every deadline inside its phase when days off move them', (year) => {
    for (const days of [[], holidays]) {
      const plan = planCycle({ pack, year, calendar: businessCalendar(days, pack.timeZone) });
      expect(neverOpen(plan.phases)).toEqual([]);
      expect(outsideWindows(plan.phases)).toEqual([]);
      const instants = [...plan.phases.map(({ opensAt }) => opensAt), plan.archiveAt];
      expect(instants.toSorted()).toEqual(instants);
      if (plan.meetingAt === null) continue;
      const { dueAt = {} } = plan.phases.find(({ workflowType }) => workflowType === 'calibrationWorkflow') ?? {};
      // A day off may move the answers onto the day of the meeting: HR then sets another day.
      const [answers, meets, locks] = [dueAt['calibration.meeting'], plan.meetingAt, dueAt['calibration.lock']].map((at) =>
        localDate(at ?? '', pack.timeZone),
      );
      expect([answers, meets, locks].toSorted()).toEqual([answers, meets, locks]);
    }
  });
});
