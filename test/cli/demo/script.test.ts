import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { businessCalendar, type Holiday, isWorkingDay } from '../../../domain/cycle/calendar.ts';
import { localDate, localTime } from '../../../domain/cycle/instants.ts';
import { TASK_KINDS } from '../../../domain/tasks/kinds.ts';
import type { Script } from '../../../cli/demo/acts.ts';
import { readCity } from '../../../cli/demo/city.ts';
import { type AskedTask, plannedAt, scriptedAct, scriptedVisits } from '../../../cli/demo/script.ts';

const holidays = JSON.parse(readFileSync(new URL('../../../data/holidays/kr.json', import.meta.url), 'utf8')) as Holiday[];
const calendar = businessCalendar(holidays, 'Asia/Seoul');
const planning = { city: readCity(1), calendar, writer: 'E22' };
const asked: AskedTask = {
  kind: 'goals.draft',
  round: 1,
  about: 'E22',
  openedAt: '2026-01-19T00:00:00.000Z',
  dueAt: '2026-02-06T09:00:00.000Z',
};

test.each(TASK_KINDS)('an ordinary %s is done on a working day before it is due, and after it opened', (kind) => {
  const at = plannedAt({ ...asked, kind }, undefined, planning) ?? '';
  expect(at > asked.openedAt).toBe(true);
  expect(at < (asked.dueAt ?? '')).toBe(true);
  expect(isWorkingDay(localDate(at, 'Asia/Seoul'), calendar)).toBe(true);
  expect(localTime(at, 'Asia/Seoul')).toBe('09:10');
});

test('a task that opens on its last day is done that day', () => {
  expect(plannedAt({ ...asked, openedAt: '2026-02-06T01:00:00.000Z' }, undefined, planning)).toBe('2026-02-06T00:10:00.000Z');
});

test('a script decides when, and whether at all', () => {
  const on = { kind: 'goals.draft', on: '2026-01-29', at: '18:00' } as const;
  expect(plannedAt(asked, on, planning)).toBe('2026-01-29T09:00:00.000Z');
  expect(plannedAt(asked, { kind: 'goals.draft', never: true }, planning)).toBeUndefined();
});

test('the act that names person and round goes before the one that names neither', () => {
  const kind = 'rating.write';
  const script: Script = { employeeNo: 'E09', acts: [{ kind }, { kind, about: 'E36' }, { kind, about: 'E36', round: 2 }] };
  expect(scriptedAct(script, { kind, round: 2, about: 'E36' })).toBe(script.acts[2]);
  expect(scriptedAct(script, { kind, round: 1, about: 'E36' })).toBe(script.acts[1]);
  expect(scriptedAct(script, { kind, round: 1, about: 'E37' })).toBe(script.acts[0]);
  expect(scriptedAct(script, { kind: 'rating.review', round: 1, about: 'E37' })).toBeUndefined();
});

test('an act of one phase is not done in another that asks the same', () => {
  const kind = 'coaching.hold';
  const script: Script = { employeeNo: 'E09', acts: [{ kind, phase: 'coaching-2', never: true }] };
  expect(scriptedAct(script, { kind, phase: 'coaching-1', round: 1, about: 'E37' })).toBeUndefined();
  expect(scriptedAct(script, { kind, phase: 'coaching-2', round: 1, about: 'E37' })).toBe(script.acts[0]);
});

test('a script brings people to their tasks on its days, mail or not', () => {
  const visits = scriptedVisits(planning.city.scripts.get('E09'), 'Asia/Seoul').map((at) => localDate(at, 'Asia/Seoul'));
  expect(visits).toEqual(['2026-06-25', '2026-07-03', '2027-01-15', '2027-01-18']);
  expect(scriptedVisits(planning.city.scripts.get('E44'), 'Asia/Seoul')).toEqual([]);
});
