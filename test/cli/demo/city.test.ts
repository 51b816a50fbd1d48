import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SUBMISSIONS } from '../../../contracts/forms.ts';
import type { PolicyPack } from '../../../contracts/pack.ts';
import { businessCalendar, type Holiday } from '../../../domain/cycle/calendar.ts';
import { TASK_KINDS } from '../../../domain/tasks/kinds.ts';
import { assertSubmission, type SubmittedForm } from '../../../domain/tasks/rules.ts';
import { type City, everybody, inPeriod, readCity, readUnits } from '../../../cli/demo/city.ts';
import { cityFromFile } from '../../../cli/demo/file-city.ts';
import { growCity } from '../../../cli/demo/grow.ts';
import { formOf, scriptedAct } from '../../../cli/demo/script.ts';
import { type AskedAbout, agreed, leads, taskAbout } from '../../support/city-task.ts';
import { shippedPack } from '../../support/packs.ts';

const read = <T>(file: string) => JSON.parse(readFileSync(new URL(`../../../data/${file}`, import.meta.url), 'utf8')) as T;
const realTown = new URL('../../../data/real-town.csv', import.meta.url).pathname;
const PACKS = [
  'kr-local-grade5',
  'kr-local-grade4',
  'arizona',
  'oklahoma',
  'us-federal-ses',
  'us-doi',
  'coaching-first',
] as const;
const calendar = businessCalendar(read<Holiday[]>('holidays/kr.json'), 'Asia/Seoul');

function writes(city: City, writer: string, asked: AskedAbout): void {
  const act = scriptedAct(city.scripts.get(writer), asked);
  const task = taskAbout(city, asked);
  const form = formOf({ city, calendar, writer, about: asked.about, today: '2026-06-24', task, resultVersion: 1 }, act);
  const parsed = SUBMISSIONS[asked.kind].parse(form) as SubmittedForm;
  assertSubmission(parsed, {
    kind: asked.kind,
    round: asked.round,
    outcome: act?.outcome ?? 'done',
    goalsInForce: agreed(city, asked),
    leads: leads(city, asked.about),
    indicatorIds: task.evidence.indicators.map((one) => one.id),
    goals: asked.pack.goals,
    rating: asked.pack,
  });
}

const cities: readonly (readonly [string, () => City])[] = [
  ['the sample city', () => readCity(1)],
  ['a grown city', () => growCity(120, 7)],
  ['the real town', () => cityFromFile(realTown, 3)],
];

function everybodyWrites(city: City, pack: PolicyPack): void {
  for (const about of city.goals.keys()) {
    const rater = everybody(city).find((person) => person.employee_no === about)?.rater_no ?? '';
    for (const kind of TASK_KINDS) {
      const writer = kind.startsWith('coaching.hold') || kind.startsWith('rating') || kind === 'goals.agree' ? rater : about;
      for (const round of [1, 2]) writes(city, writer, { kind, round, about, pack });
    }
  }
}

test.each(cities)('everybody in %s writes forms that are accepted, of every kind', (_name, make) => {
  everybodyWrites(make(), shippedPack('kr-local-grade5'));
});

test.each(PACKS)('everybody in the sample city under %s writes forms that are accepted, of every kind', (name) => {
  everybodyWrites(readCity(1, name), shippedPack(name));
});

test('every act of every script is accepted', () => {
  const city = readCity(1);
  for (const script of city.scripts.values()) {
    for (const { kind, round = 1, about = script.employeeNo, never } of script.acts) {
      if (never !== true) writes(city, script.employeeNo, { kind, round, about, pack: shippedPack('kr-local-grade5') });
    }
  }
});

test('the sample city is the one that is described', () => {
  const city = readCity(1);
  const people = everybody(city);
  expect(people).toHaveLength(50);
  expect(city.people).toHaveLength(48);
  expect(new Set(people.map((person) => person.employee_no)).size).toBe(50);
  const excluded = new Set(city.settings.exclusions.map((one) => one.employeeNo));
  const rated = people.filter(
    (person) => !excluded.has(person.employee_no) && !['E25', 'E26', 'E49', 'E50'].includes(person.employee_no),
  );
  const groups = Map.groupBy(rated, (person) => person.group);
  const sizes = Object.fromEntries([...groups].map(([name, members]) => [name, members.length]));
  expect(sizes).toEqual({ '4급': 2, '5급': 8, '6급': 9, '7급': 11, '8-9급': 14 });
  for (const person of rated) {
    expect(city.goals.get(person.employee_no)?.length).toBeGreaterThanOrEqual(3);
    expect(city.levels.get(person.employee_no)?.goals).toHaveLength(city.goals.get(person.employee_no)?.length ?? 0);
  }
  for (const unit of readUnits().filter((one) => one.code !== 'T0')) {
    const weights = city.indicators.filter((one) => one.unit === unit.name).map((one) => Number(one.weight));
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(100);
  }
});

test('a goal names an indicator of its own unit', () => {
  const city = growCity(80, 2);
  const known = new Set(city.indicators.map((one) => `${one.unit}/${one.name}`));
  for (const person of everybody(city)) {
    for (const goal of city.goals.get(person.employee_no) ?? []) expect(known).toContain(`${person.unit}/${goal.indicator}`);
  }
});

test('a city that lives one period has it in every cycle, and no story on days of the whole year', () => {
  const city = inPeriod(readCity(1, 'kr-local-grade5'), 'first-half');
  expect(city.cycles.map(({ period, hr }) => ({ period, hr }))).toEqual([{ period: 'first-half', hr: [] }]);
  expect([city.scripts.size, city.refusedAddresses, everybody(city).length]).toEqual([0, [], city.people.length]);
});

test('growth with the same number and seed gives the same city, and a larger one begins with the smaller one', () => {
  expect(growCity(90, 5)).toEqual(growCity(90, 5));
  expect(growCity(200, 5).people.slice(0, 88)).toEqual(growCity(90, 5).people);
  expect(growCity(90, 6).people).not.toEqual(growCity(90, 5).people);
  expect(() => growCity(49, 1)).toThrow(RangeError);
});

test('nobody in a grown city rates more than twelve people, and everybody has a rater', () => {
  const city = growCity(1000, 1);
  expect(everybody(city)).toHaveLength(1000);
  const known = new Set(everybody(city).map((person) => person.employee_no));
  const rated = Map.groupBy(everybody(city), (person) => person.rater_no);
  for (const [rater, people] of rated) {
    if (rater !== '') expect(known).toContain(rater);
    expect(people.length).toBeLessThanOrEqual(12);
  }
  expect(rated.get('')?.map((person) => person.employee_no)).toEqual(['E01', 'E49', 'E50']);
});

test('a real list gets two HR people who are not evaluated, and a committee of which enough stay for every group', () => {
  const city = cityFromFile(realTown, 1);
  expect(city.people).toHaveLength(387);
  expect(city.goals.has(city.settings.hr.officers[0] ?? '')).toBe(false);
  expect(city.settings.committee.chair).toBe('D0001');
  const grades = city.settings.committee.members.map((no) => city.people.find((person) => person.employee_no === no)?.grade);
  for (const grade of new Set(grades)) expect(grades.filter((one) => one !== grade).length).toBeGreaterThanOrEqual(2);
  expect(city.cycles).toEqual([{ name: '2026년 성과평가', pack: 'kr-local-grade5', groups: [], hr: [] }]);
  expect(city.routine.map((act) => act.do === 'command' && act.command)).toEqual(['launch-cycle', 'publish']);
});

const trial = (file: string) => new URL(`../../documents/trials/${file}`, import.meta.url).pathname;

test('row-35: a list with refused rows is a city of whom the import takes, and says how many it does without', () => {
  const city = cityFromFile(trial('half-refused.csv'), 1);
  expect(city.people.map((person) => person.employee_no)).toEqual(['B00', 'B02', 'K02', 'HR1', 'HR2']);
  expect(city.settings.committee).toEqual({ chair: 'B00', members: ['B02'] });
  expect(city.refusedRows).toBe(2);
});

test('row-35: a town with one head has a committee of the two above', () => {
  const { settings, refusedRows } = cityFromFile(trial('one-head-town.csv'), 1);
  expect(settings.committee).toEqual({ chair: 'B00', members: ['B01'] });
  expect(refusedRows).toBe(0);
});
