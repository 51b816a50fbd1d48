import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type City, everybody, readCity } from '../../../cli/demo/city.ts';
import { growCity } from '../../../cli/demo/grow.ts';
import { leanYears } from '../../../cli/demo/lean-years.ts';
import { isReached } from '../../../cli/demo/phrasing.ts';
import { formOf } from '../../../cli/demo/script.ts';
import { goalsInForce, type Writing } from '../../../cli/demo/writing.ts';
import { SUBMISSIONS } from '../../../contracts/forms.ts';
import type { PolicyPack } from '../../../contracts/pack.ts';
import { businessCalendar, type Holiday } from '../../../domain/cycle/calendar.ts';
import { levelReached } from '../../../domain/calibration/distribution.ts';
import { evaluationScore } from '../../../domain/scoring/evaluation-score.ts';
import { inputsOfRating } from '../../../domain/scoring/rating-inputs.ts';
import { agreed, leads, taskAbout } from '../../support/city-task.ts';
import { shippedPack } from '../../support/packs.ts';

const holidays = new URL('../../../data/holidays/kr.json', import.meta.url);
const calendar = businessCalendar(JSON.parse(readFileSync(holidays, 'utf8')) as Holiday[], 'Asia/Seoul');

function ratingOf(city: City, about: string, pack: PolicyPack) {
  const task = taskAbout(city, { kind: 'rating.write', round: 1, about, pack });
  const writer = everybody(city).find((person) => person.employee_no === about)?.rater_no ?? '';
  const writing: Writing = { city, calendar, writer, about, today: '2027-01-06', task };
  const rating = SUBMISSIONS['rating.write'].parse(formOf(writing, undefined));
  const goals = agreed(city, { about, pack }).map((goal) => ({ ...goal, key: goal.id }));
  const score = evaluationScore(pack, inputsOfRating(rating, { goals, leads: leads(city, about), cards: [] }));
  return { rating, level: levelReached(score, pack.levels), goals: goalsInForce(writing) };
}

// Packs that give levels to shares of an order need no low ones.
const WITHOUT_SHARES = ['arizona', 'oklahoma', 'us-doi', 'us-federal-ses', 'coaching-first'] as const;
const CITIES = [
  ['the sample city', () => readCity(1)],
  ['a grown city', () => growCity(120, 7)],
] as const;

test.each(WITHOUT_SHARES.flatMap((name) => CITIES.map(([of, make]) => ({ name, of, make }))))(
  'the raters of $of give every level of $name',
  ({ name, make }) => {
    const city = make();
    const pack = shippedPack(name);
    const given = new Set([...city.goals.keys()].map((about) => ratingOf(city, about, pack).level));
    expect([...given].sort()).toEqual(pack.levels.map(({ level }) => level).sort());
  },
);

test('whoever is rated low has not reached a goal, and the rater says so', () => {
  const city = readCity(1);
  const lean = [...leanYears(city)];
  expect(lean.map(([, level]) => level).sort()).toEqual([1, 2, 2, 2]);
  for (const [about] of lean) {
    const { rating, goals } = ratingOf(city, about, shippedPack('oklahoma'));
    expect(goals.filter(isReached)).toEqual([]);
    for (const goal of rating.goals) expect(goal.text).toMatch(/모자랍니다|닿지 못했습니다/);
    expect(rating.overall?.text).toMatch(/모자랐습니다|머문 해/);
  }
});

test('under shares of an order everybody is rated as they always were', () => {
  const city = readCity(1);
  for (const [about, level] of leanYears(city)) {
    const { rating } = ratingOf(city, about, shippedPack('kr-local-grade5'));
    const said = city.levels.get(about);
    expect(rating.goals.map((goal) => Number(goal.level))).toEqual(said?.goals);
    expect(Math.min(...(said?.goals ?? []))).toBeGreaterThan(level);
  }
});
