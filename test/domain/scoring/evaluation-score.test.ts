import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { evaluationScore } from '../../../domain/scoring/evaluation-score.ts';
import type { RatedGoal, ScoreInputs } from '../../../domain/scoring/rated-things.ts';
import { pack } from '../cycle/sample.ts';

const goal = (id: string, level: string | null, weight: string): RatedGoal => ({
  id,
  level,
  weight,
  method: 'ratio',
  direction: 'higher',
  baseline: null,
  target: '100',
  actual: '100',
  designation: null,
  documented: true,
});
const element = (id: string, level: string | null) => ({ id, level, documented: true });

const goals = [goal('g1', '5', '40'), goal('g2', '4', '40'), goal('g3', '3', '20')];
const elements = [
  element('planning', '4'),
  element('execution', '4'),
  element('communication', '5'),
  element('collaboration', '3'),
];
const inputs = (given: Partial<ScoreInputs> = {}): ScoreInputs => ({
  goals,
  elements,
  overall: null,
  leads: false,
  cards: [],
  ...given,
});

describe('the score of a rating in kr-local-grade5', () => {
  it('takes a goal’s weight as its full mark', () => {
    expect(evaluationScore(pack, inputs())).toMatchObject({ score: '82.00', scaled: '57.40', level: null, reason: null });
  });

  it('shows the achievement of each goal by its method, in plain notation, and does not count it', () => {
    const typed = { ...goal('g1', '4', '50'), target: '050.0', actual: '54.50' };
    const improved = { ...goal('g2', '4', '50'), method: 'from-baseline', baseline: '60', target: '80', actual: '75' };
    const four = elements.map(({ id }) => element(id, '4'));
    const { score, steps } = evaluationScore(pack, inputs({ goals: [typed, improved], elements: four }));
    expect(score).toBe('80.00');
    expect(steps[0]).toEqual({
      label: 'scoring.ratio.higher',
      formula: 'g1: actual / target × 100',
      inputs: { target: '50', actual: '54.5' },
      value: '109',
      source: 'scoring.md F1',
    });
    expect(steps[1]).toMatchObject({ label: 'scoring.from-baseline', value: '75' });
    const unknown = [typed, improved].map((one) => ({ ...one, actual: null }));
    expect(evaluationScore(pack, inputs({ goals: unknown, elements: four })).score).toBe('80.00');
  });

  it('does not depend on the order of goals or elements', () => {
    const turned = inputs({ goals: goals.toReversed(), elements: elements.toReversed() });
    expect(evaluationScore(pack, turned)).toMatchObject({ score: '82.00', scaled: '57.40' });
  });

  it('is null where something lacks a level, an element that the form does not have too', () => {
    const none = { score: null, scaled: null, level: null, reason: 'levels-missing', steps: [] };
    expect(evaluationScore(pack, inputs({ goals: [...goals, goal('g4', null, '10')] }))).toEqual(none);
    expect(evaluationScore(pack, inputs({ elements: elements.slice(1) }))).toEqual(none);
  });

  it('is null without goals, with levels off the scale and with weights that are no numbers', () => {
    expect(evaluationScore(pack, inputs({ goals: [] })).reason).toBe('no-elements');
    expect(evaluationScore(pack, inputs({ goals: [goal('g1', '6', '100')] })).reason).toBe('levels-missing');
    expect(evaluationScore(pack, inputs({ goals: [goal('g1', '5', '1e2')] })).reason).toBe('not-a-number');
  });

  const level = fc.integer({ min: 1, max: 5 });
  const weighted = fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), level), { minLength: 1, maxLength: 8 });
  const asGoals = (rated: readonly (readonly [number, number])[]) =>
    rated.map(([weight, one], index) => goal(`g${index}`, `${one}`, `${weight}`));

  test.prop([weighted, fc.tuple(level, level, level, level)])('lies between a fifth and full marks', (rated, levels) => {
    const some = elements.map(({ id }, index) => element(id, `${levels[index] ?? 1}`));
    const { score, scaled } = evaluationScore(pack, inputs({ goals: asGoals(rated), elements: some }));
    expect(Number(score)).toBeGreaterThanOrEqual(20);
    expect(Number(score)).toBeLessThanOrEqual(100);
    expect(Number(scaled)).toBeLessThanOrEqual(70);
  });

  test.prop([weighted, fc.nat({ max: 7 })])('never falls when one level rises', (rated, which) => {
    const better = rated.map(
      ([weight, one], index) => [weight, index === which % rated.length ? Math.min(5, one + 1) : one] as const,
    );
    const [before, after] = [rated, better].map((list) => evaluationScore(pack, inputs({ goals: asGoals(list) })));
    expect(Number(after?.score)).toBeGreaterThanOrEqual(Number(before?.score));
  });

  test.prop([fc.array(fc.record({ id: fc.string(), weight: fc.string(), level: fc.option(fc.string()) }))])(
    'never throws, whatever was stored',
    (some) => {
      const stored = some.map(({ id, weight, level: one }) => goal(id, one, weight));
      expect(() => evaluationScore(pack, inputs({ goals: stored }))).not.toThrow();
    },
  );
});
