import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { scoreElements } from '../../../domain/scoring/elements.ts';
import type { RatedGroup } from '../../../domain/scoring/elements.ts';
import { scoreRating } from '../../../domain/scoring/rating.ts';
import type { ScoringRules } from '../../../domain/scoring/rating.ts';
import { pack } from '../cycle/sample.ts';

const element = ([id, max, level]: readonly [string, string, number]) => ({ id, max, level });
const person: readonly RatedGroup[] = [
  {
    id: 'performance',
    share: 50,
    elements: (
      [
        ['g1', '20', 5],
        ['g2', '20', 4],
        ['g3', '10', 3],
      ] as const
    ).map(element),
  },
  {
    id: 'ability',
    share: 50,
    elements: (
      [
        ['c1', '15', 4],
        ['c2', '15', 4],
        ['c3', '10', 5],
        ['c4', '10', 3],
      ] as const
    ).map(element),
  },
];

describe('the steps of a rating', () => {
  it('give the person of W05 82.00 on 100 and 57.40 on 70', () => {
    expect(scoreElements(person, '70')).toMatchObject({ score: '82.00', scaled: '57.40' });
  });

  it('explain every number with its inputs, under the name of the group', () => {
    const { steps } = scoreElements(person, '70');
    expect(steps.map(({ label, value }) => [label, value])).toEqual([
      ['scoring.element.performance', '20'],
      ['scoring.element.performance', '16'],
      ['scoring.element.performance', '6'],
      ['scoring.group.performance', '42'],
      ['scoring.element.ability', '12'],
      ['scoring.element.ability', '12'],
      ['scoring.element.ability', '10'],
      ['scoring.element.ability', '6'],
      ['scoring.group.ability', '40'],
      ['scoring.elements.total', '82'],
      ['scoring.elements.scaled', '57.4'],
    ]);
    expect(steps[1]).toEqual({
      label: 'scoring.element.performance',
      formula: 'g2.max × g2.level / 5',
      inputs: { 'g2.max': '20', 'g2.level': '4' },
      value: '16',
      source: expect.stringContaining('W05') as string,
    });
  });
});

const rules: ScoringRules = pack;
const goals = [
  { id: 'g1', weight: '40', level: 5 },
  { id: 'g2', weight: '40', level: 4 },
  { id: 'g3', weight: '20', level: 3 },
];
const competencies = [
  { id: 'planning', level: 4 },
  { id: 'execution', level: 4 },
  { id: 'communication', level: 5 },
  { id: 'collaboration', level: 3 },
];

describe('the score of a rating in kr-local-grade5', () => {
  it('takes a goal’s weight as its full mark', () => {
    expect(scoreRating(rules, { goals, competencies })).toMatchObject({ score: '82.00', scaled: '57.40' });
  });

  it('does not depend on the order of goals or competencies', () => {
    const turned = scoreRating(rules, { goals: goals.toReversed(), competencies: competencies.toReversed() });
    expect(turned).toMatchObject({ score: '82.00', scaled: '57.40' });
  });

  it('is null with the places that lack a level', () => {
    const rated = { goals: [...goals, { id: 'g4', weight: '10', level: null }], competencies: competencies.slice(1) };
    expect(scoreRating(rules, rated)).toMatchObject({
      score: null,
      scaled: null,
      reason: 'levels-missing',
      at: ['g4', 'planning'],
    });
  });

  it('is null without goals, with levels off the scale and with weights that are no numbers', () => {
    expect(scoreRating(rules, { goals: [], competencies })).toMatchObject({
      score: null,
      reason: 'no-elements',
      at: ['performance'],
    });
    const off = [{ id: 'g1', weight: '100', level: 6 }];
    expect(scoreRating(rules, { goals: off, competencies })).toMatchObject({ reason: 'level-out-of-range', at: ['g1'] });
    expect(scoreElements([], '70')).toEqual({ score: null, scaled: null, reason: 'no-elements', at: [], steps: [] });
    const bad = [{ id: 'g1', weight: '1e2', level: 5 }];
    expect(scoreRating(rules, { goals: bad, competencies })).toMatchObject({ reason: 'not-a-number', at: ['g1'] });
  });

  it('is null with shares that do not sum to 100, and with full marks that are no number', () => {
    const uneven = person.map((group) => ({ ...group, share: 49 }));
    expect(scoreElements(uneven, '70')).toMatchObject({ reason: 'shares-do-not-sum', at: ['performance', 'ability'] });
    expect(scoreElements(person, 'seventy')).toMatchObject({ score: null, reason: 'not-a-number', at: ['outOf'] });
  });

  const level = fc.integer({ min: 1, max: 5 });
  const weighted = fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), level), { minLength: 1, maxLength: 8 });

  test.prop([weighted, fc.tuple(level, level, level, level)])('lies between a fifth and full marks', (rated, levels) => {
    const some = rated.map(([weight, one], index) => ({ id: `g${index}`, weight: `${weight}`, level: one }));
    const { score, scaled } = scoreRating(rules, {
      goals: some,
      competencies: rules.competencies.map(({ id }, index) => ({ id, level: levels[index] ?? 1 })),
    });
    expect(Number(score)).toBeGreaterThanOrEqual(20);
    expect(Number(score)).toBeLessThanOrEqual(100);
    expect(Number(scaled)).toBeLessThanOrEqual(70);
  });

  test.prop([weighted, fc.nat({ max: 7 })])('never falls when one level rises', (rated, which) => {
    const some = rated.map(([weight, one], index) => ({ id: `g${index}`, weight: `${weight}`, level: one }));
    const better = some.map((goal, index) =>
      index === which % some.length ? { ...goal, level: Math.min(5, goal.level + 1) } : goal,
    );
    const [before, after] = [some, better].map((list) => scoreRating(rules, { goals: list, competencies }));
    expect(Number(after?.score)).toBeGreaterThanOrEqual(Number(before?.score));
  });

  test.prop([fc.array(fc.record({ id: fc.string(), weight: fc.string(), level: fc.option(fc.integer()) }))])(
    'never throws, whatever was stored',
    (some) => {
      expect(() => scoreRating(rules, { goals: some, competencies })).not.toThrow();
    },
  );
});
