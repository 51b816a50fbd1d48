import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayOf } from '../../../../domain/scoring/day.ts';
import { proration } from '../../../../domain/scoring/kinds/proration.ts';
import type { ProrationFacts } from '../../../../domain/scoring/kinds/proration.ts';
import { answerTo, labelsOf, refusals, stepsOf } from './asked.ts';

const posting = (from: string, to: string, score = '80') => ({ from, to, score });
const leave = (from: string, to: string) => ({ from, to });
const X = posting('2025-01-01', '2025-05-14', '88');
const Y = posting('2025-05-15', '2025-12-31', '94');
const summer = leave('2025-07-01', '2025-08-31');

const days = (postings: ProrationFacts['postings'], more: Partial<ProrationFacts> = {}) =>
  answerTo(proration, { method: 'days', postings, ...more });
const months = (postings: ProrationFacts['postings'], more: Partial<ProrationFacts> = {}) =>
  answerTo(proration, { method: 'months', postings, ...more });
const monthsOf = (from: string, to: string, ...leaves: readonly { from: string; to: string }[]) =>
  months([posting(from, to)], leaves.length > 0 ? { leaves } : {}).postings[0]?.counted;
const counted = (...counts: readonly number[]) => counts.map((one) => ({ counted: one }));

describe('W11 transfer', () => {
  it('W11: by day 134 and 231 days give 91.80', () => {
    expect(days([X, Y])).toEqual({ score: '91.80', postings: counted(134, 231) });
  });

  it('W11: by month 4 months 14 days are 4, 7 months 17 days are 8, which gives 92.00', () => {
    expect(months([X, Y])).toEqual({ score: '92.00', postings: counted(4, 8) });
  });

  it('W11: 62 days of leave taken out of Y give 91.35', () => {
    expect(days([X, Y], { leaves: [summer] })).toEqual({ score: '91.35', postings: counted(134, 169) });
  });

  it('W11: a minimum of a month drops the post of 20 days', () => {
    const three = [
      posting('2025-01-01', '2025-04-30', '80'),
      posting('2025-05-01', '2025-05-20', '100'),
      posting('2025-05-21', '2025-12-31', '90'),
    ];
    expect(days(three, { minimumDays: 30 })).toEqual({ score: '86.52', postings: counted(120, 0, 225) });
    expect(days(three).score).toBe('87.26');
  });
});

describe('proration in detail', () => {
  it('PRO1: the minimum looks at days after leaves, in both methods', () => {
    const facts = { leaves: [leave('2025-01-06', '2025-01-10')], minimumDays: 27 };
    expect(days([posting('2025-01-01', '2025-01-31')], facts)).toEqual({ score: null, postings: counted(0) });
    expect(months([posting('2025-01-01', '2025-01-31')], facts)).toEqual({ score: null, postings: counted(0) });
    expect(days([posting('2025-01-01', '2025-01-31')], { ...facts, minimumDays: 26 }).postings).toEqual(counted(26));
  });

  it('PRO1: where nothing is counted there is no score', () => {
    expect(months([posting('2025-01-01', '2025-01-14')])).toEqual({ score: null, postings: counted(0) });
    expect(days([X], { leaves: [leave('2024-01-01', '2026-01-01')] })).toEqual({ score: null, postings: counted(0) });
  });

  it('PRO2: refuses a day before the first one, at `to`; one day is a posting', () => {
    const facts: ProrationFacts = {
      method: 'days',
      postings: [posting('2025-01-02', '2025-01-01'), posting('2025-01-05', '2025-01-05')],
      leaves: [leave('2025-03-02', '2025-03-01')],
    };
    expect(refusals(proration, facts)).toEqual(['date-invalid /postings/0/to', 'date-invalid /leaves/0/to']);
    expect(days([posting('2025-01-05', '2025-01-05')]).postings).toEqual(counted(1));
  });

  it('PRO2: leaves may overlap each other and the ends of postings; each day is taken once', () => {
    const leaves = [
      leave('2025-06-01', '2025-06-10'),
      leave('2025-06-05', '2025-06-20'),
      leave('2025-06-07', '2025-06-08'),
      leave('2025-05-10', '2025-05-20'),
      leave('2025-12-30', '2026-02-01'),
    ];
    // X: 10 to 14 May; Y: 15 to 20 May, 20 days of June, 30 and 31 December.
    expect(days([X, Y], { leaves }).postings).toEqual(counted(134 - 5, 231 - 6 - 20 - 2));
  });

  it.each(['2025-01-01', '2025-01-31'])('PRO2: a leave of one day at an end of the posting, %s, takes that day', (day) => {
    expect(days([posting('2025-01-01', '2025-01-31')], { leaves: [leave(day, day)] }).postings).toEqual(counted(30));
  });

  it('PRO2: postings that overlap are refused at the later one in the list', () => {
    const overlap = [Y, posting('2025-12-31', '2026-01-31'), X];
    expect(refusals(proration, { method: 'days', postings: overlap })).toEqual(['dates-overlap /postings/1']);
    expect(refusals(proration, { method: 'days', postings: [X, Y, posting('2024-01-01', '2027-01-01')] })).toEqual([
      'dates-overlap /postings/2',
    ]);
    const within = posting('2025-06-01', '2025-06-01');
    expect(refusals(proration, { method: 'days', postings: [X, Y, within] })).toEqual(['dates-overlap /postings/2']);
    expect(refusals(proration, { method: 'days', postings: [posting('2026-01-01', '2026-01-01'), X, within, Y] })).toEqual([
      'dates-overlap /postings/3',
    ]);
    expect(refusals(proration, { method: 'days', postings: [Y, X] })).toEqual([]);
  });

  it.each([
    ['2025-01-01', '2025-01-31', 1],
    ['2025-01-15', '2025-02-14', 1],
    // 31 January has no like day in February: the month ends with February.
    ['2025-01-31', '2025-02-27', 1],
    ['2025-01-31', '2025-02-28', 1],
    ['2025-01-31', '2025-03-14', 1],
    ['2025-01-31', '2025-03-15', 2],
    ['2025-01-31', '2025-03-30', 2],
    ['2025-01-29', '2025-02-28', 1],
    ['2024-01-29', '2024-02-28', 1],
    ['2024-02-29', '2025-02-28', 12],
    ['2025-01-01', '2025-01-14', 0],
    ['2025-01-01', '2025-01-15', 1],
    ['2025-02-01', '2025-02-15', 1],
    ['2025-01-01', '2025-02-14', 1],
    ['2025-01-01', '2025-02-15', 2],
    ['2024-12-16', '2025-12-15', 12],
  ])('PRO3: %s to %s are %i months', (from, to, expected) => {
    expect(monthsOf(from, to)).toBe(expected);
  });

  it('PRO3: a month that ends with a short month leaves no day over', () => {
    const [step] = stepsOf(proration, { method: 'months', postings: [posting('2025-01-31', '2025-02-28')] }).slice(1);
    expect(step).toMatchObject({ label: 'scoring.proration.months', inputs: { months: '1', left: '0' }, value: '1' });
  });

  it('PRO3: leaves cut a posting; each stretch is counted by the rule and the months are added', () => {
    // 1 to 15 January and 17 to 31 January: 15 days each.
    expect(monthsOf('2025-01-01', '2025-01-31', leave('2025-01-16', '2025-01-16'))).toBe(2);
    // 1 to 10 and 21 to 31 January: neither is nearly a month.
    expect(monthsOf('2025-01-01', '2025-01-31', leave('2025-01-11', '2025-01-20'))).toBe(0);
    // 1 m 16 d → 2; 1 September to 31 December → 4.
    expect(monthsOf('2025-05-15', '2025-12-31', summer)).toBe(6);
  });

  it('PRO3: leaves that touch are one', () => {
    const touching = [leave('2025-01-10', '2025-01-15'), leave('2025-01-16', '2025-01-20')];
    expect(monthsOf('2025-01-01', '2025-02-28', ...touching)).toBe(
      monthsOf('2025-01-01', '2025-02-28', leave('2025-01-10', '2025-01-20')),
    );
  });

  it('GEN10: leaves, the month rule and what is left out are steps of their own', () => {
    const facts: ProrationFacts = { method: 'months', postings: [X, Y], leaves: [summer], minimumDays: 150 };
    expect(labelsOf(proration, facts)).toEqual([
      'scoring.proration.days',
      'scoring.proration.left-out',
      'scoring.proration.days',
      'scoring.proration.leaves',
      'scoring.proration.months',
      'scoring.proration.months',
      'scoring.proration.score',
    ]);
  });

  const at = (offset: number) => new Date(Date.UTC(2025, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);
  const cuts = fc
    .uniqueArray(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 })
    .map((list) => [0, ...list.toSorted((a, b) => a - b)]);
  const postingsOf = (list: readonly number[]) => list.slice(1).map((cut, index) => posting(at(list[index] ?? 0), at(cut - 1)));
  const span = fc.tuple(fc.nat(750), fc.nat(60)).map(([from, length]) => leave(at(from), at(from + length)));

  test.prop([cuts, fc.array(span, { maxLength: 6 })])(
    'the counted days are those of all postings that are nobody’s leave',
    (list, leaves) => {
      const { answer } = proration.score({ method: 'days', postings: postingsOf(list), leaves });
      const off = new Set(
        leaves.flatMap(({ from, to }) =>
          Array.from({ length: dayNumber(dayOf(to)) - dayNumber(dayOf(from)) + 1 }, (_, index) => dayNumber(dayOf(from)) + index),
        ),
      );
      const all = Array.from({ length: list.at(-1) ?? 0 }, (_, index) => dayNumber(dayOf('2025-01-01')) + index);
      expect(answer.postings.reduce((total, one) => total + one.counted, 0)).toBe(all.filter((day) => !off.has(day)).length);
    },
  );

  test.prop([cuts, fc.constantFrom('days', 'months')])('a score lies between the lowest and the highest', (list, method) => {
    const postings = postingsOf(list).map((one, index) => ({ ...one, score: `${60 + index}` }));
    const { score } = proration.score({ method, postings }).answer;
    if (score !== null) {
      expect(Number(score)).toBeGreaterThanOrEqual(60);
      expect(Number(score)).toBeLessThanOrEqual(60 + postings.length - 1);
    }
  });

  test.prop([fc.array(fc.tuple(fc.nat(60), fc.nat(8)), { minLength: 1, maxLength: 8 })])(
    'PRO2: the overlap that is refused is the first in the list',
    (list) => {
      const postings = list.map(([from, length]) => posting(at(from), at(from + length)));
      const first = postings.findIndex((one, index) =>
        postings.slice(0, index).some((earlier) => one.from <= earlier.to && one.to >= earlier.from),
      );
      expect(refusals(proration, { method: 'days', postings })).toEqual(first < 0 ? [] : [`dates-overlap /postings/${first}`]);
    },
  );
});
