import { expect, test } from 'vitest';
import { recalculate } from '../../../contracts/score/recalculate.ts';
import { LABELS } from '../../../domain/scoring/labels.ts';
import { en } from '../../../domain/words/scoring/en.ts';
import { ko } from '../../../domain/words/scoring/ko.ts';

test.each([
  ['{"kind":"achievement","method":"ratio","direction":"higher","target":"4.0","actual":"4.11"}', { achievement: '102.75' }],
  [
    '{"kind":"achievement","method":"from-baseline","direction":"higher","baseline":"60","target":"80","actual":"55","floor":"0"}',
    { achievement: '0.00' },
  ],
  [
    '{"kind":"composition","components":[{"id":"rating","score":"61.60","outOf":"70","weight":"50"},{"id":"adjustment","score":"17.5","outOf":"20","weight":"20"},{"id":"creativity","score":"16","outOf":"20","weight":"20"},{"id":"award","score":"2.5","outOf":"5","weight":"5"},{"id":"birth","score":"0","outOf":"5","weight":"5"}]}',
    { score: '80.00' },
  ],
  [
    '{"kind":"seats","people":20,"shares":[["S",30],["A",50],["B",20]],"method":"largest-remainder","excluded":2}',
    { seats: { S: 6, A: 10, B: 2 } },
  ],
  [
    '{"kind":"roster","fullMarks":"70","years":[{"year":2025,"halves":["62.10","64.30"]},{"year":2024,"halves":["60.00",null]}],"career":"27.50","bonus":"1.20"}',
    { rating: '61.60', roster: '90.30', years: { 2024: '60.00', 2025: '63.20' } },
  ],
])('answers the contract’s own example %.70s', (text, answer) => {
  const { kind } = JSON.parse(text) as { kind: string };
  expect(recalculate(text)).toEqual({ kind, ...answer });
});

test('GEN5: a decimal may be an integer as well as a text, and a count a text as well as an integer', () => {
  const seats = (people: string) =>
    recalculate(`{"kind":"seats","people":${people},"shares":[["S","50.0"],["A",50]],"method":"cumulative"}`);
  expect(seats('"10.00"')).toEqual(seats('10'));
});

test('a grade or a rater may be called anything', () => {
  const text = '{"kind":"seats","people":2,"shares":[["__proto__",50],["constructor",50]],"method":"cumulative"}';
  expect(JSON.stringify(recalculate(text))).toBe('{"kind":"seats","seats":{"__proto__":1,"constructor":1}}');
  expect(JSON.stringify(recalculate('{"kind":"severity","raters":{"__proto__":["1"],"2":["1"]}}'))).toContain('"__proto__":{');
});

test('GEN10: without the wish there are no steps, and each step can be said in both languages', () => {
  const text = '{"kind":"bonus","base":1000,"rates":[["S",150]]}';
  expect(recalculate(text)).toEqual({ kind: 'bonus', amounts: { S: '1500' }, adjustedBase: null });
  for (const locale of ['ko', 'en'] as const) {
    const { steps, text: said } = recalculate(text, { explain: true, text: locale }) as unknown as Record<string, unknown[]>;
    expect(said).toHaveLength(steps?.length ?? -1);
    expect(said?.[0]).toContain(locale === 'ko' ? '= 1500 (기준액 = 1000, 비율 = 150)' : '= 1500 (base = 1000, rate = 150)');
  }
  expect(Object.keys(ko).sort()).toEqual(Object.keys(LABELS).sort());
  expect(Object.keys(en).sort()).toEqual(Object.keys(LABELS).sort());
});
